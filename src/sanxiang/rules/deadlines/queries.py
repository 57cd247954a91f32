"""Reading time limits."""

from collections.abc import Iterable, Mapping

from sanxiang.rules.deadlines.models import Deadline


def of_subjects(subjects: Iterable[str]) -> Mapping[str, list[Deadline]]:
    """The time limits of many subjects in one query, the latest begun last."""
    found: dict[str, list[Deadline]] = {}
    for row in Deadline.objects.filter(subject__in=list(subjects)).order_by("started_at"):
        found.setdefault(row.subject, []).append(row)
    return found
