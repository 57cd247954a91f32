"""How long a recording really is, from its header and its size, without reading the sound."""

import wave
from pathlib import Path

TOLERANCE_S = 1.0  # a file may end this much before the call did: the last packets are on their way


def look(path: Path, expected_s: float | None) -> tuple[float | None, str]:
    """Return the file's seconds and its fault: "" missing unreadable short."""
    if not path.is_file():
        return None, "missing"
    try:
        with wave.open(str(path), "rb") as sound:
            frame = sound.getnchannels() * sound.getsampwidth()
            # Only what is really there counts: a header may promise more than the disk could take.
            frames = min(sound.getnframes(), max(path.stat().st_size - 44, 0) // frame)
            seconds = frames / sound.getframerate()
    except (wave.Error, EOFError, OSError, ZeroDivisionError):
        return None, "unreadable"
    short = expected_s is not None and seconds < expected_s - TOLERANCE_S
    return seconds, "short" if short else ""
