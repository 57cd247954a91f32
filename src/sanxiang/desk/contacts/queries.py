"""Reading the registers. Every list is one query however many rows it has."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from sanxiang.desk.contacts.call import Call, fold
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.desk.contacts.models import (
    Callback,
    CallbackReason,
    CallEvent,
    CallLink,
    Category,
    Contact,
    ContactState,
    Correction,
    Line,
    Recording,
)
from sanxiang.kernel.epoch import Epoch
from sanxiang.office.estate import queries as estate
from sanxiang.office.estate.queries import Resident, Unit

# Rows as other rooms get them; the tables stay this room's own.
__all__ = [
    "CallEvent",
    "CallLink",
    "Callback",
    "CallbackReason",
    "CallerCard",
    "Category",
    "Contact",
    "ContactState",
    "Correction",
    "Line",
    "Recording",
]

WITH = ("site", "staff", "unit", "recording", "link")
UNHEARD = ("missing", "expired", "unreadable")
SPOKE = ("answered", "consult_answered", "transferred")


def register(
    *,
    site: int | None,
    text: str = "",
    day_from: date | None = None,
    day_to: date | None = None,
    category: str = "",
    state: str = "",
    staff: str = "",
    line: str = "",
) -> QuerySet[Contact]:
    """The rows of the call register, newest first, of one site (None: of the company).

    `state` missed means that nobody answered, whether the row is closed by now or not: none disappears.
    """
    rows = Contact.objects.select_related(*WITH).order_by("-offered_at", "-id")
    if site is not None:
        rows = rows.filter(site=site)
    exact = {"category": category, "staff__username": staff, "line": line}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if state == ContactState.MISSED:
        rows = rows.filter(answered_at=None).exclude(ended_at=None)
    elif state:
        rows = rows.filter(state=state)
    if day_from:
        rows = rows.filter(offered_at__gte=midnight(day_from))
    if day_to:
        rows = rows.filter(offered_at__lt=midnight(day_to + timedelta(days=1)))
    return rows.filter(_words(text)) if text.strip() else rows


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _words(text: str) -> Q:
    """Every word must stand somewhere in the row."""
    found = Q()
    for word in text.split()[:6]:
        anywhere = Q(summary__icontains=word) | Q(handling__icontains=word) | Q(caller_name__icontains=word)
        anywhere |= Q(unit_text__icontains=word) | Q(place__icontains=word) | Q(phone__contains=word)
        found &= anywhere | Q(staff__name__icontains=word) | Q(staff__username=word)
    return found


class CallTimes(NamedTuple):
    """One call as statistics need it. `link_unit`: the unit whose link was used, of calls by link.

    Times are seconds since 1970: datetimes would be most of the work.
    """

    call_id: str
    staff_id: int | None
    category: str
    direction: str
    from_number: str
    link_unit: int | None
    offered_s: float
    answered_s: float | None
    ended_s: float | None


def calls_between(site: int, since: datetime, until: datetime) -> QuerySet[Contact]:
    """The calls of a site that came from `since` until before `until`, oldest first."""
    rows = Contact.objects.filter(site=site, offered_at__gte=since, offered_at__lt=until)
    return rows.order_by("offered_at", "id")


def call_times(calls: QuerySet[Contact]) -> list[CallTimes]:
    """Who, what and when of these calls, missed ones too: one query, light at 100,000 calls."""
    rows = calls.values_list(
        *("call_id", "staff_id", "category", "direction", "from_number", "link__unit_id"),
        *(Epoch("offered_at"), Epoch("answered_at"), Epoch("ended_at")),
    )
    return [CallTimes._make(row) for row in rows.iterator(chunk_size=5000)]


def with_recordings(call_ids: Iterable[str]) -> dict[str, Contact]:
    """The rows of these calls with their recordings: one query."""
    rows = Contact.objects.select_related(*WITH).filter(call_id__in=list(call_ids))
    return {row.call_id: row for row in rows}


def recorded(calls: QuerySet[Contact]) -> set[str]:
    """The ids of those of these calls whose recording can be heard: one query."""
    rows = calls.filter(recording__isnull=False).exclude(recording__fault__in=UNHEARD)
    return set(rows.values_list("call_id", flat=True))


def contact(contact_id: UUID) -> Contact | None:
    """One row with all that its page shows."""
    return (
        Contact.objects.select_related(*WITH, "closed_by", "transcript")
        .prefetch_related(
            "events",
            Prefetch("corrections", Correction.objects.select_related("by"), to_attr="all_corrections"),
            Prefetch("callbacks", Callback.objects.select_related("made_by"), to_attr="all_callbacks"),
        )
        .filter(pk=contact_id)
        .first()
    )


def answered(*, site: int, since: datetime, until: datetime) -> QuerySet[Contact]:
    """The answered calls of a site that are over and rang between two moments (the later one left out)."""
    rows = Contact.objects.filter(site=site, offered_at__gte=since, offered_at__lt=until)
    return rows.exclude(answered_at=None).exclude(ended_at=None)


def took_part(contacts: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The numbers of the staff who spoke in each of many calls: one query."""
    found: dict[UUID, set[str]] = {}
    rows = CallEvent.objects.filter(contact__in=list(contacts), event__in=SPOKE)
    for contact, data in rows.values_list("contact", "data"):
        named = {str(data[field]) for field in ("staff", "target") if data.get(field)}
        found.setdefault(contact, set()).update(named)
    return found


