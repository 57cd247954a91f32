"""Following one recording: what is new goes to the streaming analysis, never more than there is time for."""

from dataclasses import replace
from pathlib import Path

from sanxiang.quality.audio import Listener, Live
from sanxiang.quality.live.sound import GrowingSound
from sanxiang.quality.live.tuning import Pace


class Ear:
    """Closed until `open` finds the file. Times it tells are on the recording's clock."""

    def __init__(self, pace: Pace) -> None:
        self.live: Live | None = None
        self.listener: Listener | None = None
        self.served = 0.0
        self._pace = pace
        self._sound: GrowingSound | None = None
        self._from_s = 0.0  # what was said before was not heard
        self._frames = 0
        self._grown_at = 0.0
        self._caught_up = False

    def open(self, path: Path, now: float) -> None:
        """Take a recording up, a little way back from its end. Raises OSError, NotOurs.

        `now`, here and below: monotonic seconds.
        """
        sound = GrowingSound(path)
        self._frames, self._grown_at = sound.frames, now
        sound.at = max(0, self._frames - round(self._pace.back_s * sound.rate))
        self._sound, self.listener = sound, Listener(sound.rate)
        self._from_s, self._caught_up = sound.at / sound.rate, False

    def close(self) -> None:
        self._sound = self.listener = self.live = None
        self._caught_up = False

    @property
    def is_open(self) -> bool:
        return self._sound is not None

    def hear(self, now: float, *, all_of_it: bool = False) -> None:
        """Hear what is new and settled, at most a slice; `all_of_it`: to the last frame. Raises OSError."""
        assert self._sound is not None and self.listener is not None
        self._look(now)
        rate, pace = self._sound.rate, self._pace
        settled = self._frames - (0 if all_of_it else round(pace.settled_s * rate))
        samples = self._sound.read(settled, self._frames if all_of_it else round(pace.slice_s * rate))
        if len(samples):
            self.listener.feed(samples)
            self.live = _moved(self.listener.now(), self._from_s)
        self._caught_up = self._caught_up or self.behind_s < pace.late_s
        self.served = now

    def _look(self, now: float) -> None:
        assert self._sound is not None
        frames = self._sound.frames
        if frames != self._frames:
            self._frames, self._grown_at = frames, now

    @property
    def behind_s(self) -> float:
        """Seconds of settled sound not heard yet."""
        if self._sound is None:
            return 0.0
        return max(0.0, (self._frames - self._sound.at) / self._sound.rate - self._pace.settled_s)

    @property
    def current(self) -> bool:
        """Whether `live` tells of this moment."""
        return self.live is not None and self._caught_up and self.behind_s < self._pace.late_s

    def late(self, now: float) -> bool:
        """Unheard for longer than a meter may be, though the call had been caught up with."""
        return self._caught_up and now - self.served > self._pace.late_s

    def still(self, now: float) -> bool:
        """Whether the recording grows no more: it is over, or its disk is full."""
        return self.is_open and now - self._grown_at > self._pace.still_s


def _moved(live: Live, by_s: float) -> Live:
    """The same on the recording's clock, for an ear that was opened later."""
    if not by_s:
        return live
    word = live.staff_last_word_s
    overlaps = [one._replace(from_s=one.from_s + by_s, to_s=one.to_s + by_s) for one in live.overlaps]
    return replace(
        live,
        seconds=live.seconds + by_s,
        overlaps=tuple(overlaps),
        staff_last_word_s=None if word is None else word + by_s,
    )
