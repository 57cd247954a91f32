"""`sanxiang bench audio`: accuracy on self-made Mandarin speech whose truth is known, speed, memory, and the
usual way beside it. Reported on voices that the method was not tuned on; speech.py says which they are."""

import shutil
from typing import Any

from sanxiang.quality.audio.bench import accuracy, usual
from sanxiang.quality.audio.bench.damage import LINES, Line, recorded
from sanxiang.quality.audio.bench.scripts import PACES
from sanxiang.quality.audio.bench.speech import HELD_OUT, OTHER_MAKER, RATE
from sanxiang.quality.audio.bench.speed import peak_mb, times_real_time

ABSENT = "absent"


def run(*, full: bool) -> dict[str, Any]:
    """All figures; `full`: more voices, paces and dialogues, about five minutes instead of two."""
    if shutil.which("espeak-ng") is None:
        return {"speech": "espeak-ng is absent: install it (Debian: apt install espeak-ng)"}
    speakers = HELD_OUT if full else HELD_OUT[::2]
    paces = PACES if full else PACES[::2]
    scenes = accuracy.dialogues(HELD_OUT, 20 if full else 6)
    sample = recorded(scenes[0], LINES[1], 0)
    return {
        "rate_error_percent": {
            _key(line): accuracy.rates(speakers, paces, line, accuracy.own_rate) for line in LINES
        },
        "rate_error_percent_klatt": {
            _key(line): accuracy.rates(OTHER_MAKER, paces, line, accuracy.own_rate) for line in LINES[:5:2]
        },
        "events": {_key(line): accuracy.events(scenes, line, accuracy.own_analysis) for line in LINES},
        "borderline": {_key(line): accuracy.borderline(HELD_OUT, line) for line in LINES[:3]},
        "speed": {"times_real_time": times_real_time(sample)},
        "memory_mb": {"10_minutes": peak_mb(sample, 10), "2_hours": peak_mb(sample, 120)},
        "usual": {"praat": _praat(speakers, paces, sample), "silero": _silero(scenes, sample)},
    }


def _key(line: Line) -> str:
    return line.name.replace(" dB", "").replace(" ", "_")


def _praat(speakers: Any, paces: Any, sample: Any) -> dict[str, Any] | str:
    if not usual.has_praat():
        return ABSENT
    errors = {_key(line): accuracy.rates(speakers, paces, line, usual.praat_rate) for line in LINES}
    return {
        "rate_error_percent": errors,
        "times_real_time_one_channel": times_real_time(sample, usual.praat_rate),
    }


def _silero(scenes: Any, sample: Any) -> dict[str, Any] | str:
    if not usual.has_silero():
        return ABSENT
    told = {_key(line): accuracy.events(scenes, line, usual.silero_analysis) for line in LINES}
    speed = times_real_time(sample[: RATE * 60], usual.silero_analysis)
    return {"events": told, "times_real_time_activity_alone": speed}
