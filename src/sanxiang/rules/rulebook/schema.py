"""The schema of a rulebook file, as docs/reference/rulebook.md tells it."""

from typing import Any

from sanxiang.kernel.calendar.spans import CALENDARS
from sanxiang.kernel.words import gettext_noop
from sanxiang.rules.rulebook.build import month_day
from sanxiang.rules.rulebook.locate import Path
from sanxiang.rules.rulebook.shapes import (
    Each,
    Keyed,
    Report,
    Simple,
    Table,
    is_day,
    is_figure,
    is_number,
    matching,
    of,
)
from sanxiang.rules.rulebook.vocabulary import (
    CUE_BY,
    DIRECTIONS,
    ITEMS,
    KINDS,
    MEASURES,
    REVIEW_FIGURES,
    SEEN_FIELDS,
    TIME_LIMIT_FIGURES,
    is_seen,
)


def _is_month_day(value: object) -> bool:
    try:
        return bool(month_day(str(value))) and isinstance(value, str) and len(value) == 5
    except ValueError:
        return False


WORDS = Simple(lambda value: isinstance(value, str) and value.strip() != "", gettext_noop("非空文字"))
NAME = Simple(matching(r"[A-Za-z][A-Za-z0-9_-]*"), gettext_noop("字母、数字、- 或 _ 组成的代码"))
CLAUSE_ID = Simple(matching(r"[A-Za-z0-9][A-Za-z0-9._-]*"), gettext_noop("编号，如 “ANS-1”"))
FACT = Simple(matching(r"[a-z_]+\.[a-z_]+"), gettext_noop("事实的名称，如 “callback.promised”"))
DAY = Simple(is_day, gettext_noop("日期，如 2026-01-01（不加引号）"))
FLAG = Simple(lambda value: type(value) is bool, "true / false")
POINTS = Simple(lambda value: is_number(value) and value >= 0, gettext_noop("不小于 0 的数"))
SECONDS = Simple(lambda value: is_number(value) and value > 0, gettext_noop("大于 0 的秒数"))
ABOVE_ZERO = Simple(lambda value: is_number(value) and value > 0, gettext_noop("大于 0 的数"))
FIGURE = Simple(is_figure, gettext_noop("数、“10 s” 这样的数和单位，或两者之一的一对 [小, 大]"))
SPAN = Simple(matching(r"[0-9.]+ \S+"), gettext_noop("“10 min” 这样的数和单位"))
HOUR = Simple(lambda value: type(value).__name__ == "time", gettext_noop("时刻，如 08:00:00（不加引号）"))
MONTH_DAY = Simple(_is_month_day, gettext_noop("月-日，如 “10-01”"))
SEEN = Simple(
    lambda value: isinstance(value, str) and is_seen(value),
    gettext_noop("“call.<事件>”（可加 “:customer”）或 “record.<字段>”"),
)
WANTED = Simple(
    lambda value: all(
        type(one) in (str, int, float, bool) for one in (value if isinstance(value, list) else [value])
    ),
    gettext_noop("文字、数、true / false，或它们的列表"),
)
RANK = Simple(lambda value: type(value) is int and 0 <= value <= 9, gettext_noop("0 到 9 的整数"))
SITE = Simple(lambda value: type(value) is int and value > 0, gettext_noop("项目的编号，如 1"))

TEXT = Table({"zh": WORDS, "en": WORDS}, needs=("zh", "en"))
SOURCES = Each(Table({"doc": WORDS, "clause": WORDS}, needs=("doc",)), least=1)
_FIGURES = sorted({name for shape in MEASURES.values() for name in shape.figures})
CLAUSE_ROW = Table({"from": DAY, "until": DAY} | dict.fromkeys(_FIGURES, FIGURE), needs=("from",))
LIMIT_ROW = Table({"from": DAY, "until": DAY} | dict.fromkeys(TIME_LIMIT_FIGURES, SPAN), needs=("from",))

CLAUSE = Table(
    {
        "id": CLAUSE_ID,
        "off": FLAG,
        "reason": WORDS,
        "kinds": Each(of(*KINDS), least=1),
        "title": TEXT,
        "text": TEXT,
        "advice": TEXT,
        "sources": SOURCES,
        "measure": WORDS,
        "unit": WORDS,
        "points": POINTS,
        "steps": Each(Table({"upto": FIGURE, "points": POINTS}, needs=("upto", "points"))),
        "exempt": Each(WORDS),
        "parts": Each(WORDS),
        "cue": Table({"by": of(*CUE_BY), "words": Each(WORDS, least=1)}, needs=("by", "words")),
        "item": of(*ITEMS),
        "direction": of(*DIRECTIONS),
        "fields": Each(of(*SEEN_FIELDS)),
        "values": Each(CLAUSE_ROW),
    },
    needs=("id",),
)
LADDER = Each(Table({"after": SPAN, "to": NAME}, needs=("after", "to")), least=1)


def escalate(value: Any, path: Path, report: Report) -> None:
    """A role, or a ladder of roles."""
    (LADDER if isinstance(value, list) else NAME)(value, path, report)


