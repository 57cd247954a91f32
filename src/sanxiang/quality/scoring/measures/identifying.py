"""Who called and who was called: names written down, and calls of our own that nobody asked for."""

from collections.abc import Mapping

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Said,
    for_person,
    met,
    not_applicable,
    not_observed,
    say,
)
from sanxiang.quality.scoring.measures.registering import lacking
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

FIELDS: Mapping[str, str] = {
    "caller_name": _("姓名"),
    "unit": _("房号或单位"),
    "phone": _("电话"),
    "category": _("类别"),
    "summary": _("内容"),
    "handling": _("处理"),
    "message": _("留言"),
    "promised": _("承诺"),
    "restated": _("复述"),
    "saved_at": _("登记时间"),
}
BY_THE_LINE: Mapping[str, tuple[str, ...]] = {
    "caller_name": ("caller_name",),
    "unit": ("unit", "place"),
    "phone": ("from",),
}


def caller_identified(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether the row says who called and where from: the clause's fields, each written down or told by the
    line itself. No figure.

    Source: D01.7G–H, D22.2. Can't see: how courteously it was asked. A caller who won't say is no fault: the
    operator writes that down instead of the name.
    """
    if not seen.answered or seen.direction == "out":
        return not_applicable(say(_("没有需要问明身份的来电人。")))
    missing = [name for name in clause.fields if not _is_known(seen, name)]
    if not missing:
        return met(say(_("来电人的身份已记下。")))
    titles = [FIELDS.get(name, name) for name in missing]
    return lacking(
        seen, Said(_("没有记下：%(fields)s。对方不愿说的，写“不愿透露”即可。"), {"fields": titles})
    )


def _is_known(seen: Observed, name: str) -> bool:
    written = (seen.record or {}).get(name)
    told = any(seen.offered.get(word) for word in BY_THE_LINE.get(name, ()))
    return told or bool(written.strip() if isinstance(written, str) else written)


def transfer_identified(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether the name of a caller who was passed on is known. No figure.

    Source: D01.9A. Can't see: whether it was asked before the transfer or after.
    """
    if not seen.transfers:
        return not_applicable(say(_("没有转接。")))
    if _is_known(seen, "caller_name"):
        return met(say(_("转接的来电人姓名已记下。")))
    return lacking(seen, say(_("转接了电话，没有记下来电人姓名。")))


def private_call(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether a call of our own serves a contact, a call-back or a plan; if not, people judge. No figure.

    Source: D28.3.1.5, D05.2.4, D18.2. Can't see: what was talked about. Never a fault by itself.
    """
    if seen.direction != "out":
        return not_applicable(say(_("不是去电。")))
    if seen.tied or any(_is_known(seen, name) for name in ("category", "summary")):
        return met(say(_("这通去电有对应的来电、回电或登记。")))
    if seen.register_open:
        return not_observed(say(_("登记还没有结束。")))
    if seen.tied is None and not seen.has_register:
        return not_observed(say(_("导入的通话，看不出为何事而打。")))
    return for_person(say(_("这通去电没有对应的来电、回电或登记，可能是私事，请主管判断。")))


def by_person(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """For people only, who listen and score. No figure. Source: the clause's own. Can't see: anything."""
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    return for_person(say(_("由评审员听录音评定。")))
