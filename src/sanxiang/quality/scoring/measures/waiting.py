"""How long the caller waited during the call: on hold, or with nothing to hear."""

from collections.abc import Iterable

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, Span, met, missed, not_applicable, say
from sanxiang.quality.scoring.observed import Observed, Stretch
from sanxiang.rules.rulebook.model import Clause, Rulebook


def longest_hold(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Longest stretch that staff left the caller on hold without a word; s.

    Source: D20.3.8. A stretch ends when the operator comes back or the call is transferred; one that the
    call's end cuts short is a miss however short. Can't see: the reason given before, the thanks after.
    """
    if not seen.holds:
        return not_applicable(say(_("没有请对方等候。")))
    limit = clause.number("limit")
    longest = max(stretch.seconds for stretch in seen.holds)
    left = [stretch for stretch in seen.holds if stretch.seconds > limit or not stretch.came_back]
    if not left:
        return met(say(_("等候最长 %(longest)s 秒。"), longest=longest), longest, *_spans(seen.holds))
    if longest > limit:
        text = _("等候长达 %(longest)s 秒没有回话，应在 %(limit)s 秒之内。")
    else:
        text = _("请对方等候后没有再回来，通话就结束了。")
    return missed(say(text, longest=longest, limit=limit), longest, *_spans(left))


def longest_silence(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Longest stretch that staff had the call muted or on hold; s. Overlapping stretches count as one.

    Source: D20.3.8. Judged from mutes and holds only. Can't see: silence with the line open.
    """
    stretches = _joined([*seen.mutes, *seen.holds])
    if not stretches:
        return not_applicable(say(_("没有静音或等候；只看静音和等候，没有听录音。")))
    limit = clause.number("limit")
    longest = max(stretch.seconds for stretch in stretches)
    left = [stretch for stretch in stretches if stretch.seconds > limit]
    if left:
        text = _("静音或等候长达 %(longest)s 秒，应在 %(limit)s 秒之内；只看静音和等候，没有听录音。")
        return missed(say(text, longest=longest, limit=limit), longest, *_spans(left))
    text = _("静音或等候最长 %(longest)s 秒；只看静音和等候，没有听录音。")
    return met(say(text, longest=longest), longest, *_spans(stretches))


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for stretch in sorted(stretches):
        if joined and stretch.from_s < joined[-1].to_s:
            last = joined[-1]
            joined[-1] = last._replace(to_s=max(last.to_s, stretch.to_s))
        else:
            joined.append(stretch)
    return joined


def _spans(stretches: Iterable[Stretch]) -> list[Span]:
    return [Span(stretch.from_s, stretch.to_s) for stretch in stretches]
