"""Who may draw, review, rule and sign."""

import rules

from sanxiang.office.people.permissions import (
    answers_calls,
    is_inspector,
    is_manager,
    is_supervisor,
    same_site,
)

in_charge = is_supervisor | is_inspector

rules.add_perm("review.enter", answers_calls | is_inspector)
rules.add_perm("review.manage", in_charge & same_site)
rules.add_perm("review.rule", in_charge & same_site)
rules.add_perm("review.write_bulletin", is_manager | is_inspector)
