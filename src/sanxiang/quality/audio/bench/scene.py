"""Two people on two channels: phrases are placed, and what is true of them is kept."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio.bench.speech import RATE, Phrase, Sound
from sanxiang.quality.audio.model import Overlap, Span

CUSTOMER, STAFF = 0, 1
TURN_PAUSE_S = 2.0
BURST_S = 1.0
RATED_TURN_S = 1.0


@dataclass(frozen=True)
class Said:
    channel: int
    span: Span
    phrase: Phrase


@dataclass
class Scene:
    """`levels`: dBov of the active speech of each channel. `events`: overlaps that were placed on purpose."""

    levels: tuple[float, float] = (-24.0, -24.0)
    said: list[Said] = field(default_factory=list)
    events: list[Overlap] = field(default_factory=list)
    holds: list[Span] = field(default_factory=list)
    seconds: float = 0.0

    def say(self, channel: int, phrase: Phrase, at: float) -> Span:
        span = Span(at, at + phrase.seconds)
        self.said.append(Said(channel, span, phrase))
        self.seconds = max(self.seconds, span.to_s)
        return span

    def spans(self, channel: int) -> list[Span]:
        return sorted(one.span for one in self.said if one.channel == channel)

    def sound(self) -> NDArray[np.float32]:
        """(n, 2) from -1 to 1, each channel's speech at its level, nothing else."""
        whole = np.zeros((2, round(self.seconds * RATE) + RATE // 2), np.float32)
        for one in self.said:
            start = round(one.span.from_s * RATE)
            whole[one.channel, start : start + len(one.phrase.sound)] += one.phrase.sound * _gain(
                one.phrase.sound, self.levels[one.channel]
            )
        return whole.T.copy()

    def silences(self, least: float) -> list[Span]:
        found, until = [], 0.0
        for span in sorted(one.span for one in self.said):
            if span.from_s - until >= least:
                found.append(Span(until, span.from_s))
            until = max(until, span.to_s)
        return found

    def rate(self, channel: int) -> float | None:
        """True characters a minute, pauses shorter than 2 s without the other's word inside."""
        turns = self._turns(channel)
        rated = [turn for turn in turns if turn[1] - turn[0] >= RATED_TURN_S]
        whole = sum(turn[1] - turn[0] for turn in rated)
        return 60 * sum(turn[2] for turn in rated) / whole if whole else None

    def _turns(self, channel: int) -> list[tuple[float, float, int]]:
        others = [span for span in self.spans(1 - channel) if span.seconds >= BURST_S]
        turns: list[tuple[float, float, int]] = []
        for one in sorted((one for one in self.said if one.channel == channel), key=lambda one: one.span):
            start, stop = one.span
            if turns and start - turns[-1][1] < TURN_PAUSE_S and not _between(others, turns[-1][1], start):
                turns[-1] = (turns[-1][0], stop, turns[-1][2] + one.phrase.characters)
            else:
                turns.append((start, stop, one.phrase.characters))
        return turns


def _between(spans: list[Span], from_s: float, to_s: float) -> bool:
    return any(span.from_s < to_s and span.to_s > from_s for span in spans)


def _gain(sound: Sound, dbov: float) -> float:
    return float(10 ** (dbov / 20) / max(np.sqrt((sound**2).mean()), 1e-6))
