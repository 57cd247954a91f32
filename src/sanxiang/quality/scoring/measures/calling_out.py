"""When we call people: not while they sleep, eat or rest."""

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, met, missed, not_applicable, not_observed, say
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

SAME_CLOCK = ("86", "852", "853", "886")  # one time of day from Urumqi to Taibei
RESTS = (("lunch", _("午休")), ("dinner", _("晚饭")))


def quiet_hours(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Time of day at which we rang somebody, in the zone of the desk; h (12.5 is half past twelve).

    Source: D21-I.2.2; lunch and dinner are our figures. A call-back is left out: its time was agreed, or it
    had to be made at once. Can't see: the time where a foreign number is; how urgent the matter was, but
    for the clause's `exempt` categories.
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
        return met(say(_("%(time)s 打出。"), time=f"{at:%H:%M}"), hour)
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


def _clock(hour: float) -> str:
    return f"{int(hour):02}:{round(hour % 1 * 60):02}"


def _is_abroad(number: object) -> bool:
    text = str(number or "")
    if not text.startswith(("+", "00")):
        return False
    return not text.lstrip("+0").startswith(SAME_CLOCK)
