"""Reading scores. A list costs one query however many calls it shows."""

from collections.abc import Iterable

from sanxiang.quality.scoring.models import Score, Sentence
from sanxiang.quality.scoring.packing import Finding, sentences_in, unpack

__all__ = ["Finding", "Score"]


def latest_of(call_id: str, *, final: bool | None = None) -> Score | None:
    """The result that counts for a call: the newest final one, else the newest provisional one."""
    rows = Score.objects.filter(call_id=call_id)
    if final is not None:
        rows = rows.filter(final=final)
    return rows.order_by("-final", "-number").first()


def latest_with_findings(call_id: str) -> tuple[Score, list[Finding]] | None:
    """The result that counts, with its findings in the order of the rulebook: two queries."""
    rows = Score.objects.filter(call_id=call_id).order_by("-final", "-number")
    made = rows.select_related("frame").first()
    return None if made is None else (made, findings_of(made))


def findings_of(made: Score) -> list[Finding]:
    """The findings of one result, in the order of the rulebook."""
    used = Sentence.objects.filter(pk__in=sentences_in(made.details))
    return unpack(made.frame.clauses, made.verdicts, made.details, dict(used.values_list("id", "key")))


def latest_scores(call_ids: Iterable[str]) -> dict[str, Score]:
    """The result that counts for each of many calls that have one: one query."""
    rows = Score.objects.filter(call_id__in=list(call_ids)).order_by("final", "number")
    return {row.call_id: row for row in rows}


def history(call_id: str) -> list[Score]:
    """Every result of a call, the oldest first."""
    return list(Score.objects.filter(call_id=call_id).order_by("number"))
