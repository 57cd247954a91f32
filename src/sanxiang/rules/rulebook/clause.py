"""What a clause says: the frozen parts of a rulebook that scoring reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Number = int | float
Figure = Number | tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in 简体 and in English; 繁體 is made from `zh` where it is shown."""

    zh: str
    en: str

    def pick(self, language: str) -> str:
        """Return the English for "en…", otherwise the 简体."""
        return self.en if language.lower().startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Source:
    """`code` of a document in Rulebook.documents ("ours": our own figure); `clause` within it, or ""."""

    code: str
    clause: str = ""


@dataclass(frozen=True, slots=True)
class PointStep:
    """A missed figure up to `upto` still earns `points`."""

    upto: Number
    points: Number


@dataclass(frozen=True, slots=True)
class Cue:
    """Where a clause applies: a turn by `by` (customer, staff, any) with words of the lists `words`."""

    by: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule over one call. `figures` (limit, best …) are in the units that the measure reads.

    `parts`: what must be said, as names of phrase lists or of vocabulary.SPECIAL_PARTS. `cue`: only then
    (None: the whole call). `item`: of the review sheet. `direction`: "in", "out" or "" (any call).
    `fields`: of the call's record.
    """

    id: str
    kinds: tuple[str, ...]
    title: Text
    text: Text
    advice: Text
    sources: tuple[Source, ...]
    measure: str
    points: Number
    unit: str | None = None
    steps: tuple[PointStep, ...] = ()
    exempt: tuple[str, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    since: date | None = None
    parts: tuple[str, ...] = ()
    cue: Cue | None = None
    item: str = ""
    direction: str = ""
    fields: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """As requirements and findings write it: "signal+text"."""
        return "+".join(self.kinds)

    @property
    def limit(self) -> Figure | None:
        return self.figures.get("limit")

    def number(self, name: str) -> Number:
        """Return a figure that is one number. Raises TypeError for a pair, KeyError when it isn't given."""
        value = self.figures[name]
        if isinstance(value, tuple):
            raise TypeError(f"{name} of {self.id} is a pair")
        return value

    def pair(self, name: str) -> tuple[Number, Number] | None:
        """Return a figure that is a pair (low, high), or None."""
        value = self.figures.get(name)
        return (value[0], value[1]) if isinstance(value, tuple) else None
