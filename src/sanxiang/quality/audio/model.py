"""What the sound of a call tells: plain values, all times in seconds of the recording's own clock.

Imports neither numpy nor scipy, so that measures and screens can hold an analysis without their weight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple, Self

VERSION = "1"
"""Of the method: analyses made by different versions are not to be compared figure by figure."""


class BadSound(Exception):
    """A recording that cannot be measured. `message`: one sentence that says what to mend.

    `code`: "not_wav", "header", "truncated", "empty", "rate", "format", "one_channel", "channels",
    "too_long", "unreadable".
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Span(NamedTuple):
    """A stretch of the recording."""

    from_s: float
    to_s: float

    @property
    def seconds(self) -> float:
        return self.to_s - self.from_s


class Overlap(NamedTuple):
    """Both speak. `by`: who came in, "staff" or "customer".

    `kind`: "interruption", "backchannel" (a short 嗯 or 好的 that takes no turn) or "talk_over" (the end of
    one turn under the beginning of the next, or both at once).
    """

    from_s: float
    to_s: float
    by: str
    kind: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One party's turn with the pauses inside it. `level_dbov`: of its speech, None when too short."""

    from_s: float
    to_s: float
    syllables: int
    level_dbov: float | None


@dataclass(frozen=True, slots=True)
class Voice:
    """One channel. `rate`: characters a minute with the pauses inside turns; `articulation`: without them.

    `level_dbov`: active speech level, `level_spread_db`: P90 - P10 of it from stretch to stretch. `pitch_hz`:
    median, `pitch_range_st`: P90 - P10 in semitones. None: too little speech to tell. `faults`: "silent",
    "noise_only", "clipped".
    """

    speech: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = ()
    speech_s: float = 0.0
    rate: float | None = None
    articulation: float | None = None
    level_dbov: float | None = None
    level_spread_db: float | None = None
    pitch_hz: float | None = None
    pitch_range_st: float | None = None
    faults: tuple[str, ...] = ()

    def moved(self, by_s: float) -> Self:
        return replace(self, speech=_moved(self.speech, by_s), turns=_moved(self.turns, by_s))


@dataclass(frozen=True, slots=True)
class Analysis:
    """A whole recording. `silences`: nobody speaks for 2 s or more. `greeting_s`: staff's first words.

    `latencies`: staff's response times after the caller's turns. `staff_share`: staff's part of all speech.
    `monologues`: staff turns of 20 s or more without the caller. `faults`: "swapped", "one_channel",
    "silent_staff", "silent_customer"; with one of them figures of the parties are not to be relied on.
    """

    version: str
    rate: int
    seconds: float
    customer: Voice
    staff: Voice
    overlaps: tuple[Overlap, ...] = ()
    silences: tuple[Span, ...] = ()
    greeting_s: float | None = None
    latencies: tuple[float, ...] = ()
    staff_share: float | None = None
    monologues: tuple[Span, ...] = ()
    faults: tuple[str, ...] = ()

    def moved(self, by_s: float) -> Self:
        """The same on a clock that shows `by_s` seconds more."""
        return replace(
            self,
            customer=self.customer.moved(by_s),
            staff=self.staff.moved(by_s),
            overlaps=_moved(self.overlaps, by_s),
            silences=_moved(self.silences, by_s),
            greeting_s=None if self.greeting_s is None else self.greeting_s + by_s,
            monologues=_moved(self.monologues, by_s),
        )

    def as_json(self) -> dict[str, Any]:
        """Plain JSON, times to the millisecond; empty fields are left out."""
        made: dict[str, Any] = _packed(self)
        return made

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The inverse of `as_json`."""
        return cls(
            **_plain(data, cls),
            customer=_voice(data.get("customer", {})),
            staff=_voice(data.get("staff", {})),
            overlaps=tuple(Overlap(*one) for one in data.get("overlaps", ())),
            silences=tuple(Span(*one) for one in data.get("silences", ())),
            latencies=tuple(data.get("latencies", ())),
            monologues=tuple(Span(*one) for one in data.get("monologues", ())),
            faults=tuple(data.get("faults", ())),
        )


@dataclass(frozen=True, slots=True)
class Live:
    """A call that goes on. `staff_rate`: of the last 10 s or so of staff's speech; levels of the last turns.

    `silence_s`: nobody has spoken for so long. `overlaps`: all so far. `staff_last_word_s`: when staff was
    last heard.
    """

    seconds: float
    staff_rate: float | None
    staff_level_dbov: float | None
    customer_level_dbov: float | None
    staff_speaks: bool
    customer_speaks: bool
    silence_s: float
    overlaps: tuple[Overlap, ...]
    staff_last_word_s: float | None


def gaps_in(voice: Voice, span: Span) -> tuple[Span, ...]:
    """The stretches inside `span` in which that voice says nothing, in order.

    For hold words: the longest of them is how long the caller was left without a word.
    """
    gaps: list[Span] = []
    quiet_from = span.from_s
    for said in (one for one in voice.speech if one.to_s > span.from_s and one.from_s < span.to_s):
        if said.from_s > quiet_from:
            gaps.append(Span(quiet_from, said.from_s))
        quiet_from = max(quiet_from, said.to_s)
    if quiet_from < span.to_s:
        gaps.append(Span(quiet_from, span.to_s))
    return tuple(gaps)


def _moved(stretches: Iterable[Any], by_s: float) -> tuple[Any, ...]:
    return tuple(_shift(one, by_s) for one in stretches)


def _shift(one: Any, by_s: float) -> Any:
    times = {"from_s": one.from_s + by_s, "to_s": one.to_s + by_s}
    return replace(one, **times) if isinstance(one, Turn) else one._replace(**times)


def _packed(value: Any) -> Any:
    if isinstance(value, Turn):
        return [_packed(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Voice | Analysis):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name: _packed(held) for name, held in pairs if held not in (None, ())}
    if isinstance(value, tuple):
        return [_packed(one) for one in value]
    return round(value, 3) if isinstance(value, float) else value


def _plain(data: Mapping[str, Any], kind: type[Any]) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: held for name, held in data.items() if name in names and not isinstance(held, list | dict)}


def _voice(data: Mapping[str, Any]) -> Voice:
    return Voice(
        **_plain(data, Voice),
        speech=tuple(Span(*one) for one in data.get("speech", ())),
        turns=tuple(Turn(*one) for one in data.get("turns", ())),
        faults=tuple(data.get("faults", ())),
    )
