"""Figures of the review as people read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanxiang.quality.review.agreement import NO_VARIATION
from sanxiang.rules.rulebook.vocabulary import ITEMS
from sanxiang.web.pages.register_words import Mark
from sanxiang.web.said import said

if TYPE_CHECKING:
    from sanxiang.quality.review.agreement import Alpha
    from sanxiang.quality.review.queries import Appeal, SampledCall
    from sanxiang.rules.deadlines.models import Deadline


def item_title(code: str) -> str:
    return said(ITEMS[code]) if code in ITEMS else code


@dataclass(frozen=True, slots=True)
class Agreed:
    """An alpha with its mark and the sentence that says what it is good for."""

    value: str
    mark: Mark
    sentence: str


def agreed(found: "Alpha") -> Agreed:
    sentences = {
        "reliable": _("评分人看法一致，平均分可以放心用。"),
        "tentative": _("评分人看法大体一致，下结论要谨慎。"),
        "poor": _("评分人看法不一致，先校准，再用这些分数。"),
    }
    marks = {
        "reliable": Mark(_("一致"), "good", "circle-check"),
        "tentative": Mark(_("大体一致"), "wait", "alert-circle"),
        "poor": Mark(_("不一致"), "bad", "alert-triangle"),
    }
    if found.value is None:
        same = found.why == NO_VARIATION
        why = (
            _("所有的分都打得一样，没有高低，一致性算不出来。")
            if same
            else _("还没有一通电话收齐两份以上评分。")
        )
        return Agreed("–", Mark(_("算不出"), "calm", "ban"), why)
    return Agreed(f"{found.value:.2f}", marks[found.verdict], sentences[found.verdict])


def stands(call: "SampledCall", *, given: bool = True) -> Mark:
    """Where a drawn call stands; nothing of its marks."""
    if call.passed:
        return Mark(_("没有录音，跳过"), "calm", "microphone-off")
    if call.published_at is not None:
        return Mark(_("已出结果"), "good", "circle-check")
    if call.settled_at is not None:
        return Mark(_("待校准"), "bad", "users")
    if not given:
        return Mark(_("未分发"), "calm", "clock")
    return Mark(_("评分中"), "wait", "edit")


def ruled(appeal: "Appeal") -> Mark:
    if appeal.ruled_at is None:
        return Mark(_("待裁定"), "wait", "hourglass")
    if appeal.upheld:
        return Mark(_("申诉成立"), "good", "circle-check")
    return Mark(_("维持原判"), "calm", "ban")


def latest(limits: "Mapping[str, list[Deadline]]", subject: str) -> "Deadline | None":
    """The time limit of a subject that began last."""
    rows = limits.get(subject)
    return rows[-1] if rows else None


def due_mark(deadline: "Deadline | None", now: datetime) -> Mark | None:
    """How near a time limit is; None where none runs."""
    if deadline is None or deadline.state not in ("open", "broken"):
        return None
    if deadline.state == "broken" or deadline.due_at <= now:
        return Mark(_("已逾期"), "bad", "alarm")
    soon = deadline.warn_at is not None and deadline.warn_at <= now
    return Mark(_("快到期"), "wait", "clock") if soon else None


def told(value: Decimal | None) -> str:
    """Points with one decimal; a dash for none."""
    return "–" if value is None else f"{value:.1f}"


def mark_word(marks: Mapping[str, int | None], item: str) -> str:
    """One mark of a sheet in a cell."""
    if item not in marks:
        return ""
    value = marks[item]
    return _("无从评") if value is None else str(value)
