"""Dated rows of a clause or a time limit: two rows may not give the same figure for the same day."""

from datetime import date

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.dated import NOT_FIGURES
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.page import Page, Table, rows


def check_dates(page: Page, path: Path, own: Table) -> None:
    """A row without `until` holds until the next one begins, so only equal starts and late ends overlap."""
    last: dict[str, Table] = {}
    for number, row in sorted(rows(own), key=lambda numbered: numbered[1]["from"]):
        here = (*path, "values", number)
        if row.get("until", date.max) < row["from"]:
            page.report(
                (*here, "until"), gettext("until 早于 from"), gettext("until 是最后一天，应不早于 from")
            )
        for name in row.keys() - NOT_FIGURES:
            before = last.get(name)
            if before is not None and row["from"] <= before.get("until", before["from"]):
                said = gettext(
                    "%(name)s 的日期重叠：与从 %(day)s 起的一行冲突",
                    name=name,
                    day=before["from"].isoformat(),
                )
                page.report((*here, "from"), said, gettext("改 from，或给前一行写 until"))
            last[name] = row
