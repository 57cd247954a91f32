"""The scored calls of a site and a period as columns, with the circumstances in which they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.queries import CallTimes
from sanxiang.office.estate import queries as estate
from sanxiang.office.people import queries as people
from sanxiang.quality.overview import queries
from sanxiang.quality.overview.period import Period
from sanxiang.quality.scoring import queries as scoring
from sanxiang.quality.scoring.queries import Final
from sanxiang.quality.statistics.circumstances import Edges, Shift, busy, going_on, late, shifts
from sanxiang.quality.statistics.columns import Calls, Floats, Ints, codes
from sanxiang.quality.statistics.sames import BUSY, INSPECTED, KNOWN, LATE

QUARTER = 900.0
MOST = 5000


@dataclass(frozen=True, slots=True)
class Gathered:
    """`rows[i]` and `finals[i]` belong to place i of `calls`; the oldest call stands first."""

    calls: Calls
    rows: Sequence[CallTimes]
    finals: Sequence[Final]

    def __len__(self) -> int:
        return len(self.rows)


def gather(site: int, period: Period, zone: ZoneInfo) -> Gathered:
    """The finally scored calls that somebody answered: two queries. Traits are left to `with_traits`."""
    span = contacts.calls_between(site, *period.span(zone))
    return _gathered(contacts.call_times(span), scoring.final_results(span), zone)


def newest(found: Gathered, site: int, period: Period, zone: ZoneInfo, most: int = MOST) -> Gathered:
    """The newest `most` of these calls with the details of their results: one query.

    Details are kilobytes a call; what one person can work on shows in the newest thousands.
    """
    rows = found.rows[-most:]
    if not rows:
        return found
    _, until = period.span(zone)
    since = datetime.fromtimestamp(rows[0].offered_s - 1, zone)
    results = scoring.final_results(contacts.calls_between(site, since, until), details=True)
    return _gathered([row for row in rows if row.call_id in results], results, zone)


def audible(site: int, period: Period, zone: ZoneInfo) -> set[str]:
    """The ids of the calls whose recording can be heard: one query."""
    return contacts.recorded(contacts.calls_between(site, *period.span(zone)))


def _gathered(times: Sequence[CallTimes], results: dict[str, Final], zone: ZoneInfo) -> Gathered:
    rows = [row for row in times if _counts(row, results.get(row.call_id))]
    finals = [results[row.call_id] for row in rows]
    return Gathered(_columns(rows, finals, zone), rows, finals)


def _counts(row: CallTimes, final: Final | None) -> bool:
    return final is not None and final.score is not None and row.staff_id is not None


def _columns(rows: Sequence[CallTimes], finals: Sequence[Final], zone: ZoneInfo) -> Calls:
    wanted = np.array([f"{row.direction} {row.category}" for row in rows], dtype=np.str_)
    return Calls(
        score=np.array([final.score for final in finals], dtype=np.float64),
        staff=np.array([row.staff_id for row in rows], dtype=np.int64),
        category=codes(wanted)[1],
        day=days_of(_seconds([row.offered_s for row in rows]), zone),
    )


def with_traits(site: int, period: Period, zone: ZoneInfo) -> Calls:
    """The incoming calls with the traits of the four sames: five queries."""
    since, until = period.span(zone)
    span = contacts.calls_between(site, since, until)
    times = contacts.call_times(span)
    found = _gathered(times, scoring.final_results(span), zone)
    incoming = np.array([row.direction == "in" for row in found.rows], dtype=np.bool_)
    rows = [row for row in found.rows if row.direction == "in"]
    calls = found.calls.only(incoming)
    inspected = queries.inspected_days(site, period.first, period.last)
    traits = {
        KNOWN: _known(rows, estate.numbers_on_file(site)),
        INSPECTED: _inspected(calls.day, inspected),
        BUSY: _busy(rows, times),
        LATE: _late(rows, since, until),
    }
    return Calls(calls.score, calls.staff, calls.category, calls.day, traits)


def _known(rows: Sequence[CallTimes], numbers: set[str]) -> Ints:
    """Whether the desk could see who called before it answered: by the unit's link or the number."""
    known = [row.link_unit is not None or row.from_number in numbers for row in rows]
    return np.array(known, dtype=np.int64)


def _inspected(days: Ints, inspected: set[int]) -> Ints:
    return np.isin(days, sorted(inspected)).astype(np.int64)


def _busy(rows: Sequence[CallTimes], times: Sequence[CallTimes]) -> Ints:
    """How much was going on counts every call of the site, also those that nobody answered."""
    over = [row for row in times if row.ended_s is not None]
    starts, ends = _seconds([row.offered_s for row in over]), _seconds([row.ended_s for row in over])
    return busy(going_on(_seconds([row.offered_s for row in rows]), starts, ends))


def _late(rows: Sequence[CallTimes], since: datetime, until: datetime) -> Ints:
    staff = np.array([row.staff_id for row in rows], dtype=np.int64)
    edges = Edges()
    reach = timedelta(seconds=edges.longest)
    away = people.away(sorted({int(one) for one in staff}), since - reach, until + reach)
    worked = {person: _shifts(rows_off, edges) for person, rows_off in away.items()}
    return late(_seconds([row.answered_s or row.offered_s for row in rows]), staff, worked, edges)


def _shifts(away: Sequence[tuple[datetime, datetime | None]], edges: Edges) -> list[Shift]:
    """Who isn't signed off is signed in: from the end of one stretch to the start of the next."""
    starts = [end.timestamp() for _, end in away if end is not None]
    ends: list[float | None] = [start.timestamp() for start, _ in away[1:]]
    return shifts(zip(starts, [*ends, None], strict=False), edges)


def _seconds(moments: Sequence[float | None]) -> Floats:
    return np.array(moments, dtype=np.float64)


def days_of(moments: Floats, zone: ZoneInfo) -> Ints:
    """Ordinals of the site's dates. The clock of a zone changes at whole quarters of an hour."""
    quarters, places = codes(np.floor_divide(moments, QUARTER))
    dates = [datetime.fromtimestamp(one * QUARTER, zone).toordinal() for one in quarters.tolist()]
    return np.array(dates, dtype=np.int64)[places]
