"""Calls with all that scoring reads of them, many at once: a handful of queries however many calls."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import TextField
from django.db.models.functions import Cast

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.desk.contacts.models import Callback, CallbackReason, CallEvent, Contact, Recording
from sanxiang.desk.contacts.queries import midnight, record, recording_file, recordings_folder
from sanxiang.office.people import queries as people

_loads = json.JSONDecoder().decode
COLUMNS = (
    "id", "call_id", "site_id", "closed_at", "ended_at", "direction", "to_number", "unit_id",
    "site__time_zone", "site__company", "site__desk_name", "category", "caller_name", "unit_text", "phone",
    "summary", "message", "restated_at", "saved_at", "transcript__content", "recording__path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scorable:
    """`closed`: the row is. `zone`: of the site. `staff_name`: who answered first. `tied`: a call of ours
    that serves a contact, a unit or a call-back. `rung_back_s`: from a broken call's end to our return call.

    The folder's `audio_path` is set where there was a recording, whether the file is still there or not:
    its clock is that of the transcript.
    """

    contact: UUID
    site: int | None
    closed: bool
    folder: CallFolder
    zone: ZoneInfo
    staff_name: str
    organisation: tuple[str, ...]
    tied: bool
    rung_back_s: float | None


def scorable(call_ids: Collection[str]) -> list[Scorable]:
    """These calls as far as they are on file; six queries at most."""
    found = Contact.objects.filter(call_id__in=call_ids)
    rows = list(found.values_list(*COLUMNS, named=True).order_by("id"))
    events = _events([row.id for row in rows])
    names = people.names(list({_answered_by(happened) for happened in events.values()} - {""}))
    back = _rung_back(row.id for row in rows if row.ended_at is not None)
    tied = _tied([row for row in rows if row.direction == "out"])
    return [
        Scorable(
            contact=row.id,
            site=row.site_id,
            closed=row.closed_at is not None,
            folder=_folder(row, events[row.id]),
            zone=_zone(row.site__time_zone or settings.TIME_ZONE),
            staff_name=names.get(_answered_by(events[row.id]), ""),
            organisation=tuple(word for word in (row.site__desk_name, row.site__company) if word),
            tied=row.call_id in tied,
            rung_back_s=(back[row.id] - row.ended_at).total_seconds() if row.id in back else None,
        )
        for row in rows
    ]


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def _folder(row: Any, events: list[Event]) -> CallFolder:
    audio = recordings_folder() / row.recording__path if row.recording__path else None
    return CallFolder(row.call_id, tuple(events), record(row), row.transcript__content, audio)


def _events(ids: Collection[UUID]) -> Mapping[UUID, list[Event]]:
    """Ten events a call: read as text, since Django's ways from columns to values cost more than all else."""
    listed: dict[str, list[Event]] = {one.hex: [] for one in ids}
    rows = CallEvent.objects.filter(contact__in=ids).order_by("at", "id")
    columns = [Cast(name, TextField()) for name in ("contact_id", "at", "data")]
    for contact, at, data, event in rows.values_list(*columns, "event"):
        listed[contact.replace("-", "")].append(Event(_moment(at), event, _loads(data)))
    return {UUID(hex=key): events for key, events in listed.items()}


def _moment(text: str) -> datetime:
    """Both databases keep UTC: SQLite doesn't say so, PostgreSQL says +00."""
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _answered_by(events: Iterable[Event]) -> str:
    return next((str(event.data["staff"]) for event in events if event.event == "answered"), "")


def _rung_back(ids: Iterable[UUID]) -> Mapping[UUID, Any]:
    kept = Callback.objects.filter(contact__in=list(ids), reason=CallbackReason.BROKEN_OFF)
    return dict(kept.exclude(kept_at=None).values_list("contact_id", "kept_at"))


def _tied(rows: Collection[Any]) -> set[str]:
    """The calls of ours that serve something on file."""
    if not rows:
        return set()
    tied = set(
        Callback.objects.filter(kept_by_call__in=[row.call_id for row in rows]).values_list(
            "kept_by_call", flat=True
        )
    )
    numbers = {row.to_number for row in rows} - {""}
    known = set(Contact.objects.filter(from_number__in=numbers).values_list("from_number", flat=True))
    return tied | {row.call_id for row in rows if row.unit_id is not None or row.to_number in known}


def ended_calls(*, since: date | None, chunk: int) -> Iterator[list[str]]:
    """The ids of all calls that are over, in the order they came on file, `chunk` at a time."""
    rows = Contact.objects.exclude(ended_at=None).order_by("id")
    if since is not None:
        rows = rows.filter(offered_at__gte=midnight(since))
    last: UUID | None = None
    while True:
        part = list((rows.filter(id__gt=last) if last else rows).values_list("id", "call_id")[:chunk])
        if not part:
            return
        last = part[-1][0]
        yield [call for _, call in part]


def ended_count(*, since: date | None) -> int:
    rows = Contact.objects.exclude(ended_at=None)
    return (rows if since is None else rows.filter(offered_at__gte=midnight(since))).count()


def recording_of(call_id: str) -> tuple[Recording, Path | None] | None:
    """The recording of a call with its file, None where it is gone; None where there never was one."""
    row = Contact.objects.select_related("recording").filter(call_id=call_id).first()
    kept = getattr(row, "recording", None)
    return None if row is None or kept is None else (kept, recording_file(row))
