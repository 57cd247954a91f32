"""Whether one thing that must be said was said, and what it is called."""

from collections.abc import Iterable, Sequence

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.measures.wording_people import caller_pattern, names_organisation, names_staff
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.folding import normal
from sanxiang.quality.words.matcher import said
from sanxiang.quality.words.turns import Turn
from sanxiang.rules.rulebook.model import Rulebook

TITLES = {"@organisation": _("单位名称"), "@staff": _("姓名或工号"), "@caller": _("对方的姓氏")}


def is_said(seen: Observed, book: Rulebook, part: str, heard: Sequence[Turn]) -> bool | None:
    """Whether a part is in what was heard; None when that can't be known."""
    if part == "@staff":
        return names_staff(seen, heard)
    if part == "@organisation":
        return names_organisation(seen, heard)
    if part == "@caller":
        pattern = caller_pattern(seen, book)
        return None if pattern is None else any(pattern.search(normal(turn.text)) for turn in heard)
    return said(book.phrases[part], heard) is not None


def titles(book: Rulebook, parts: Iterable[str]) -> list[str]:
    """A list is told by its first phrase: the sentence to say."""
    return [TITLES.get(part) or f"“{book.phrases[part][0]}”" for part in parts]


def missing(seen: Observed, book: Rulebook, parts: Iterable[str], heard: Sequence[Turn]) -> list[str]:
    return [part for part in parts if is_said(seen, book, part, heard) is False]
