"""Who may do what: predicates over the person and, where it matters, the site of the thing."""

from typing import Any

import rules

from sanxiang.office.people.models import Role, Staff


def _role(*roles: str) -> Any:
    def has_role(person: Staff) -> bool:
        return bool(getattr(person, "is_active", False)) and getattr(person, "role", None) in roles

    return rules.predicate(has_role, name=f"role is {' or '.join(roles)}")


is_operator = _role(Role.OPERATOR)
is_supervisor = _role(Role.SUPERVISOR, Role.MANAGER)
is_manager = _role(Role.MANAGER)
is_inspector = _role(Role.INSPECTOR)
is_administrator = _role(Role.ADMINISTRATOR)


def belongs(person: Staff, thing: Any = None) -> bool:
    """True for a thing of the person's own site, or for people who belong to the whole company."""
    if thing is None:
        return True
    site = thing if isinstance(thing, int) else getattr(thing, "site_id", None)
    return person.site_id is None or site is None or site == person.site_id


same_site = rules.predicate(belongs, name="the thing belongs to the person's site")

# Whom one may put on file and change: nobody gives, or takes over, more than they have.
GIVES: dict[str, tuple[Role, ...]] = {
    Role.SUPERVISOR: (Role.OPERATOR, Role.SUPERVISOR),
    Role.MANAGER: (Role.OPERATOR, Role.SUPERVISOR, Role.MANAGER),
    Role.ADMINISTRATOR: tuple(Role),
}


def roles_given_by(person: Staff) -> tuple[Role, ...]:
    """The roles that this person may give to others."""
    return GIVES.get(person.role, ())


def in_charge(person: Staff, thing: Any = None) -> bool:
    """True for staff of the person's own site (or any, for people of the whole company) up to their role."""
    if not isinstance(thing, Staff):
        return True
    reach = person.site_id is None or person.site_id == thing.site_id
    return reach and thing.role in roles_given_by(person)


changes = rules.predicate(in_charge, name="the person is in charge of this member of staff")

answers_calls = is_operator | is_supervisor
rules.add_perm("people.answer_calls", answers_calls)
rules.add_perm("people.view_staff", (is_supervisor | is_administrator | is_inspector) & same_site)
rules.add_perm("people.view_rulebook", rules.is_authenticated)
rules.add_perm("people.change_rulebook", is_supervisor | is_administrator)
rules.add_perm("people.change_staff", (is_supervisor | is_administrator) & same_site & changes)
