"""All calls that go on, heard in turn within a share of one core: meters are skipped rather than late."""

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts.events import BadEvent, event_of
from sanxiang.quality.live.board import AFTER, RESTS, Board
from sanxiang.quality.live.heard import Heard
from sanxiang.quality.live.limits import Limits
from sanxiang.quality.live.sound import NotOurs
from sanxiang.quality.live.tuning import Tuning

log = logging.getLogger("sanxiang.listen")

LIGHT = 0.6  # of what may be spent: a round that took less has room for one more call


class Follower:
    """`limits()`: the rulebook's, asked once a round. `spent()`: processor seconds of this process."""

    def __init__(
        self,
        recordings: Path,
        board: Board,
        limits: Callable[[], Limits],
        tuning: Tuning,
        *,
        spent: Callable[[], float] = time.process_time,
    ) -> None:
        self.calls: dict[str, Heard] = {}
        self._recordings = recordings
        self._board, self._limits, self._tuning, self._spent = board, limits, tuning, spent
        self._resting: set[str] = set()
        self._woken = 0.0

    def take(self, record: Mapping[str, Any]) -> None:
        """Note what the line reported; anything but a readable event of a call is passed over."""
        if record.get("stream") != "call":
            return
        try:
            event = event_of(dict(record))
        except BadEvent:
            return  # the intake keeps it and says so
        call_id = str(event.data.get("call") or "")
        heard = self.calls.setdefault(call_id, Heard(call_id, self._tuning))
        heard.take(event)
        if heard.over:
            self._drop(call_id)

    def _drop(self, call_id: str) -> None:
        del self.calls[call_id]
        self._resting.discard(call_id)
        self._board.remove(call_id)

    def round(self, now: float) -> None:
        """Hear what is new in the calls, the longest unheard first, as far as the time goes."""
        pace, limits, began = self._tuning.pace, self._limits(), self._spent()
        awake = [one for one in self.calls.values() if one.file and one.id not in self._resting]
        for heard in sorted(awake, key=lambda one: one.ear.served):
            if self._spent() - began > pace.share * pace.every_s:
                break
            self._hear(heard, limits, now)
        self._shed(awake, light=self._spent() - began < LIGHT * pace.share * pace.every_s, now=now)
        self._board.beat()

    def _hear(self, heard: Heard, limits: Limits, now: float) -> None:
        try:
            if not heard.ear.is_open and not self._open(heard, now):
                return
            heard.hear(now)
        except (OSError, NotOurs) as fault:
            self._lose(heard, fault)
            return
        except Exception as fault:  # one call's sound must not silence the others
            log.exception("the sound of call %s can't be followed", heard.id)
            self._lose(heard, fault)
            return
        if heard.ear.still(now):
            self._board.remove(heard.id)
        else:
            self._board.write(heard.id, heard.tell(limits))

    def _open(self, heard: Heard, now: float) -> bool:
        path = (self._recordings / heard.file).resolve()
        if not path.is_relative_to(self._recordings.resolve()):
            raise NotOurs(f"{heard.file} lies outside the recordings")
        try:
            heard.ear.open(path, now)
        except FileNotFoundError:  # not yet, or kept by another machine
            self._board.write(heard.id, heard.about(AFTER))
            return False
        return True

    def _lose(self, heard: Heard, fault: Exception) -> None:
        log.warning("call %s is not coached: %s", heard.id, fault)
        heard.ear.close()
        heard.file = ""
        self._board.remove(heard.id)

    def _shed(self, awake: list[Heard], *, light: bool, now: float) -> None:
        """Let the newest call rest when the machine can't carry all, and one come back when it can."""
        pace = self._tuning.pace
        if len(awake) > 1 and any(one.ear.late(now) for one in awake):
            newest = awake[-1]
            newest.ear.close()
            self._resting.add(newest.id)
            self._board.write(newest.id, newest.about(RESTS))
            self._woken = now
        elif light and self._resting and now - self._woken > pace.wake_s:
            self._woken = now
            self._resting.discard(next(one for one in self.calls if one in self._resting))
