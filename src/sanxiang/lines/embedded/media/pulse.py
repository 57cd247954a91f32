"""The beat of the media: every 20 ms for what we send ourselves, every second for what is to be watched."""

import asyncio
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

BEAT_S = 0.020
SHORTEST_S = 0.002
CATCH_UP = 5  # beats made up for after a stall; more would only pile up in the listener's buffer


class Pulse:
    """Calls `beat(now)` 50 times a second without drift and `watch(now, count)` once a second."""

    def __init__(self, beat: Callable[[float], None], watch: Callable[[float, int], None]) -> None:
        self._beat, self._watch = beat, watch
        self._handle: asyncio.TimerHandle | None = None
        self._due = 0.0
        self._count = 0

    def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._due = self._loop.time()
        self._tick()

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None

    def _tick(self) -> None:
        now = self._loop.time()
        missed = int((now - self._due) / BEAT_S)
        if missed > CATCH_UP:
            self._due += (missed - CATCH_UP) * BEAT_S
        while self._due <= now:
            self._due += BEAT_S
            self._once(now)
        # uvloop counts whole milliseconds, rounded down: asked for less, it would spin until the time comes.
        self._handle = self._loop.call_later(max(SHORTEST_S, self._due - self._loop.time()), self._tick)

    def _once(self, now: float) -> None:
        try:
            self._beat(now)
            self._count += 1
            if self._count % 50 == 0:
                self._watch(now, self._count // 50)
        except Exception:  # one call's fault must not silence all the others
            log.exception("A beat failed.")
