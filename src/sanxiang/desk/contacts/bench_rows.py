"""A year of calls put on file at once, for `sanxiang bench score`: an empty database alone may take them."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sanxiang.desk.contacts.models import CallEvent, Contact, ContactState
from sanxiang.kernel.ids import new_id

A_TIME = 2000
Steps = Sequence[tuple[float, str, dict[str, Any]]]


def put_calls(count: int, steps: Steps, row: dict[str, Any], *, begin: datetime) -> None:
    """`steps`: (second, event, fields) of each call; `row`: what was written. A call every five minutes."""
    for first in range(0, count, A_TIME):
        contacts = [_contact(number, row, begin) for number in range(first, min(first + A_TIME, count))]
        Contact.objects.bulk_create(contacts, batch_size=500)
        events = [event for contact in contacts for event in _events(contact, steps)]
        CallEvent.objects.bulk_create(events, batch_size=2000)


def _contact(number: int, row: dict[str, Any], begin: datetime) -> Contact:
    at = begin + timedelta(minutes=5 * number)
    return Contact(
        id=new_id(),
        call_id=f"bench-{number}",
        line="general",
        offered_at=at,
        answered_at=at + timedelta(seconds=8),
        ended_at=at + timedelta(seconds=120),
        state=ContactState.CLOSED,
        saved_at=at + timedelta(seconds=130),
        closed_at=at + timedelta(seconds=130),
        **row,
    )


def _events(contact: Contact, steps: Steps) -> Iterator[CallEvent]:
    for place, (after, name, data) in enumerate(steps):
        fields = {"call": contact.call_id, **data} if place == 0 else data
        yield CallEvent(
            eid=f"{contact.call_id}/{place}",
            contact=contact,
            at=contact.offered_at
            + timedelta(seconds=after + place * 0.001 + (hash(contact.call_id) % 97) / 50),
            event=name,
            data=fields,
        )
