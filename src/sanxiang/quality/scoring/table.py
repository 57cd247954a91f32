"""A result as a table that lines up in a terminal, where a Chinese character takes two columns."""

from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

from sanxiang.kernel.words import gettext, gettext_noop
from sanxiang.quality.scoring.scorer import Finding, Result

VERDICTS = {
    "met": gettext_noop("合格"),
    "missed": gettext_noop("不合格"),
    "not_applicable": gettext_noop("不适用"),
    "not_observed": gettext_noop("看不出"),
    "for_person": gettext_noop("待人评"),
}


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def table(result: Result) -> Iterator[str]:
    """Yield the lines of one call: a heading with the score, then a line for each finding."""
    score = "—" if result.score is None else str(result.score)
    yield f"{result.call}  {gettext('得分')} {score}  {result.edition}"
    rows = [_row(finding) for finding in result.findings]
    widths = [max(width(cell) for cell in column) for column in zip(*rows, strict=True)]
    yield from (_line(row, widths) for row in rows)


def _row(finding: Finding) -> tuple[str, ...]:
    points = f"{finding.points}/{finding.of}" if finding.of else ""
    return finding.clause, gettext(VERDICTS[finding.verdict]), points, str(finding.says)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell + " " * (wide - width(cell)) for cell, wide in zip(row, widths, strict=True))
    return ("  " + "  ".join(cells)).rstrip()
