"""The thread that writes all recordings, so that no disk ever holds up a voice."""

import errno
import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from sanxiang.desk.contacts.ports import Recorded

from .recording import Recording

log = logging.getLogger(__name__)

FLUSH_EVERY_S = 0.5
SYNC_EVERY = 10  # flushes: after a power cut at most five seconds are gone, after kill -9 half of one
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Recorder:
    """Keeps the recordings going on. `on_fault(call, reason)` comes from the writer's thread."""

    def __init__(self, on_fault: Callable[[str, str], None] = lambda call, reason: None) -> None:
        self._on_fault = on_fault
        self._live: dict[str, Recording] = {}
        self._ending: deque[tuple[str, Recording]] = deque()
        self._wake = threading.Event()
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
        self._thread.start()

    def start(self, call: str, path: Path, at: float) -> Recording:
        recording = self._live[call] = Recording(path, at)
        return recording

    def stop(self, call: str, at: float) -> Recorded:
        """End a call's recording; a call that has none gives an empty result with reason "none"."""
        recording = self._live.get(call)
        if recording is None:
            return Recorded(0.0, 0, ok=False, reason="none")
        del self._live[call]
        result = recording.stop(at)
        self._ending.append((call, recording))
        self._wake.set()
        return result

    @property
    def idle(self) -> bool:
        """Whether every recording that was stopped is on disk."""
        return not self._ending

    def close(self) -> None:
        """Stop all recordings and wait until they are on disk."""
        for call in list(self._live):
            self.stop(call, time.monotonic())
        self._closing = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        count = 0
        while not self._closing:
            live = [*self._live.items()]
            self._rest(len(live))
            count += 1
            for number, (call, recording) in enumerate(live):
                if self._live.get(call) is recording:
                    self._flush(call, recording, sync=(count + number) % SYNC_EVERY == 0)
                    self._rest(len(live))
        self._end_all()

    def _rest(self, live: int) -> None:
        """Spread the work of all recordings over the half second: a burst would hold up the voices.

        A call that ends does not wait for its turn.
        """
        self._wake.wait(FLUSH_EVERY_S / (live + 1))
        self._wake.clear()
        self._end_all()

    def _end_all(self) -> None:
        while self._ending:
            call, recording = self._ending[0]
            if self._flush(call, recording, sync=True) or self._flush(call, recording, sync=True):
                self._ending.popleft()

    def _flush(self, call: str, recording: Recording, *, sync: bool) -> bool:
        try:
            return recording.flush(time.monotonic(), sync=sync)
        except Exception as error:  # whatever happened to one recording must not end the others
            full = isinstance(error, OSError) and error.errno in FULL
            recording.fail("disk_full" if full else "recorder")
            log.error("Recording of call %s stopped: %s", call, error)
            self._on_fault(call, recording.reason)
            return False
