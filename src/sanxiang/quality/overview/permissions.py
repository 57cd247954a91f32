"""Who sees how a desk and its people do: those in charge, and everybody their own page."""

from typing import Any

import rules

from sanxiang.office.people.permissions import (
    answers_calls,
    is_inspector,
    is_supervisor,
    same_site,
)

in_charge = is_supervisor | is_inspector


def is_oneself(person: Any, other: Any = None) -> bool:
    return other is None or getattr(other, "pk", None) == person.pk


oneself = rules.predicate(is_oneself, name="the page is the person's own")

rules.add_perm("overview.view_site", in_charge & same_site)
rules.add_perm("overview.view_person", (answers_calls & oneself) | (in_charge & same_site))
rules.add_perm("overview.view_own", answers_calls)
rules.add_perm("overview.view_only_own", answers_calls & ~in_charge)
rules.add_perm("overview.enter_inspections", in_charge & same_site)
