"""Who may see how a call sounds while it goes on: whoever handles it, and the supervisors of its site."""

from collections.abc import Mapping
from typing import Any

import rules

from sanxiang.office.people.permissions import answers_calls, belongs, is_supervisor
from sanxiang.office.people.queries import Staff


def _handles(person: Staff, told: Mapping[str, Any] | None = None) -> bool:
    return told is not None and told.get("staff") == person.username


def _of_own_site(person: Staff, told: Mapping[str, Any] | None = None) -> bool:
    return told is not None and belongs(person, told.get("site"))


handles = rules.predicate(_handles, name="the person handles the call of this snapshot")
of_own_site = rules.predicate(_of_own_site, name="the call of this snapshot is of the person's site")

rules.add_perm("live.see", (answers_calls & handles) | (is_supervisor & of_own_site))
