"""Whether what must be said was said in the greeting and at the close."""

from collections.abc import Iterable, Sequence

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Said,
    met,
    missed,
    not_applicable,
    not_observed,
    say,
)
from sanxiang.quality.scoring.measures.wording import (
    around,
    turns_of_call,
    unjudged,
)
from sanxiang.quality.scoring.measures.wording_people import (
    known_caller,
)
from sanxiang.quality.scoring.measures.wording_said import is_said, titles
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.matcher import said
from sanxiang.quality.words.turns import Turn, opening, runs
from sanxiang.rules.rulebook.model import Clause, Rulebook

CLOSING_RUNS = 4  # what staff said in their last goes: 还有什么能帮您 … 感谢来电 … 再见


def greeting_parts(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether staff's opening has all `parts`: until the caller has spoken twice after it began. No figure.

    Source: D02.1.1, D04, D14, D29.3.1.2. Parts: lists of phrases, @organisation, @staff, @caller (only of a
    caller whose name the screen showed). Can't see: a name that was misheard beyond its sound, nor the desk's
    or operator's own name when nobody told them.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    parts = [part for part in clause.parts if part != "@caller" or known_caller(seen)]
    heard = tuple(opening(turns_of_call(seen)))
    return _judged(seen, book, parts, heard, _("开头语齐全。"), _("开头语缺少：%(parts)s。"))


def closing_parts(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Whether staff's last goes have all `parts`. No figure.

    Source: D01.5G, D20.3.15-16, D11.12. Not judged: a call that broke off or was handed on, and one that the
    caller left before anybody came to the close. Can't see: why the caller left.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    if seen.hang_up is not None and seen.hang_up.by == "system":
        return not_applicable(say(_("线路中断，没有道别的机会。")))
    if seen.transfers:
        return not_applicable(say(_("通话已转接，由接电人道别。")))
    turns = turns_of_call(seen)
    heard = tuple(
        turn for run in [run for run in runs(turns) if run[0].by_staff][-CLOSING_RUNS:] for turn in run
    )
    found = _judged(seen, book, clause.parts, heard, _("结束语齐全。"), _("结束语缺少：%(parts)s。"))
    if found.verdict == "missed" and _left_before(seen, book, clause.parts, heard):
        return not_applicable(say(_("对方没有等到结束语就挂机。")))
    return found


def _left_before(seen: Observed, book: Rulebook, parts: Sequence[str], heard: Sequence[Turn]) -> bool:
    """The caller hung up before staff had begun to close, and staff said nothing after their goodbye."""
    if seen.hang_up is None or seen.hang_up.by != "customer":
        return False
    begun = any(is_said(seen, book, part, heard[-1:]) for part in parts if not part.startswith("@"))
    callers = [at for at, turn in enumerate(turns_of_call(seen)) if not turn.by_staff]
    goodbyes = [at for at in callers if said(book.phrases["closing"], [turns_of_call(seen)[at]])]
    answered = bool(goodbyes) and any(turn.by_staff for turn in turns_of_call(seen)[goodbyes[-1] + 1 :])
    return not begun and not answered


def _judged(
    seen: Observed, book: Rulebook, parts: Iterable[str], heard: Sequence[Turn], good: str, bad: str
) -> Judgement:
    verdicts = {part: is_said(seen, book, part, heard) for part in parts}
    lacking = [part for part, is_there in verdicts.items() if is_there is False]
    if lacking:
        return missed(Said(bad, {"parts": titles(book, lacking)}), None, *around(heard))
    unknown = [part for part, is_there in verdicts.items() if is_there is None]
    if unknown:
        text = Said(_("看不出有没有说：%(parts)s。"), {"parts": titles(book, unknown)})
        return not_observed(text, None, *around(heard))
    return met(say(good), None, *around(heard))
