"""Reading staff, certificates and states."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from sanxiang.office.people.models import Certificate, Presence, PresenceState, Role, Site, Staff

# Rows are handed to other rooms as they are read; their tables stay this room's own.
__all__ = ["Presence", "PresenceState", "PresentState", "Role", "Site", "Staff"]


def staff_by_number(number: str) -> Staff | None:
    return Staff.objects.select_related("site").filter(username=number).first()


def staff_by_id(staff_id: int) -> Staff | None:
    """One member of staff with their certificates."""
    return staff_list(None).filter(pk=staff_id).first()


def staff_list(site: int | None) -> QuerySet[Staff]:
    """All members of staff of a site (None: of the company), with their certificates."""
    rows = Staff.objects.select_related("site").prefetch_related("certificates")
    return rows if site is None else rows.filter(site=site)


def names(numbers: Sequence[str]) -> dict[str, str]:
    """Staff number → name."""
    return dict(Staff.objects.filter(username__in=numbers).values_list("username", "name"))


def names_by_id(staff: Iterable[int]) -> dict[int, str]:
    """Number of the row → name."""
    return dict(Staff.objects.filter(pk__in=list(staff)).values_list("pk", "name"))


def certified_lines(staff: Staff, on: date) -> list[str]:
    """The keys of the lines that this person may answer on that day."""
    return list(
        Certificate.objects.filter(staff=staff, from_day__lte=on)
        .filter(Q(until_day=None) | Q(until_day__gte=on))
        .values_list("line", flat=True)
    )


@dataclass(frozen=True, slots=True)
class PresentState:
    staff: Staff
    state: str
    reason: str
    since: datetime | None


def present_states(site: int | None, *, also_left: bool = False) -> list[PresentState]:
    """Where every active member of staff is now; `also_left`: those who left stand at the end."""
    now = Prefetch("presences", Presence.objects.filter(until=None), to_attr="now")
    rows = staff_list(site).prefetch_related(now).order_by("-is_active", "username")
    return [_state(staff) for staff in (rows if also_left else rows.filter(is_active=True))]


def _state(staff: Staff) -> PresentState:
    open_now: list[Presence] = staff.now  # type: ignore[attr-defined]
    if not open_now:
        return PresentState(staff, "logged_off", "", None)
    return PresentState(staff, open_now[0].state, open_now[0].reason, open_now[0].since)


def presence_history(number: str, day_start: datetime, day_end: datetime) -> QuerySet[Presence]:
    """The stretches of one person that touch a span of time, oldest first."""
    rows = Presence.objects.filter(staff__username=number, since__lt=day_end)
    return rows.filter(Q(until=None) | Q(until__gt=day_start)).order_by("since")


def away(
    staff: Iterable[int], since: datetime, until: datetime
) -> dict[int, list[tuple[datetime, datetime | None]]]:
    """For each of these people when they were signed off within a span of time, oldest first: one query."""
    rows = Presence.objects.filter(staff__in=list(staff), state=PresenceState.LOGGED_OFF, since__lt=until)
    rows = rows.filter(Q(until=None) | Q(until__gt=since)).order_by("staff_id", "since")
    found: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for person, start, end in rows.values_list("staff_id", "since", "until"):
        found.setdefault(person, []).append((start, end))
    return found


def zone_name(site_id: int) -> str | None:
    """The time zone of a site by its name, as "Asia/Shanghai"."""
    return Site.objects.filter(pk=site_id).values_list("time_zone", flat=True).first()


def sites() -> QuerySet[Site]:
    return Site.objects.all()


def site(site_id: int) -> Site | None:
    return Site.objects.filter(pk=site_id).first()


def has_staff() -> bool:
    return Staff.objects.exists()