TIME_LIMIT = Table(
    {
        "id": CLAUSE_ID,
        "off": FLAG,
        "reason": WORDS,
        "title": TEXT,
        "text": TEXT,
        "sources": SOURCES,
        "starts": FACT,
        "met_by": Each(FACT, least=1),
        "ended_by": Each(FACT),
        "due": NAME,
        "broken": FACT,
        "escalate": escalate,
        "when": Each(WANTED, kind=dict),
        "calendar": of(*CALENDARS),
        "roll": FLAG,
        "pauses": Each(FACT, least=1),
        "resumes": Each(FACT, least=1),
        "lawful": Each(NAME, least=1),
        "extends": Each(NAME, least=1),
        "priority": RANK,
        "goal": NAME,
        "grade": NAME,
        "values": Each(LIMIT_ROW),
    },
    needs=("id",),
)
OWN_DAY = Table({"on": DAY, "working": FLAG, "name": WORDS, "site": SITE}, needs=("on", "working"))
CALENDAR = Table(
    {
        "hours": Each(Table({"from": HOUR, "until": HOUR}, needs=("from", "until"))),
        "days": Each(OWN_DAY),
    }
)
CATEGORY = Table({"code": NAME, "off": FLAG, "title": TEXT, "parent": NAME}, needs=("code",))
CADENCE = Table({"off": FLAG, "title": TEXT, "on_off_s": Each(SECONDS, least=2), "sources": SOURCES})
STEP = Table(
    {"id": NAME, "off": FLAG, "title": TEXT, "say": TEXT, "seen_by": Each(SEEN), "sources": SOURCES},
    needs=("id",),
)
FESTIVAL = Table(
    {
        "id": NAME,
        "off": FLAG,
        "calendar": of("solar", "lunar"),
        "from": MONTH_DAY,
        "until": MONTH_DAY,
        "opening": TEXT,
    },
    needs=("id",),
)
GREETING = Table(
    {
        "say": TEXT,
        "known": TEXT,
        "late": TEXT,
        "calling_out": TEXT,
        "sources": SOURCES,
        "hours": Each(Table({"from": HOUR, "opening": TEXT}, needs=("from", "opening")), least=1),
        "festivals": Keyed("id", FESTIVAL),
    }
)
READBACK = Table(
    {
        "sources": SOURCES,
        "phone_groups": Each(SECONDS, least=1),
        "digits": Each(WORDS, kind=dict),
        "surnames": Each(WORDS, kind=dict),
    }
)
FORBIDDEN = Table(
    {
        "id": NAME,
        "off": FLAG,
        "group": NAME,
        "says": Each(WORDS, least=1),
        "better": TEXT,
        "unless": Each(WORDS),
        "sources": SOURCES,
    },
    needs=("id",),
)
REVIEW_ROW = Table({"from": DAY, "until": DAY} | dict.fromkeys(REVIEW_FIGURES, ABOVE_ZERO), needs=("from",))
REVIEW = Table({"sources": SOURCES, "values": Each(REVIEW_ROW)})
RULEBOOK = Table(
    {
        "base": NAME,
        "library": NAME,
        "id": NAME,
        "title": TEXT,
        "date": DAY,
        "cadence": NAME,
        "grades": Each(NAME),
        "documents": Each(Table({"title": WORDS, "profile": NAME}, needs=("title",)), kind=dict),
        "cadences": Each(CADENCE, kind=dict),
        "categories": Keyed("code", CATEGORY),
        "phrases": Each(Each(WORDS, least=1), kind=dict),
        "greeting": GREETING,
        "procedure": Keyed("id", STEP),
        "readback": READBACK,
        "clauses": Keyed("id", CLAUSE),
        "time_limits": Keyed("id", TIME_LIMIT),
        "forbidden_groups": Each(Table({"off": FLAG, "title": TEXT}), kind=dict),
        "forbidden": Keyed("id", FORBIDDEN),
        "review": REVIEW,
        "calendar": CALENDAR,
    },
    needs=("date",),
)

COMPLETE = {
    ("clauses",): ("kinds", "title", "text", "advice", "sources", "measure", "points"),
    ("time_limits",): ("title", "text", "sources", "starts", "met_by"),
    ("categories",): ("title",),
    ("cadences",): ("title", "on_off_s", "sources"),
    ("procedure",): ("title", "say", "seen_by", "sources"),
    ("forbidden",): ("group", "says", "better", "sources"),
    ("forbidden_groups",): ("title",),
    ("greeting", "festivals"): ("calendar", "from", "until", "opening"),
}
"""What an entry must have once the company's file lies over its base; so also the whole file:"""
WHOLE = (
    *("id", "title", "date", "cadence", "cadences", "categories", "phrases", "greeting", "procedure"),
    *("readback", "clauses", "time_limits", "review"),
)
WHOLE_GREETING = ("say", "known", "late", "calling_out", "hours", "festivals", "sources")
WHOLE_READBACK = ("digits", "phone_groups", "surnames", "sources")
