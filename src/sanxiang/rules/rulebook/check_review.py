"""Whether the figures of the reviews make sense."""

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.check_dates import check_dates
from sanxiang.rules.rulebook.dated import NOT_FIGURES, figures_on
from sanxiang.rules.rulebook.page import Page, rows
from sanxiang.rules.rulebook.vocabulary import REVIEW_FIGURES


def check_review(page: Page) -> None:
    own, merged = page.sound_doc().get("review"), (page.merged or {}).get("review")
    if not isinstance(own, dict) or not isinstance(merged, dict):
        return
    check_dates(page, ("review",), own)
    given = {name for row in merged.get("values", ()) for name in row}
    missing = REVIEW_FIGURES.keys() - given
    for name in (one for one in REVIEW_FIGURES if one in missing and not page.is_reported(("review",), one)):
        hint = gettext("在 [[review.values]] 里写 from 和 %(name)s", name=name)
        page.report(("review",), gettext("缺少 %(name)s", name=name), hint)
    for number, row in rows(own):
        picked = {name: value for name, (value, _) in figures_on(merged["values"], row["from"]).items()}
        whole = row.keys() - NOT_FIGURES - {"spread"}
        for name in sorted(one for one in whole if row[one] != int(row[one])):
            said = gettext("%(name)s 应是整数", name=name)
            page.report(("review", "values", number, name), said, gettext("写成 3 这样的整数"))
        if picked.get("spread", 0) > picked.get("scale", 0) and not missing:
            said = gettext("spread 大于 scale：评分永远不会相差这么多")
            page.report(("review", "values", number), said, gettext("spread 应小于 scale"))
