"""How long the caller waited during the call: on hold, or with nothing to hear."""

from collections.abc import Iterable

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, Span, met, missed, not_applicable, say
from sanxiang.quality.scoring.measures.hush import hushes, is_heard, wordless
from sanxiang.quality.scoring.observed import Observed, Stretch
from sanxiang.rules.rulebook.model import Clause, Rulebook


def longest_hold(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Longest stretch that staff left the caller on hold without a word; s.

    Source: D20.3.8. A stretch ends when the operator comes back, when the call is transferred, or with a word
    of staff in the recording, unless it was for a colleague; one that the call's end cuts short is a miss
    however short. Known error with sound 0.5 s. Can't see: the reason given before, the thanks after.
    """
    if not seen.holds:
        return not_applicable(say(_("没有请对方等候。")))
    limit = clause.number("limit")
    waits = [wait for hold in seen.holds for wait in wordless(seen, hold)]
    longest = max((wait.seconds for wait in waits), default=0.0)
    left = [wait for wait in waits if wait.seconds > limit]
    left += [hold for hold in seen.holds if not hold.came_back and hold not in left]
    if not left:
        return met(say(_("等候最长 %(longest)s 秒。"), longest=longest), longest, *_spans(seen.holds))
    if longest > limit:
        text = _("等候长达 %(longest)s 秒没有回话，应在 %(limit)s 秒之内。")
    else:
        text = _("请对方等候后没有再回来，通话就结束了。")
    return missed(say(text, longest=longest, limit=limit), longest, *_spans(left))


def longest_silence(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Longest stretch in which the caller heard nothing and said nothing; s.

    Source: D20.3.8. With sound: neither party is heard, also with the line open; the silence after staff's
    last words is the caller's time to hang up. Without: staff had the call muted or on hold, overlapping
    stretches as one. Known error with sound 0.2 s. Can't see: silence with the line open, without sound.
    """
    limit = clause.number("limit")
    if is_heard(seen):
        return _hushed(seen, limit)
    stretches = _joined([*seen.mutes, *seen.holds])
    if not stretches:
        return not_applicable(say(_("没有静音或等候；只看静音和等候，没有听录音。")))
    longest = max(stretch.seconds for stretch in stretches)
    left = [stretch for stretch in stretches if stretch.seconds > limit]
    if left:
        text = _("静音或等候长达 %(longest)s 秒，应在 %(limit)s 秒之内；只看静音和等候，没有听录音。")
        return missed(say(text, longest=longest, limit=limit), longest, *_spans(left))
    text = _("静音或等候最长 %(longest)s 秒；只看静音和等候，没有听录音。")
    return met(say(text, longest=longest), longest, *_spans(stretches))


def _hushed(seen: Observed, limit: float) -> Judgement:
    found = hushes(seen)
    longest = round(max((one.seconds for one in found), default=0.0), 1)
    left = [one for one in found if round(one.seconds, 1) > limit]
    if left:
        text = _("双方 %(longest)s 秒没有声音，应在 %(limit)s 秒之内。")
        return missed(say(text, longest=longest, limit=limit), longest, *_spans(left))
    return met(say(_("没有声音的时间最长 %(longest)s 秒。"), longest=longest), longest)


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
