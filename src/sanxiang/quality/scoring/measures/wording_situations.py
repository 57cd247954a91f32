"""Whether what a situation asks for was said, each time that it arose."""

from collections.abc import Iterable, Sequence

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import Judgement, Said, Span, met, missed, not_applicable, say
from sanxiang.quality.scoring.measures.wording import (
    is_earnest,
    quoted,
    span_of,
    turns_of_call,
    unjudged,
)
from sanxiang.quality.scoring.measures.wording_said import missing, titles
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.matcher import matcher
from sanxiang.quality.words.turns import Turn, by_staff, runs
from sanxiang.rules.rulebook.model import Clause, Rulebook


def words_in_situation(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How often the `cue` came and staff did not say all `parts` soon after; times.

    Soon: in the same go, or within staff's next `within` goes (1 when not given). Cues that come again before
    that are one. Source: by clause (D20.3.7, D15.5, D22.5 …). Can't see: a situation that nobody put into
    words of the list, nor the same said in words that aren't in it.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    if clause.cue is None:
        return not_applicable(say(_("没有出现这种情形。")))
    windows = _windows(seen, clause, book)
    if not windows:
        return not_applicable(say(_("没有出现这种情形。")))
    left = [(cue, lacking) for cue, heard in windows if (lacking := missing(seen, book, clause.parts, heard))]
    if not left:
        return met(say(_("该说的都说了。")), 0, *(span for cue, _heard in windows for span in cue[1]))
    values = {
        "cue": quoted(cue[0] for cue, _lacking in left),
        "parts": titles(book, dict.fromkeys(part for _cue, lacking in left for part in lacking)),
    }
    text = Said(_("说到%(cue)s时，没有说：%(parts)s。"), values)
    return missed(text, len(left), *(span for cue, _lacking in left for span in cue[1]))


Cue = tuple[str, tuple[Span, ...]]


def _windows(seen: Observed, clause: Clause, book: Rulebook) -> list[tuple[Cue, list[Turn]]]:
    """Each situation with what staff said in it: cues whose windows overlap are one situation."""
    goes = runs(turns_of_call(seen))
    within = max(1, int(clause.figures.get("within", 1)))  # type: ignore[arg-type]
    found: list[tuple[Cue, int, int]] = []
    for at, go in enumerate(goes):
        cue = _cue(go, clause, book)
        if cue is None:
            continue
        last = _last_of_staff(goes, at, within)
        if found and at <= found[-1][2]:
            found[-1] = (found[-1][0], found[-1][1], max(last, found[-1][2]))
        elif last >= 0:
            found.append((cue, at, last))
    return [(cue, [t for go in goes[at : last + 1] for t in by_staff(go)]) for cue, at, last in found]


def _last_of_staff(goes: Sequence[tuple[Turn, ...]], at: int, within: int) -> int:
    """The number of staff's last go that counts; -1 when staff had no chance any more."""
    later = [number for number in range(at + 1, len(goes)) if goes[number][0].by_staff][:within]
    return later[-1] if later else (at if goes[at][0].by_staff else -1)


def _cue(go: Iterable[Turn], clause: Clause, book: Rulebook) -> Cue | None:
    cue = clause.cue
    for turn in go:
        if cue is None or cue.by not in ("any", "staff" if turn.by_staff else "customer"):
            continue
        for name in cue.words:
            for hit in matcher(book.phrases[name]).find(turn.text):
                if is_earnest(turn.text, hit):
                    return turn.text[hit.start : hit.end], span_of(turn, hit)
    return None
