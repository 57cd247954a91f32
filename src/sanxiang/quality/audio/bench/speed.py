"""Audio seconds for each processor second on one core, and the most memory a long recording takes."""

import subprocess
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanxiang.quality.audio import analyse
from sanxiang.quality.audio.bench.speech import RATE

Samples = NDArray[np.int16]
ROUNDS = 3
_CHILD = """
import pathlib, resource, sys
from sanxiang.quality.audio import analyse_file
analyse_file(sys.argv[1])
status = pathlib.Path("/proc/self/status")
if status.exists():  # ru_maxrss would count what the process was forked from
    lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
    print(int(lines["VmHWM"].split()[0]) / 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2)
"""


def times_real_time(samples: Samples, work: Callable[[Samples], Any] | None = None) -> float:
    """The best of three; `samples` (n, 2)."""
    work = work or (lambda given: analyse(given, RATE))
    work(samples[: RATE * 5])  # what is only made once
    spent = []
    for _ in range(ROUNDS):
        before = time.process_time()
        work(samples)
        spent.append(time.process_time() - before)
    return round(len(samples) / RATE / min(spent))


def peak_mb(samples: Samples, minutes: int) -> float:
    """Of a fresh process that analyses a file of `minutes` made of `samples` again and again."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "audio.wav"
        with wave.open(str(path), "wb") as file:
            file.setnchannels(2)
            file.setsampwidth(2)
            file.setframerate(RATE)
            for _ in range(-(-minutes * 60 * RATE // len(samples))):
                file.writeframes(samples.astype("<i2").tobytes())
        command = [sys.executable, "-c", _CHILD, str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    return round(float(done.stdout), 1)