def contact_of_call(call_id: str) -> Contact | None:
    return Contact.objects.select_related(*WITH).filter(call_id=call_id).first()


def lived(row: Contact) -> tuple[Call, list[Event]]:
    """The state that the call's events lead to, and the events, in the order they happened."""
    events = [_event(item) for item in row.events.all()]
    return fold(events), events


def call_folder(call_id: str) -> CallFolder | None:
    """The call as a call folder in memory, for scoring and for handing over."""
    rows = Contact.objects.select_related("transcript", "recording").prefetch_related("events")
    row = rows.filter(call_id=call_id).first()
    if row is None:
        return None
    said = getattr(row, "transcript", None)
    return CallFolder(
        call=row.call_id,
        events=tuple(_event(item) for item in row.events.all()),
        record=record(row),
        transcript=said.content if said else None,
        audio_path=recording_file(row),
    )


def _event(row: CallEvent) -> Event:
    return Event(at=row.at, event=row.event, data=row.data)


def record(row: Contact) -> dict[str, Any] | None:
    """What was written down, in the shape of record.json; None when nothing was."""
    if row.saved_at is None:
        return None
    said = {
        "category": row.category,
        "caller_name": row.caller_name,
        "unit": row.unit_text,
        "phone": row.phone,
        "summary": row.summary,
        "message": row.message,
        "restated": row.restated_at is not None,
        "restated_at": row.restated_at.isoformat() if row.restated_at else None,
        "saved_at": row.saved_at.isoformat(),
    }
    return {name: value for name, value in said.items() if value not in ("", None)}


def open_callbacks(site: int | None) -> QuerySet[Callback]:
    """Return calls that are owed, the earliest due first; those without a time by age after them."""
    rows = Callback.objects.select_related("contact", "contact__unit", "made_by", "site")
    rows = rows.filter(kept_at=None, cancelled_at=None)
    rows = rows.order_by(F("due_at").asc(nulls_last=True), "made_at")
    return rows if site is None else rows.filter(site=site)


def callback(callback_id: UUID) -> Callback | None:
    return Callback.objects.select_related("contact").filter(pk=callback_id).first()


def rung_back_after(call_id: str) -> float | None:
    """Seconds from the end of a broken-off call to our return call; None when there was none (yet)."""
    row = (
        Callback.objects.filter(contact__call_id=call_id, reason="broken_off")
        .exclude(kept_at=None)
        .select_related("contact")
        .first()
    )
    if row is None or row.kept_at is None or row.contact.ended_at is None:
        return None
    return (row.kept_at - row.contact.ended_at).total_seconds()


def recent_of(
    *, site: int | None, number: str | None, unit: int | None, exclude: str = "", limit: int = 5
) -> list[Contact]:
    """The last contacts of a number or unit, newest first."""
    if not number and not unit:
        return []
    match = Q()
    if number:
        match |= Q(phone=number) | Q(from_number=number)
    if unit:
        match |= Q(unit=unit)
    rows = Contact.objects.select_related("staff").filter(match).exclude(call_id=exclude)
    if site is not None:
        rows = rows.filter(site=site)
    return list(rows.order_by("-offered_at")[:limit])


