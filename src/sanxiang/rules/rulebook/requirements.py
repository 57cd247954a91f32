"""What the rule documents ask for, and for what no clause can judge, why.

`profiles/requirements.toml` lists every requirement in the order of the specification.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from sanxiang.rules.rulebook.build_base import text
from sanxiang.rules.rulebook.clause import Source, Text
from sanxiang.rules.rulebook.compose import documents
from sanxiang.rules.rulebook.read import profile_path, read_text

_CITED = re.compile(r"([A-Za-z]+\d*)[.-]?(.*)")


@dataclass(frozen=True, slots=True)
class Requirement:
    """`docs`: where it stands. `feature`: why no clause judges it (the program does it), or None."""

    id: str
    kinds: tuple[str, ...]
    docs: tuple[Source, ...]
    feature: Text | None = None

    def is_judged_by(self, clause_id: str) -> bool:
        """Whether a clause or time limit is of this requirement: "TLK-8a" is of "TLK-8"."""
        return re.fullmatch(re.escape(self.id) + "[a-z]?", clause_id) is not None


def cited(said: str) -> Source:
    """Read "D21-I.3.6(1)" as the document D21 and its clause "I.3.6(1)". Raises ValueError."""
    found = _CITED.fullmatch(said)
    if found is None:
        raise ValueError(said)
    return Source(found[1], found[2])


@lru_cache(maxsize=1)
def requirements() -> tuple[Requirement, ...]:
    """Return every requirement. Raises KeyError or ValueError for an entry without sense."""
    listed = tomllib.loads(read_text(profile_path("requirements")))["requirement"]
    return tuple(
        Requirement(
            id=one["id"],
            kinds=tuple(one.get("kinds", ())),
            docs=tuple(map(cited, one.get("docs", ()))),
            feature=text(one["feature"]) if "feature" in one else None,
        )
        for one in listed
    )


@lru_cache(maxsize=1)
def desks() -> dict[str, str]:
    """Map each rule document to the profile of its desk."""
    return {code: one["profile"] for code, one in documents()["documents"].items() if "profile" in one}
