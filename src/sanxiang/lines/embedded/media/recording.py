"""One call's recording: packets in, a two-channel WAV file out. The event loop only appends to a list."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sanxiang.desk.contacts.ports import Recorded

from .g711 import RATE, decode
from .rtp import Packet
from .timeline import Timeline
from .wav import FRAME_BYTES, HEADER_BYTES, GrowingWav

CUSTOMER, STAFF = 0, 1
WINDOW = 3 * RATE  # samples kept in memory so that late packets and mixing can still change them
Chunk = tuple[int, int, bytes, int]  # position, channel, payload, law


class Recording:
    """Second 0 is `started` (monotonic). `add`, `stop` are for the loop, `flush`, `fail` for the writer."""

    def __init__(self, path: Path, started: float) -> None:
        self.path = path
        self.started = started
        self.reason = ""
        self.late = 0
        self._lines: dict[tuple[str, int], Timeline] = {}
        self._chunks: deque[Chunk] = deque()
        self._finished = False
        self._stopped_at: float | None = None
        self._wav: GrowingWav | None = None
        self._base = 0
        self._window: NDArray[np.int32] = np.zeros((0, 2), np.int32)

    def add(self, party: str, channel: int, packet: Packet, at: float) -> None:
        """Note a packet of `party` that arrived at monotonic second `at`."""
        line = self._lines.get((party, channel))
        if line is None:
            line = self._lines[party, channel] = Timeline()
        kind, sequence, timestamp, ssrc, payload = packet
        position = line.place(ssrc, sequence, timestamp, len(payload), at - self.started)
        self._chunks.append((position, channel, payload, kind))

    def stop(self, at: float) -> Recorded:
        """End at monotonic second `at`. The writer finishes the file a moment later."""
        self._stopped_at = at
        frames = self._frames(at)
        if self.reason and self._wav is not None:
            frames = self._wav.frames
        size = HEADER_BYTES + frames * FRAME_BYTES
        return Recorded(frames / RATE, size, not self.reason, self.reason)

    def flush(self, now: float, *, sync: bool = False) -> bool:
        """Write what came in up to `now`; True when the recording is complete. Raises OSError."""
        stopped = self._stopped_at
        chunks = [self._chunks.popleft() for _ in range(len(self._chunks))]
        if not self.reason and not self._finished:
            if self._wav is None:
                self._wav = GrowingWav(self.path)
            self._write(chunks, self._frames(now if stopped is None else stopped))
            if sync or stopped is not None:
                self._wav.sync()
        if stopped is not None and not self._finished:
            self._finish()
        return stopped is not None

    def fail(self, reason: str) -> None:
        """Write no more; what is in the file stays."""
        self.reason = reason
        self._chunks.clear()

    def _finish(self) -> None:
        self._finished = True
        if self._wav is not None:
            with suppress(OSError):
                self._wav.close()

    def _frames(self, at: float) -> int:
        return max(0, round((at - self.started) * RATE))

    def _write(self, chunks: list[Chunk], end: int) -> None:
        """Mix the chunks into the window and write every frame that may have changed, up to `end`."""
        assert self._wav is not None
        first = min(self._wav.frames, *(max(c[0], self._base) for c in chunks), end)
        self._reach(max(end, max((c[0] + len(c[2]) for c in chunks), default=0)))
        for position, channel, payload, law in _joined(chunks):
            self._mix(position, channel, payload, law)
        if end > first:
            piece = self._window[first - self._base : end - self._base]
            self._wav.write(first, np.clip(piece, -32768, 32767).astype(np.int16))
        self._forget(end)

    def _mix(self, position: int, channel: int, payload: bytes, law: int) -> None:
        samples = decode(payload, law)
        start = position - self._base
        if start < 0:  # older than the window, or before second 0
            self.late += start + len(samples) <= 0
            samples, start = samples[-start:], 0
        self._window[start : start + len(samples), channel] += samples

    def _reach(self, end: int) -> None:
        missing = end - self._base - len(self._window)
        if missing > 0:
            self._window = np.concatenate([self._window, np.zeros((missing, 2), np.int32)])

    def _forget(self, end: int) -> None:
        surplus = end - WINDOW - self._base
        if surplus > RATE:
            self._window = self._window[surplus:].copy()
            self._base += surplus


def _joined(chunks: list[Chunk]) -> Iterator[Chunk]:
    """The same with neighbours put together: one piece to decode and mix instead of fifty a second."""
    runs: dict[int, list[Chunk]] = {}
    ends: dict[int, int] = {}
    for chunk in chunks:
        position, channel, payload, law = chunk
        run = runs.get(channel)
        if run and ends[channel] == position and run[0][3] == law:
            run.append(chunk)
        else:
            if run:
                yield _one(run)
            runs[channel] = [chunk]
        ends[channel] = position + len(payload)
    for run in runs.values():
        yield _one(run)


def _one(run: list[Chunk]) -> Chunk:
    return run[0][0], run[0][1], b"".join(chunk[2] for chunk in run), run[0][3]
