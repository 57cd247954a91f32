"""How each requirement of the rule documents is judged, from the data; and what ought to be and isn't."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from sanxiang.rules.rulebook.compose import shipped
from sanxiang.rules.rulebook.model import Clause, TimeLimit
from sanxiang.rules.rulebook.read import profiles
from sanxiang.rules.rulebook.requirements import Requirement, desks, requirements


@dataclass(frozen=True, slots=True)
class Judged:
    """The clauses and time limits of one profile that judge a requirement."""

    profile: str
    clauses: tuple[Clause, ...]
    time_limits: tuple[TimeLimit, ...]

    def __bool__(self) -> bool:
        return bool(self.clauses or self.time_limits)

    def cites(self, code: str, clause: str) -> bool:
        """Whether one of them names the document, and the clause in it when there is one."""
        sources = [
            *(source for one in self.clauses for source in one.sources),
            *(source for one in self.time_limits for source in one.sources),
        ]
        return any(source.code == code and clause in ("", source.clause) for source in sources)


@lru_cache(maxsize=1024)
def judged(requirement: Requirement, profile: str) -> Judged:
    """Return what judges `requirement` in a shipped profile, on the day of its edition."""
    edition = shipped(profile)
    book = edition.on(edition.issued)
    return Judged(
        profile,
        tuple(one for one in book.clauses if requirement.is_judged_by(one.id)),
        tuple(one for one in book.time_limits if requirement.is_judged_by(one.id)),
    )


def of_document(found: Judged, code: str) -> Judged:
    """Return those of them that cite the document; all, where none does."""
    clauses = tuple(one for one in found.clauses if any(source.code == code for source in one.sources))
    limits = tuple(one for one in found.time_limits if any(source.code == code for source in one.sources))
    return Judged(found.profile, clauses, limits) if clauses or limits else found


def gaps() -> list[str]:
    """Return each hole in the data as a sentence; empty when everything is judged or has its reason."""
    return [*(gap for one in requirements() for gap in _gaps_of(one)), *_strays()]


def _gaps_of(requirement: Requirement) -> Iterator[str]:
    everywhere = [judged(requirement, profile) for profile in profiles()]
    if not any(everywhere) and requirement.feature is None:
        yield f"{requirement.id} is in no profile and has no reason"
    for source in requirement.docs:
        desk = desks().get(source.code)
        if desk is None:
            yield f"{requirement.id} cites {source.code}, which is no rule document"
        elif found := judged(requirement, desk):
            if not found.cites(source.code, source.clause):
                yield f"{requirement.id} of {desk} does not cite {source.code} {source.clause}".rstrip()
        elif requirement.feature is None:
            yield f"{requirement.id} stands in {source.code} but is not in the profile {desk}"


def _strays() -> Iterator[str]:
    """A clause that no requirement asks for."""
    for profile in profiles():
        edition = shipped(profile)
        book = edition.on(edition.issued)
        for judge in chain([one.id for one in book.clauses], [one.id for one in book.time_limits]):
            if not any(requirement.is_judged_by(judge) for requirement in requirements()):
                yield f"{judge} of {profile} belongs to no requirement"
