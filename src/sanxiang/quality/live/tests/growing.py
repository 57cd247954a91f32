"""A call whose recording grows on disk as the line writes it, and the follower that hears it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly
from tests.voices.speak import OPERATOR, RESIDENT, Voice, read, speak

from sanxiang.lines.embedded.media.wav import GrowingWav
from sanxiang.quality.live.board import Board
from sanxiang.quality.live.board import read as read_board
from sanxiang.quality.live.follower import Follower
from sanxiang.quality.live.limits import Limits
from sanxiang.quality.live.tuning import Pace, tuning

RATE = 8000
BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
LIMITS = Limits(rate=(90.0, 160.0), level=(-36.0, -12.0), silence_s=15.0, cut_in=True)
Samples = NDArray[np.int16]


def said(text: str, voice: Voice, path: Path) -> Samples:
    sound, rate = read(speak(text, voice, path))
    sound = resample_poly(sound, RATE, rate)
    return (sound / np.abs(sound).max() * 0.4 * 32767).astype(np.int16)


class Script:
    """A two-channel sound put together piece by piece."""

    def __init__(self, folder: Path) -> None:
        self.staff = said(
            "您好，客服中心，我是李静，请讲。好的，我马上为您登记。", OPERATOR, folder / "a.wav"
        )
        self.caller = said("厨房的水管漏水了，麻烦你们快一点派人来看看好不好。", RESIDENT, folder / "b.wav")
        self._pieces: list[Samples] = [np.zeros((RATE // 2, 2), np.int16)]

    def quiet(self, seconds: float) -> "Script":
        self._pieces.append(np.zeros((round(seconds * RATE), 2), np.int16))
        return self

    def both(
        self, *, staff: Samples | None = None, caller: Samples | None = None, after_s: float = 0.0
    ) -> "Script":
        """`after_s`: staff begin so long after the caller."""
        late = round(after_s * RATE)
        size = max(len(staff) + late if staff is not None else 0, len(caller) if caller is not None else 0)
        piece = np.zeros((size, 2), np.int16)
        if caller is not None:
            piece[: len(caller), 0] = caller
        if staff is not None:
            piece[late : late + len(staff), 1] = staff
        self._pieces.append(piece)
        return self.quiet(0.4)

    def turns(self, count: int) -> "Script":
        for _ in range(count):
            self.both(staff=self.staff).both(caller=self.caller)
        return self

    def made(self) -> Samples:
        whole = np.concatenate(self._pieces)
        noise = np.random.default_rng(1).normal(0, 6, whole.shape)
        return (whole + noise).astype(np.int16)


class Line:
    """Says what a line says and writes what it writes."""

    def __init__(self, home: Path, *, spent=None, pace: Pace | None = None) -> None:
        self.home, self.now_s = home, 0.0
        self._more = {"spent": spent} if spent else {}
        self._tuning = tuning()._replace(pace=pace or tuning().pace)
        self._records: list[dict] = []
        self._files: dict[str, tuple[GrowingWav, Samples]] = {}
        self.start()

    def start(self) -> None:
        """A new process that listens, with nothing but the spool and the recordings."""
        board = Board(self.home / "live")
        self.follower = Follower(self.home / "rec", board, lambda: LIMITS, self._tuning, **self._more)
        for record in self._records:
            self.follower.take(record)

    def tell(self, call: str, event: str, **data) -> None:
        at = (BEGAN + timedelta(seconds=self.now_s)).isoformat(timespec="milliseconds")
        record = {
            "stream": "call",
            "eid": f"{len(self._records)}",
            "call": call,
            "at": at,
            "event": event,
            **data,
        }
        self._records.append(record)
        self.follower.take(record)

    def begins(self, call: str, sound: Samples, *, file: bool = True) -> None:
        self.tell(call, "offered", line="general", direction="in", site=1, **{"from": None, "to": None})
        self.tell(call, "alerting", staff="8001")
        self.tell(call, "answered", staff="8001")
        self.tell(call, "recording", sample_rate=RATE, file=f"{call}.wav")
        if file:
            self._files[call] = (GrowingWav(self.home / "rec" / f"{call}.wav"), sound)

    def goes_on(self, seconds: float, *, listen: bool = True) -> list[dict]:
        """Half a second after the other; what the screen of the first call is told each time."""
        seen = []
        for _ in range(round(seconds * 2)):
            self.now_s += 0.5
            for file, sound in self._files.values():
                file.write(file.frames, sound[file.frames : round(self.now_s * RATE)])
            if listen:
                self.follower.round(self.now_s)
                seen += [self.told(call) for call in list(self._files)[:1]]
        return seen

    def told(self, call: str) -> dict:
        return read_board(self.home / "live", call)

    def path(self, call: str) -> Path:
        return self.home / "rec" / f"{call}.wav"
