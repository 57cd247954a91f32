"""The coverage table as a page of the reference (docs/reference/coverage.md)."""

from collections.abc import Iterator

from sanxiang.rules.rulebook.compose import documents, shipped
from sanxiang.rules.rulebook.coverage import Judged, judged, of_document
from sanxiang.rules.rulebook.read import profiles
from sanxiang.rules.rulebook.requirements import Requirement, desks, requirements
from sanxiang.rules.rulebook.vocabulary import KINDS

HEAD = """\
# Coverage: how every clause of the rule documents is judged

Made from the data by `sanxiang rulebook coverage`; don't edit. A requirement is judged by a clause over each
call, by a time limit over facts, or it is something that the program does ("function", with the reason).
"""
HOW = ("clause", "time limit", "function", "not judged")


def coverage_page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield from HEAD.splitlines()
    yield from _counts()
    yield from _profiles()
    for code, desk in desks().items():
        yield from _document(code, desk)
    yield from _without_document()


def how(requirement: Requirement, found: Judged) -> str:
    """Return which of HOW judges it at a desk."""
    if found.clauses:
        return HOW[0]
    if found.time_limits:
        return HOW[1]
    return HOW[2] if requirement.feature else HOW[3]


def counts(code: str) -> dict[str, int]:
    """Count the requirements of one document by how its desk judges them."""
    found = [how(one, of_document(judged(one, desks()[code]), code)) for one in _of(code)]
    return {word: found.count(word) for word in HOW}


def _of(code: str) -> list[Requirement]:
    return [one for one in requirements() if any(source.code == code for source in one.docs)]


def _counts() -> Iterator[str]:
    yield from ("", "## Counts", "")
    yield from _head("document title profile", "requirements clause time-limit function not-judged")
    for code, desk in desks().items():
        found = counts(code)
        title = documents()["documents"][code]["title"]
        numbers = " | ".join(str(found[word]) for word in HOW)
        yield f"| {code} | {title} | {desk} | {sum(found.values())} | {numbers} |"


def _profiles() -> Iterator[str]:
    yield from ("", "## Profiles", "")
    yield from _head("profile", f"clauses {' '.join(KINDS)} time-limits forbidden")
    for profile in profiles():
        edition = shipped(profile)
        book = edition.on(edition.issued)
        kinds = [kind for one in book.clauses for kind in one.kinds]
        numbers = [len(book.clauses), *map(kinds.count, KINDS), len(book.time_limits), len(book.forbidden)]
        yield f"| {profile} | {' | '.join(map(str, numbers))} |"
    yield from ("", "A clause of several kinds counts under each of them.")


def _head(words: str, numbers: str) -> Iterator[str]:
    names = [name.replace("-", " ") for name in (words + " " + numbers).split()]
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(words.split()) + "--:|" * len(numbers.split())


def _document(code: str, desk: str) -> Iterator[str]:
    listed = _of(code)
    if listed:
        yield from ("", f"## {code} {documents()['documents'][code]['title']} ({desk})", "")
        yield from _table(listed, code, desk)


def _places(requirement: Requirement, code: str) -> str:
    return ", ".join(source.clause or "—" for source in requirement.docs if source.code == code)


def _table(listed: list[Requirement], code: str, desk: str) -> Iterator[str]:
    yield from ("| requirement | in the document | judged by | how |", "|---|---|---|---|")
    for one in listed:
        found = of_document(judged(one, desk), code)
        rows = list(_judges(found)) or [(how(one, found), one.feature.en if one.feature else "")]
        for by, told in rows:
            yield f"| {one.id} | {_places(one, code)} | {by} | {told} |"


def _judges(found: Judged) -> Iterator[tuple[str, str]]:
    for clause in found.clauses:
        yield clause.id, f"{clause.kind}: `{clause.measure}`"
    for limit in found.time_limits:
        yield f"{limit.id} (time limit)", f"{limit.starts} → {', '.join(limit.met_by)}"


def _without_document() -> Iterator[str]:
    """Requirements that no document carries are ours: shown for the profiles that have them."""
    listed = [one for one in requirements() if not one.docs]
    yield from ("", "## In no document (law, standards, or our own)", "")
    yield from ("| requirement | judged by | how | profiles |", "|---|---|---|---|")
    for one in listed:
        found = [judged(one, profile) for profile in profiles()]
        names = ", ".join(each.profile for each in found if each)
        first = next((each for each in found if each), found[0])
        rows = list(_judges(first)) or [(how(one, first), one.feature.en if one.feature else "")]
        for by, told in rows:
            yield f"| {one.id} | {by} | {told} | {names} |"
