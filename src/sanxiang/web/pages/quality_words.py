"""Statistics as sentences: what is sure, what isn't, and what is lacking."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from sanxiang.quality.statistics.clauses import Share
from sanxiang.quality.statistics.ranking import Enough, Ranked, Waiting
from sanxiang.quality.statistics.regression import Effect
from sanxiang.quality.statistics.sames import (
    BUSY,
    DIFFERS,
    HINT,
    INSPECTED,
    KNOWN,
    LATE,
    NOT_ENOUGH,
    SAME,
    UNCLEAR,
    Needs,
    Same,
)
from sanxiang.web.pages.register_words import Mark


class Sides(NamedTuple):
    """The heading of a comparison and the names of its two sides."""

    title: str
    yes: str
    no: str


def sides() -> Mapping[str, Sides]:
    return {
        KNOWN: Sides(_("生人熟人一个样"), _("熟人"), _("生人")),
        INSPECTED: Sides(_("查与不查一个样"), _("检查日"), _("平常日")),
        BUSY: Sides(_("忙时闲时一个样"), _("忙时"), _("闲时")),
        LATE: Sides(_("心情好坏一个样"), _("下班前一小时"), _("上班头一小时")),
    }


def mark_of(state: str) -> Mark:
    marks = {
        SAME: Mark(_("一个样"), "good", "equal"),
        DIFFERS: Mark(_("不一样"), "bad", "alert-triangle"),
        HINT: Mark(_("可能不一样"), "wait", "alert-circle"),
        UNCLEAR: Mark(_("还说不准"), "wait", "help"),
        NOT_ENOUGH: Mark(_("来电不够"), "calm", "hourglass"),
    }
    return marks[state]


def sentence_of(one: Same, needs: Needs) -> str:
    """One plain sentence about one comparison."""
    side = sides()[one.key]
    names = {"yes": side.yes, "no": side.no}
    if one.effect is None:
        return _lacking(one, names, needs)
    told = names | _told(one.effect, needs)
    if one.state == SAME:
        return _("%(yes)s和%(no)s看不出差别：相差不到 %(margin)s 分。") % told
    if one.state == UNCLEAR:
        return _("%(yes)s可能低 %(below)s 分，也可能高 %(above)s 分，再积累一些来电才能下结论。") % told
    return _sentence_of_difference(one) % told


def _sentence_of_difference(one: Same) -> str:
    higher = one.effect is not None and one.effect.value > 0
    if one.state == DIFFERS:
        if higher:
            return _("%(yes)s比%(no)s高 %(size)s 分（%(least)s 到 %(most)s 分）。")
        return _("%(yes)s比%(no)s低 %(size)s 分（%(least)s 到 %(most)s 分）。")
    if higher:
        return _("%(yes)s好像高 %(size)s 分（%(least)s 到 %(most)s 分），四项一起看还可能是巧合。")
    return _("%(yes)s好像低 %(size)s 分（%(least)s 到 %(most)s 分），四项一起看还可能是巧合。")


def _told(found: Effect, needs: Needs) -> dict[str, str]:
    ends = sorted((abs(found.low), abs(found.high)))
    return {
        "size": plain(abs(found.value)),
        "least": plain(ends[0]),
        "most": plain(ends[1]),
        "below": plain(-found.low),
        "above": plain(found.high),
        "margin": f"{needs.margin:g}",
    }


def _lacking(one: Same, names: Mapping[str, str], needs: Needs) -> str:
    told = {
        **names,
        "n_yes": one.yes.calls,
        "n_no": one.no.calls,
        "more": one.lacking_calls,
        "days": one.lacking_days,
        "least": needs.calls,
        "least_days": needs.days,
    }
    if one.lacking_calls:
        return (
            _(
                "%(yes)s %(n_yes)s 通，%(no)s %(n_no)s 通，还差 %(more)s 通"
                "（每边至少 %(least)s 通，分在 %(least_days)s 天以上）。"
            )
            % told
        )
    if one.lacking_days:
        return _("来电集中在太少的日子里，还差 %(days)s 天（每边至少 %(least_days)s 天）。") % told
    return _("%(yes)s和%(no)s总是和别的情况（人、日子、忙闲）连在一起，分不开，比不出来。") % told


def places_of(one: Ranked) -> str:
    """The places that it may really be: "第 1–3 名"."""
    if one.place == one.worst:
        return _("第 %(n)s 名") % {"n": one.place}
    return _("第 %(first)s–%(last)s 名") % {"first": one.place, "last": one.worst}


def waits_for(one: Waiting, enough: Enough) -> str:
    """What somebody lacks to stand in the ranking."""
    if one.lacking_calls:
        said = _("%(n)s 通，还差 %(more)s 通（至少 %(least)s 通）")
        return said % {"n": one.calls, "more": one.lacking_calls, "least": enough.calls}
    said = _("%(n)s 通，但只在 %(days)s 天里，还差 %(more)s 天")
    return said % {"n": one.calls, "days": one.days, "more": one.lacking_days}


def slope_of(found: Effect | None) -> Mark:
    """Whether it goes up or down, in a few words."""
    if found is None:
        return Mark(_("满四周、四十通来电以后看得出走势"), "calm", "hourglass")
    told = {"n": plain(abs(found.value)), "low": signed(found.low), "high": signed(found.high)}
    if found.low > 0:
        return Mark(_("在进步：每四周 +%(n)s 分（%(low)s 到 %(high)s）") % told, "good", "trending-up")
    if found.high < 0:
        return Mark(_("在下滑：每四周 −%(n)s 分（%(low)s 到 %(high)s）") % told, "wait", "trending-down")
    return Mark(_("平稳：每四周 %(low)s 到 %(high)s 分之间") % told, "calm", "equal")


def range_of(low: float, high: float) -> str:
    return f"{plain(low)}–{plain(high)}"


def share_of(one: Share) -> str:
    """A share with its interval, in whole per cent."""
    told = {"part": round(100 * one.part), "low": round(100 * one.low), "high": round(100 * one.high)}
    return _("%(part)s%%（%(low)s–%(high)s%%）") % told


def difference_of(found: Effect) -> str:
    """A difference with its interval: −0.4（−1.3 ~ +0.5）."""
    told = {"value": signed(found.value), "low": signed(found.low), "high": signed(found.high)}
    return _("%(value)s（%(low)s ~ %(high)s）") % told


def plain(value: float) -> str:
    """A figure of points with one decimal."""
    return f"{value:.1f}"


def signed(value: float) -> str:
    """A figure with its sign, minus as in print."""
    return f"{value:+.1f}".replace("-", "−")
