"""Who may give a time limit more time: the roles that its clause names, at their own site."""

from typing import Protocol

import rules

from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.models import Deadline


class Person(Protocol):
    """A member of staff, as far as this room needs to know."""

    username: str
    role: str
    site_id: int | None
    is_active: bool


def may_extend(person: Person, row: Deadline) -> bool:
    limit = limit_of(row)
    at_home = person.site_id is None or row.site is None or person.site_id == row.site
    return limit is not None and person.is_active and at_home and person.role in limit.extends


rules.add_perm(
    "deadlines.extend", rules.predicate(may_extend, name="the clause lets this role give more time")
)
