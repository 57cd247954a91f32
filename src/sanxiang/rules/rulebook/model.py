"""A rulebook as it holds on one day: frozen, plain, ready to be read by whoever needs a figure or a word."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, time

from sanxiang.rules.rulebook.clause import Clause as Clause
from sanxiang.rules.rulebook.clause import Cue as Cue
from sanxiang.rules.rulebook.clause import Figure as Figure
from sanxiang.rules.rulebook.clause import Number as Number
from sanxiang.rules.rulebook.clause import PointStep as PointStep
from sanxiang.rules.rulebook.clause import Source as Source
from sanxiang.rules.rulebook.clause import Text as Text


@dataclass(frozen=True, slots=True)
class Category:
    code: str
    title: Text
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Cadence:
    """`on_off_s`: on, off, on, off … in seconds."""

    key: str
    title: Text
    on_off_s: tuple[float, ...]
    sources: tuple[Source, ...] = ()

    @property
    def cycle_s(self) -> float:
        """Seconds from the start of one ring to the start of the next."""
        return sum(self.on_off_s)


@dataclass(frozen=True, slots=True)
class Rung:
    """Who is told (`to`: a role) `after_s` seconds of the clock after a time limit was broken."""

    after_s: Number
    to: str


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A rule over facts: what `starts` it must be followed by one of `met_by` in time.

    `due`: the field of the starting fact's data that holds the time; else `within_s` seconds, counted by
    `calendar` (kernel.calendar.spans; with `roll` a last day of rest gives way to the next working day).
    `when`: the starting fact's data must hold these values (a tuple: one of them). `pauses`, `resumes`: the
    facts between which the clock stands, if the first gives a reason, and of `lawful` where that isn't empty.
    `ladder`: who is told of a breach, one after the other; `escalate`: the first of them. `extends`: the
    roles that may give more time. `priority`: of those due at once the higher goes first. `broken`: the fact
    announced besides deadline.broken.
    """

    id: str
    title: Text
    text: Text
    sources: tuple[Source, ...]
    starts: str
    met_by: tuple[str, ...]
    ended_by: tuple[str, ...] = ()
    due: str | None = None
    within_s: Number | None = None
    warn_before_s: Number | None = None
    escalate: str | None = None
    broken: str | None = None
    when: Mapping[str, object] = field(default_factory=dict)
    since: date | None = None
    calendar: str = "elapsed"
    roll: bool = False
    pauses: tuple[str, ...] = ()
    resumes: tuple[str, ...] = ()
    lawful: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()
    extends: tuple[str, ...] = ()
    priority: int = 0

    def holds_for(self, kind: str, data: Mapping[str, object]) -> bool:
        """Whether a fact of this kind with this data begins it."""
        return kind == self.starts and all(_is(data.get(key), wanted) for key, wanted in self.when.items())


def _is(value: object, wanted: object) -> bool:
    return value in wanted if isinstance(wanted, tuple) else value == wanted


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that the company sets itself. `site`: of this one alone (its number, None: everywhere)."""

    day: date
    working: bool
    name: str = ""
    site: int | None = None


@dataclass(frozen=True, slots=True)
class WorkingTime:
    """What the company adds to the statutory calendar: hours of a working day in time order, own days."""

    hours: tuple[tuple[time, time], ...] = ()
    days: tuple[OwnDay, ...] = ()


@dataclass(frozen=True, slots=True)
class Forbidden:
    """Never to be used: any of `says`, unless it stands in one of `unless`. `better`: to say instead."""

    id: str
    group: str
    says: tuple[str, ...]
    better: Text
    unless: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """How a sample is reviewed. `sample`: calls of a site in a quarter; `reviewers`: of each call, at least.

    `scale`: the best mark of an item; `spread`: more points than this between reviewers goes to calibration;
    `improve_days`: time for a criticised site to improve. A site is commended from a mean of `commend` % of
    the scale on, criticised below `criticise`; `bulletin_days`: from the quarter's end to the bulletin.
    """

    reviewers: int
    sample: int
    spread: Number
    improve_days: int
    scale: int
    commend: int
    criticise: int
    bulletin_days: int
    sources: tuple[Source, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    start: time
    opening: Text


@dataclass(frozen=True, slots=True)
class Festival:
    """`start` and `until` are (month, day), both days included, of the solar or the lunar calendar."""

    id: str
    lunar: bool
    start: tuple[int, int]
    until: tuple[int, int]
    opening: Text


@dataclass(frozen=True, slots=True)
class Greeting:
    """Sentences with open places (vocabulary.PLACES) and the openings that fill {opening}."""

    say: Text
    known: Text
    late: Text
    calling_out: Text
    hours: tuple[Hours, ...]
    festivals: tuple[Festival, ...]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the console's procedure; any one of `seen_by` ticks it by itself."""

    id: str
    title: Text
    say: Text
    seen_by: tuple[str, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How figures and surnames are said so that nobody mishears them."""

    digits: Mapping[str, str]
    phone_groups: tuple[int, ...]
    surnames: Mapping[str, str]
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """One edition on one day. `edition`: "<profile>@<date>+<hash>", the same for every day of the edition."""

    profile: str
    edition: str
    title: Text
    on: date
    cadence: Cadence
    cadences: Mapping[str, Cadence]
    categories: Mapping[str, Category]
    clauses: tuple[Clause, ...]
    time_limits: tuple[TimeLimit, ...]
    phrases: Mapping[str, tuple[str, ...]]
    greeting: Greeting
    procedure: tuple[Step, ...]
    readback: ReadBack
    documents: Mapping[str, str]
    forbidden: tuple[Forbidden, ...]
    forbidden_groups: Mapping[str, Text]
    review: Review
    working_time: WorkingTime = WorkingTime()

    @property
    def cycle_s(self) -> float:
        """Seconds of one ring with its silence, by the profile's own cadence."""
        return self.cadence.cycle_s

    def clause(self, clause_id: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.id == clause_id), None)

    def time_limit(self, limit_id: str) -> TimeLimit | None:
        return next((limit for limit in self.time_limits if limit.id == limit_id), None)

    def is_within(self, category: str | None, codes: Collection[str]) -> bool:
        """Whether `category` or one of its parents is among `codes`."""
        seen = 0
        while category is not None and seen <= len(self.categories):
            if category in codes:
                return True
            known = self.categories.get(category)
            category, seen = known.parent if known else None, seen + 1
        return False