@dataclass(frozen=True, slots=True)
class CallerCard:
    """Who may be calling and what is open with them (ANS-3)."""

    residents: Sequence[Resident]
    unit: Unit | None
    callbacks: Sequence[Callback]
    recent: Sequence[Contact]


def caller_card(*, site: int | None, number: str | None, unit: int | None, call_id: str = "") -> CallerCard:
    """All that the screen shows before the operator answers, in a fixed number of queries."""
    recent = recent_of(site=site, number=number, unit=unit, exclude=call_id)
    open_rows = Callback.objects.none()
    if number or unit:
        match = (Q(number=number) if number else Q()) | (Q(contact__unit=unit) if unit else Q())
        open_rows = open_callbacks(site).filter(match)[:5]
    return CallerCard(
        residents=estate.residents_calling(site=site, number=number, unit=unit),
        unit=estate.unit(unit) if unit else None,
        callbacks=list(open_rows),
        recent=recent,
    )


def link_by_token(token: str) -> CallLink | None:
    return CallLink.objects.select_related("line", "line__site", "unit").filter(token=token).first()


def links(site: int | None) -> QuerySet[CallLink]:
    rows = CallLink.objects.select_related("line", "line__site", "unit")
    return rows if site is None else rows.filter(line__site=site)


def lines(site: int | None) -> QuerySet[Line]:
    rows = Line.objects.select_related("site").filter(active=True)
    return rows if site is None else rows.filter(site=site)


def lines_with_links(site: int | None, at: datetime) -> QuerySet[Line]:
    """All lines, those out of use at the end; `live_links` counts the links that ring them at `at`."""
    rows = Line.objects.select_related("site").annotate(
        live_links=Count("links", filter=_live(at, "links__"))
    )
    rows = rows.order_by("-active", "site", "key")
    return rows if site is None else rows.filter(site=site)


def live_links(line: Line, at: datetime) -> QuerySet[CallLink]:
    """The links that ring this line at `at`, the newest first."""
    return line.links.select_related("unit").filter(_live(at))


def dead_links(line: Line, at: datetime) -> QuerySet[CallLink]:
    """The links of this line that were revoked or have expired, the newest first."""
    return line.links.select_related("unit").exclude(_live(at))


def link(link_id: int) -> CallLink | None:
    return links(None).filter(pk=link_id).first()


def _live(at: datetime, prefix: str = "") -> Q:
    lasting = Q(**{f"{prefix}expires_at": None}) | Q(**{f"{prefix}expires_at__gt": at})
    return lasting & Q(**{f"{prefix}id__isnull": False, f"{prefix}revoked_at": None})


def categories() -> list[tuple[str, str]]:
    """Code and name of every category, in the order of the form."""
    return [(str(code), str(name)) for code, name in Category.choices]


def line_names() -> dict[str, str]:
    """Key → name of every line, also of those out of use: old rows still name them."""
    return dict(Line.objects.values_list("key", "name"))


def line_by_key(key: str) -> Line | None:
    return Line.objects.select_related("site").filter(key=key).first()


def masked(number: str) -> str:
    """A number as shown to those who haven't opened it: 138****5678; short ones show their last digit."""
    if len(number) >= 8:
        return f"{number[:-8]}****{number[-4:]}" if len(number) > 8 else f"****{number[-4:]}"
    return f"{'*' * max(len(number) - 1, 0)}{number[-1:]}"


def recordings_folder() -> Path:
    return Path(settings.HOME) / "recordings"


def recording_file(row: Contact) -> Path | None:
    """The recording's file, or None where there is none (any more)."""
    kept = getattr(row, "recording", None)
    if kept is None or kept.fault in ("missing", "expired"):
        return None
    path = (recordings_folder() / kept.path).resolve()
    inside = path.is_relative_to(recordings_folder().resolve())
    return path if inside and path.is_file() else None


def recordings_oldest_first() -> QuerySet[Recording]:
    return Recording.objects.exclude(fault="expired").order_by("started_at")


def zone_of(row: Contact) -> ZoneInfo:
    """The time zone in which this row is shown."""
    return ZoneInfo(row.site.time_zone if row.site else settings.TIME_ZONE)
