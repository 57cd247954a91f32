"""How near the figures come to what is true of the test speech."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio import Analysis, Span, Voice, analyse, gaps_in
from sanxiang.quality.audio.bench.damage import Line, recorded
from sanxiang.quality.audio.bench.scene import CUSTOMER, STAFF, Scene
from sanxiang.quality.audio.bench.scripts import NAMES, Writer, dialogue, talk
from sanxiang.quality.audio.bench.speech import RATE, Speaker
from sanxiang.quality.audio.model import Overlap

Samples = NDArray[np.int16]
NEAR_S = 0.5  # an event is found when one of its kind begins so near to it
DEAD_AIR_S = 15.0


def rates(
    speakers: Sequence[Speaker],
    paces: Iterable[float],
    line: Line,
    rate_of: Callable[[Samples], float | None],
) -> dict[str, float]:
    """Error of characters a minute, in per cent of the truth, over every speaker at every pace."""
    errors = []
    for number, speaker in enumerate(speakers):
        for pace in paces:
            seed = 1000 * number + int(pace)
            scene = talk(speaker, pace, seed)
            found = rate_of(recorded(scene, line, seed)) or 0.0
            errors.append(100 * (found / (scene.rate(STAFF) or 1) - 1))
    return error_figures(errors)


def error_figures(errors: Sequence[float]) -> dict[str, float]:
    sizes = np.abs(errors)
    return {
        "median": round(float(np.median(sizes)), 1),
        "p90": round(float(np.percentile(sizes, 90)), 1),
        "bias": round(float(np.mean(errors)), 1),
    }


def own_rate(samples: Samples) -> float | None:
    return analyse(samples, RATE).staff.rate


def own_analysis(samples: Samples) -> Analysis:
    return analyse(samples, RATE)


class Tally:
    """Found, missed and false; F1 is 1.0 where there was nothing to find and nothing was found."""

    def __init__(self) -> None:
        self.found = self.missed = self.false = 0

    def add(self, true: Sequence[tuple[str, float]], told: Sequence[tuple[str, float]]) -> None:
        """(who, when) of each."""
        left = list(told)
        for who, when in true:
            near = [one for one in left if one[0] == who and abs(one[1] - when) <= NEAR_S]
            if near:
                left.remove(near[0])
            self.found += bool(near)
            self.missed += not near
        self.false += len(left)

    @property
    def f1(self) -> float:
        whole = 2 * self.found + self.missed + self.false
        return round(2 * self.found / whole, 3) if whole else 1.0


def events(scenes: Sequence[Scene], line: Line, ears: Callable[[Samples], Analysis]) -> dict[str, Any]:
    """Interruptions, dead air, hold words and the greeting in dialogues."""
    cut_in, quiet, holds, greetings, taken = Tally(), Tally(), [], [], 0
    for seed, scene in enumerate(scenes):
        found = ears(recorded(scene, line, seed))
        cut_in.add(_interruptions(scene.events), _interruptions(found.overlaps))
        quiet.add(_dead(scene.silences(DEAD_AIR_S)), _dead(_inner(found)))
        holds += [_longest(found.staff, hold) - _longest(_true(scene), hold) for hold in scene.holds]
        greetings.append((found.greeting_s or -9.0) - scene.spans(STAFF)[0].from_s)
        taken += _backchannels_taken(scene, found)
    return {
        "interruptions_f1": cut_in.f1,
        "interruptions": [cut_in.found, cut_in.missed, cut_in.false],
        "backchannels_taken_for_interruptions": taken,
        "dead_air_f1": quiet.f1,
        "dead_air": [quiet.found, quiet.missed, quiet.false],
        "hold_gap_error_s": round(float(np.max(np.abs(holds))), 2),
        "greeting_error_s": round(float(np.max(np.abs(greetings))), 2),
    }


def _interruptions(overlaps: Iterable[Overlap]) -> list[tuple[str, float]]:
    return [(one.by, one.from_s) for one in overlaps if one.kind == "interruption"]


def _dead(silences: Iterable[Span]) -> list[tuple[str, float]]:
    return [("", span.from_s) for span in silences if span.seconds >= DEAD_AIR_S]


def _inner(found: Analysis) -> list[Span]:
    return [span for span in found.silences if span.to_s < found.seconds]


def _true(scene: Scene) -> Voice:
    return Voice(speech=tuple(scene.spans(STAFF)))


def _longest(voice: Voice, hold: Span) -> float:
    return max((gap.seconds for gap in gaps_in(voice, hold)), default=0.0)


def _backchannels_taken(scene: Scene, found: Analysis) -> int:
    short = [one for one in scene.events if one.kind == "backchannel"]
    told = _interruptions(found.overlaps)
    return sum(any(who == one.by and abs(at - one.from_s) <= NEAR_S for who, at in told) for one in short)


def dialogues(speakers: Sequence[Speaker], count: int) -> list[Scene]:
    pairs = [
        (speakers[number % len(speakers)], speakers[(number + 1 + number // len(speakers)) % len(speakers)])
        for number in range(count)
    ]
    return [dialogue(pair, seed) for seed, pair in enumerate(pairs)]


OVERLAPS_S = (0.25, 0.3, 0.35, 0.4, 0.45, 0.55, 0.6)
SILENCES_S = (14.5, 14.8, 15.2, 15.5)


def borderline(speakers: Sequence[Speaker], line: Line) -> dict[str, dict[str, float]]:
    """Share of short overlaps told as interruptions and of silences told as 15 s, for each true length."""
    overlaps = {f"{length:.2f}": _share_of_overlaps(speakers, line, length) for length in OVERLAPS_S}
    silences = {f"{length:.1f}": _share_of_silences(speakers, line, length) for length in SILENCES_S}
    return {"interruption_told_at_overlap_s": overlaps, "dead_air_told_at_silence_s": silences}


def _share_of_overlaps(speakers: Sequence[Speaker], line: Line, length: float) -> float:
    told = []
    for number, scene in enumerate(_events_of(speakers, lambda write, by: write.interrupt(by, length))):
        found = analyse(recorded(scene, line, number), RATE)
        told += [any(one.kind == "interruption" for one in found.overlaps)]
    return round(float(np.mean(told)), 2)


def _share_of_silences(speakers: Sequence[Speaker], line: Line, length: float) -> float:
    told = []
    for number, scene in enumerate(_events_of(speakers, lambda write, by: write.silence(length))):
        found = analyse(recorded(scene, line, number), RATE)
        told += [any(span.seconds >= DEAD_AIR_S for span in _inner(found))]
    return round(float(np.mean(told)), 2)


def _events_of(speakers: Sequence[Speaker], step: Callable[[Writer, int], None]) -> Iterable[Scene]:
    """One short call for each speaker with one event in it."""
    for number, speaker in enumerate(speakers):
        pair = (speakers[number - 1], speaker)
        write = Writer(pair, np.random.default_rng(number), (190.0, 180.0))
        write.turn(STAFF, 1)
        write.turn(CUSTOMER, 1)
        step(write, number % len(NAMES))
        yield write.scene
