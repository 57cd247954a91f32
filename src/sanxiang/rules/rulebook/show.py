"""A rulebook and a clause of it laid out as lines of text."""

from collections import Counter
from collections.abc import Iterator

from sanxiang.kernel.calendar.spans import DAY_S, DAYS, ELAPSED, WORKING_DAYS
from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.model import Clause, Figure, Rulebook, Source, TimeLimit
from sanxiang.rules.rulebook.vocabulary import ITEMS, MEASURES, SPECIAL_PARTS


def show_rulebook(rulebook: Rulebook, language: str) -> Iterator[str]:
    """Yield the lines of an overview: one for each clause and time limit, then what belongs to no clause."""
    yield f"{rulebook.title.pick(language)}  {rulebook.edition}"
    yield ""
    for clause in rulebook.clauses:
        limit = figure_said(clause.limit, clause.unit)
        yield f"{clause.id:<8}{clause.kind:<15}{limit:<18}{clause.title.pick(language)}"
    for one in rulebook.time_limits:
        span = span_said(one)
        yield f"{one.id:<8}{gettext('时限'):<13}{span:<18}{one.title.pick(language)}"
    yield ""
    yield from _forbidden(rulebook, language)
    yield from _review(rulebook)


def _forbidden(rulebook: Rulebook, language: str) -> Iterator[str]:
    said = sum(len(one.says) for one in rulebook.forbidden)
    count = len(rulebook.forbidden)
    yield gettext("服务忌语 %(count)s 条，%(said)s 种说法", count=count, said=said)
    by_group = Counter(one.group for one in rulebook.forbidden)
    for code, title in rulebook.forbidden_groups.items():
        yield f"  {by_group[code]:>4}  {title.pick(language)}"


def _review(rulebook: Rulebook) -> Iterator[str]:
    review = rulebook.review
    yield gettext(
        "每季每个项目抽查 %(sample)s 通，每通至少 %(reviewers)s 人评",
        sample=review.sample,
        reviewers=review.reviewers,
    )
    yield gettext(
        "每项满分 %(scale)s，相差超过 %(spread)s 分要校准", scale=review.scale, spread=review.spread
    )


def show_clause(rulebook: Rulebook, clause: Clause, language: str) -> Iterator[str]:
    """Yield the lines of one clause with its figures, dates and sources."""
    yield f"{clause.id}  {clause.title.pick(language)}"
    yield clause.text.pick(language)
    yield gettext("建议：%(advice)s", advice=clause.advice.pick(language))
    yield gettext(
        "判定：%(kind)s · 测量 %(measure)s · %(points)s 分",
        kind=clause.kind,
        measure=clause.measure,
        points=clause.points,
    )
    for name, value in clause.figures.items():
        yield f"  {name} = {figure_said(value, MEASURES[clause.measure].figures[name])}"
    if clause.since:
        yield gettext("自 %(day)s 起", day=clause.since.isoformat())
    yield from words_said(rulebook, clause, language)
    yield from (f"  {line}" for line in cite(rulebook, clause.sources))


def words_said(rulebook: Rulebook, clause: Clause, language: str) -> Iterator[str]:
    """Yield what narrows the clause: on which calls, in which situation, what must be said or filled in."""
    direction = {"in": gettext("只判来电"), "out": gettext("只判去电")}.get(clause.direction)
    if direction:
        yield direction
    if clause.cue:
        whom = {"customer": gettext("对方"), "staff": gettext("客服员"), "any": gettext("任一方")}[
            clause.cue.by
        ]
        yield gettext("情形：%(whom)s说到 %(words)s", whom=whom, words=_lists(rulebook, clause.cue.words))
    if clause.parts:
        yield gettext("要说到：%(parts)s", parts=_lists(rulebook, clause.parts))
    if clause.fields:
        yield gettext("要填写：%(fields)s", fields="、".join(clause.fields))
    if clause.item:
        yield gettext("评分项目：%(item)s", item=ITEMS[clause.item].pick(language))
    if clause.exempt:
        titles = [rulebook.categories[code].title.pick(language) for code in clause.exempt]
        yield gettext("不适用于：%(titles)s", titles="、".join(titles))


def _lists(rulebook: Rulebook, names: tuple[str, ...]) -> str:
    """Return each list with how many phrases it holds; a special part by itself."""
    return "、".join(
        name if name in SPECIAL_PARTS else f"{name}({len(rulebook.phrases.get(name, ()))})" for name in names
    )


def cite(rulebook: Rulebook, sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield "D01《…》5A" for each source."""
    for source in sources:
        yield f"{source.code}《{rulebook.documents.get(source.code, '')}》{source.clause}"


def span_said(limit: TimeLimit) -> str:
    """Return "600 s", "2 working_days", "same_day", or the field that holds the time."""
    if limit.within_s is None:
        return limit.due or limit.calendar
    if limit.calendar in (DAYS, WORKING_DAYS):
        return f"{round(limit.within_s / DAY_S)} {limit.calendar}"
    return figure_said(limit.within_s, "s" if limit.calendar == ELAPSED else f"s {limit.calendar}")


def figure_said(value: Figure | None, unit: str | None) -> str:
    """Return "2–3 rings"; "—" when there is no figure."""
    if value is None:
        return "—"
    number = "–".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"{number} {unit}" if unit else number
