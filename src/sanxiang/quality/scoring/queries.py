"""Reading scores. A list costs one query however many calls it shows."""

from collections.abc import Iterable

from django.db.models import Prefetch

from sanxiang.quality.scoring.models import Finding, Score


def latest_of(call_id: str, *, final: bool | None = None) -> Score | None:
    """The result that counts for a call: the newest final one, else the newest provisional one."""
    rows = Score.objects.filter(call_id=call_id)
    if final is not None:
        rows = rows.filter(final=final)
    return rows.order_by("-final", "-number").first()


def latest_with_findings(call_id: str) -> Score | None:
    """The result that counts, with its findings in the order of the rulebook: two queries."""
    rows = Score.objects.filter(call_id=call_id).order_by("-final", "-number")
    return rows.prefetch_related(Prefetch("findings", Finding.objects.order_by("position"))).first()


def latest_scores(call_ids: Iterable[str]) -> dict[str, Score]:
    """The result that counts for each of many calls that have one: one query."""
    rows = Score.objects.filter(call_id__in=list(call_ids)).order_by("final", "number")
    return {row.call_id: row for row in rows}


def history(call_id: str) -> list[Score]:
    """Every result of a call, the oldest first."""
    return list(Score.objects.filter(call_id=call_id).order_by("number"))
