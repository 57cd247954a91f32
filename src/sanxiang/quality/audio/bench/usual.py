"""The usual way to the same figures, for comparison: what people install today, each only when it is there.

Speech rate: the script of de Jong & Wempe 2009 in praat-parselmouth. Voice activity: silero-vad, its ONNX
file run by onnxruntime as its own code does (`pip install onnxruntime`, `pip install --no-deps silero-vad`:
that package's code needs torch, its ONNX file doesn't).
"""

from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio import Analysis, Span, Voice, dialogue
from sanxiang.quality.audio.bench.speech import RATE
from sanxiang.quality.audio.model import VERSION
from sanxiang.quality.audio.overlaps import overlaps_of

Samples = NDArray[np.int16]
TURN_PAUSE_S = 2.0
SILENCE_DB, DIP_DB = -25.0, 2.0  # of de Jong & Wempe's script
CHUNK, CONTEXT = 256, 32  # samples of silero's model at 8 kHz
ON, OFF = 0.5, 0.35
GAP_S, LEAST_S = 0.1, 0.25  # silero's own defaults


def has_praat() -> bool:
    return find_spec("parselmouth") is not None


def has_silero() -> bool:
    return find_spec("onnxruntime") is not None and _model() is not None


def praat_rate(samples: Samples) -> float | None:
    """Syllables a minute of channel 1, pauses up to 2 s inside, by de Jong & Wempe."""
    import parselmouth

    sound = parselmouth.Sound(samples[:, 1] / 32768.0, sampling_frequency=RATE)
    intensity = sound.to_intensity(minimum_pitch=50)
    pitch = sound.to_pitch_ac(time_step=0.02, pitch_floor=30, voicing_threshold=0.25, pitch_ceiling=450)
    level, times = intensity.values[0], intensity.xs()
    least = max(np.percentile(level, 99) + SILENCE_DB, level.min())
    found = [at for at in _praat_peaks(level, least) if pitch.get_value_at_time(times[at]) > 0]
    seconds = _turns_s(level > least, times)
    return 60 * len(found) / seconds if seconds else None


def _praat_peaks(level: NDArray[np.float64], least: float) -> list[int]:
    """Peaks over `least` with a dip of 2 dB before the next, as the script goes through them."""
    tops = [at for at in range(1, len(level) - 1) if level[at - 1] < level[at] >= level[at + 1]]
    tops = [at for at in tops if level[at] > least]
    kept = []
    for at, after in zip(tops, [*tops[1:], len(level) - 1], strict=True):
        if level[at] - level[at:after].min(initial=level[at]) > DIP_DB:
            kept.append(at)
    return kept


def _turns_s(loud: NDArray[np.bool_], times: NDArray[np.float64]) -> float:
    spans = [Span(float(time), float(time) + 0.01) for time in times[loud]]
    whole = 0.0
    for number, span in enumerate(spans):
        gap = span.from_s - spans[number - 1].to_s if number else TURN_PAUSE_S
        whole += span.seconds + (gap if gap < TURN_PAUSE_S else 0.0)
    return whole


def silero_analysis(samples: Samples) -> Analysis:
    """Who speaks when by silero on each channel, and the same rules for what follows from it."""
    speech = [_silero(samples[:, channel]) for channel in (0, 1)]
    customer, staff = (Voice(speech=tuple(spans)) for spans in speech)
    seconds = len(samples) / RATE
    whole = Analysis(version=VERSION, rate=RATE, seconds=seconds, customer=customer, staff=staff)
    return replace(
        whole,
        overlaps=overlaps_of(customer.speech, staff.speech),
        silences=dialogue.silences_of(customer, staff, seconds),
        greeting_s=dialogue.greeting_of(staff),
    )


def _silero(samples: Samples) -> list[Span]:
    sound = np.pad(samples.astype(np.float32) / 32768, (CONTEXT, -len(samples) % CHUNK))
    state, likely = np.zeros((2, 1, 128), np.float32), []
    for start in range(0, len(sound) - CONTEXT, CHUNK):
        given = {"input": sound[None, start : start + CONTEXT + CHUNK], "state": state, "sr": np.array(RATE)}
        one, state = _session().run(None, given)
        likely.append(float(one[0, 0]))
    return _spans(likely)


def _spans(likely: list[float]) -> list[Span]:
    spans: list[Span] = []
    start: float | None = None
    for number, one in enumerate([*likely, 0.0]):
        at = number * CHUNK / RATE
        if start is None and one >= ON:
            start = at
        elif start is not None and one < OFF:
            spans.append(Span(start, at))
            start = None
    return [span for span in _without_gaps(spans) if span.seconds >= LEAST_S]


def _without_gaps(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and span.from_s - joined[-1].to_s < GAP_S:
            joined[-1] = Span(joined[-1].from_s, span.to_s)
        else:
            joined.append(span)
    return joined


@cache
def _session() -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(_model()), options, providers=["CPUExecutionProvider"])


def _model() -> Path | None:
    spec = find_spec("silero_vad")
    folders = (spec.submodule_search_locations or ()) if spec else ()
    places = (Path(folder) / "data" / "silero_vad.onnx" for folder in folders)
    return next((place for place in places if place.exists()), None)
