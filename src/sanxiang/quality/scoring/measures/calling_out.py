"""When we call people: not while they sleep, eat or rest."""

from collections.abc import Iterator
from datetime import datetime

from sanxiang.kernel.calendar.working import SATURDAY, DayKind, statutory
from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, met, missed, not_applicable, not_observed, say
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

SAME_CLOCK = ("86", "852", "853", "886")  # one time of day from Urumqi to Taibei
RESTS = (("lunch", _("午休")), ("dinner", _("晚饭")))
WEEKDAYS = ((0, "monday", _("周一上午")), (4, "friday", _("周五下午")))
FESTIVALS = {
    "New Year's Day": _("元旦"),
    "Spring Festival": _("春节"),
    "Tomb-sweeping Day": _("清明节"),
    "Labour Day": _("劳动节"),
    "Dragon Boat Festival": _("端午节"),
    "Mid-autumn Festival": _("中秋节"),
    "National Day": _("国庆节"),
}


def quiet_hours(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Time of day at which we rang somebody, in the zone of the desk; h (12.5 is half past twelve).

    Source: D21-I.2.2, I.4.1; lunch and dinner are our figures; days of rest by the statutory calendar and the
    company's own days. Hours that are only better avoided are said, not missed. A call-back is left out: its
    time was agreed, or it had to be made at once. Can't see: the time where a foreign number is; how urgent
    the matter was, but for the clause's `exempt` categories; days of rest in a year nobody has announced yet.
    """
    if seen.direction != "out":
        return not_applicable(say(_("不是去电。")))
    if seen.tied:
        return not_applicable(say(_("这是回电，时间是约好的，或应当马上打。")))
    if _is_abroad(seen.offered.get("to")):
        return not_observed(say(_("对方在境外，看不出当地是几点。")))
    at = seen.offered_at
    hour = round(at.hour + at.minute / 60 + at.second / 3600, 4)
    resting = _resting(clause, hour)
    if resting is None:
        return _on_a_day(at, hour, clause, book)
    rest, (low, high) = resting
    values = {"time": f"{at:%H:%M}", "rest": [rest], "low": _clock(low), "high": _clock(high)}
    return missed(say(_("%(time)s 打出，正是%(rest)s时间（%(low)s–%(high)s）。"), **values), hour)


def _resting(clause: Clause, hour: float) -> tuple[str, tuple[float, float]] | None:
    day = clause.pair("day")
    if day is not None and not day[0] <= hour <= day[1]:
        return _("夜间休息"), (day[1], day[0])
    for name, title in RESTS:
        rest = clause.pair(name)
        if rest is not None and rest[0] <= hour < rest[1]:
            return title, rest
    return None


def _on_a_day(at: datetime, hour: float, clause: Clause, book: Rulebook) -> Judgement:
    """At an hour that is well on a working day: is it one, and could it be better?"""
    kind = _kind(at, book)
    if not kind.working and _is_in(clause, "rest_days", hour):
        if not kind.certain:
            return not_observed(say(_("这一年的放假安排还没有公布，看不出这天休不休息。")))
        values = {"day": f"{at:%Y-%m-%d}", "name": [_rest_name(at, kind)]}
        return missed(say(_("%(day)s 打出，是休息日（%(name)s）。"), **values), hour)
    better = list(_better_not(at, hour, clause, book)) if kind.working else []
    if better:
        when = {"time": f"{at:%H:%M}", "when": better}
        return met(say(_("%(time)s 打出，可以；不急的话，%(when)s最好避开。"), **when), hour)
    return met(say(_("%(time)s 打出。"), time=f"{at:%H:%M}"), hour)


def _kind(at: datetime, book: Rulebook) -> DayKind:
    own = next((one for one in book.working_time.days if one.day == at.date() and one.site is None), None)
    return statutory(at.date()) if own is None else DayKind(own.working, True, own.name)


def _rest_name(at: datetime, kind: DayKind) -> str:
    if at.weekday() >= SATURDAY and not kind.name:
        return _("周末")
    return FESTIVALS.get(kind.name, kind.name or _("公司休息日"))


def _better_not(at: datetime, hour: float, clause: Clause, book: Rulebook) -> Iterator[str]:
    for weekday, name, title in WEEKDAYS:
        if at.weekday() == weekday and _is_in(clause, name, hour):
            yield title
    hours = book.working_time.hours
    if hours and "first" in clause.figures:
        start = hours[0][0].hour + hours[0][0].minute / 60
        if start <= hour < start + clause.number("first"):
            yield _("刚上班的时候")


def _is_in(clause: Clause, name: str, hour: float) -> bool:
    pair = clause.pair(name)
    return pair is not None and pair[0] <= hour < pair[1]


def _clock(hour: float) -> str:
    return f"{int(hour):02}:{round(hour % 1 * 60):02}"


def _is_abroad(number: object) -> bool:
    text = str(number or "")
    if not text.startswith(("+", "00")):
        return False
    return not text.lstrip("+0").startswith(SAME_CLOCK)
