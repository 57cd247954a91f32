"""Tickets let a browser speak to the line process. They are signed, so that process needs no database.

A ticket is only looked at when a browser says hello: a call that goes on outlives its ticket.
"""

from datetime import date
from typing import Any

from django.core import signing

from sanxiang.desk.contacts.queries import CallLink
from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import Staff

SALT = "sanxiang.line.ticket"
STAFF_S = 15 * 60
CALLER_S = 30 * 60


class TicketBad(ValueError):
    """Not one of our tickets."""


class TicketExpired(TicketBad):
    """One of ours, but too old."""


def staff_ticket(staff: Staff, *, on: date) -> str:
    """A ticket that lets this person take calls on the lines they are certified for."""
    return _sign(
        {
            "kind": "staff",
            "staff": staff.username,
            "name": staff.name,
            "role": staff.role,
            "site": staff.site_id,
            "lines": people.certified_lines(staff, on),
            "languages": staff.languages,
        }
    )


def caller_ticket(link: CallLink) -> str:
    """A ticket that lets a resident call the link's line; it carries all that the line must know."""
    line = link.line
    return _sign(
        {
            "kind": "caller",
            "link": link.pk,
            "site": line.site_id,
            "line": line.key,
            "line_name": line.name,
            "language": line.language,
            "place": link.place or (link.unit.label if link.unit else ""),
            "unit": link.unit_id,
            "on_s": line.on_s,
            "cycle_s": line.cycle_s,
            "ring_for_s": line.ring_for_s,
            "give_up_s": line.give_up_s,
            "emergency": line.emergency,
        }
    )


def _sign(content: dict[str, Any]) -> str:
    return signing.dumps(content, salt=SALT)


def read_ticket(text: str) -> dict[str, Any]:
    """Return the ticket's content. Raises TicketExpired, TicketBad."""
    try:
        content: dict[str, Any] = signing.loads(text, salt=SALT, max_age=STAFF_S)
    except signing.SignatureExpired as fault:
        return _older(text, fault)
    except signing.BadSignature as fault:
        raise TicketBad("not one of our tickets") from fault
    return content


def _older(text: str, fault: Exception) -> dict[str, Any]:
    """Callers' tickets live longer than those of staff: people read the page before they press."""
    try:
        content: dict[str, Any] = signing.loads(text, salt=SALT, max_age=CALLER_S)
    except signing.SignatureExpired as late:
        raise TicketExpired("the ticket is too old") from late
    if content.get("kind") != "caller":
        raise TicketExpired("the ticket is too old") from fault
    return content
