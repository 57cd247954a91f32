"""One call that goes on: its events and its sound together, and what its screen is told."""

from collections import deque
from datetime import datetime
from typing import Any

from sanxiang.desk.contacts.call import Call, advance
from sanxiang.desk.contacts.events import Event
from sanxiang.quality.audio import Live
from sanxiang.quality.live.apart import Apart
from sanxiang.quality.live.board import NOW, RESTS
from sanxiang.quality.live.ear import Ear
from sanxiang.quality.live.limits import Limits
from sanxiang.quality.live.nudge import Figures, Memory, advise
from sanxiang.quality.live.tuning import Tuning

LOOKS = 3


class Heard:
    def __init__(self, call_id: str, tuning: Tuning) -> None:
        self.id = call_id
        self.call = Call()
        self.site: int | None = None
        self.file = ""
        self.ear = Ear(tuning.pace)
        self._apart = Apart()
        self._tuning = tuning
        self._memory = Memory()
        self._level: float | None = None
        self._rates: deque[float] = deque(maxlen=LOOKS)

    def take(self, event: Event) -> None:
        """What the line reports."""
        self.call = advance(self.call, event).call
        if event.event == "offered":
            self.site = event.data.get("site")
        if event.event == "recording":
            self.file = str(event.data.get("file") or "")
        if self.call.recording_at is not None:
            self._apart.note(self.call.parked, self._second(self.call.recording_at, event.at))

    @property
    def over(self) -> bool:
        return self.call.over_at is not None

    def hear(self, now: float) -> None:
        """Hear what is new. Raises OSError."""
        self.ear.hear(now)
        if self.ear.live is not None:
            self._apart.word(self.ear.live.staff_last_word_s)

    def tell(self, limits: Limits) -> dict[str, Any]:
        """The snapshot for the screen of this call: plain figures, rounded."""
        live = self.ear.live
        if live is None or not self.ear.current:
            self._memory = Memory()
            return self.about(RESTS)
        figures = self._figures(live)
        self._memory = advise(self._memory, figures, limits, self._tuning.nudge)
        return {**self.about(NOW), "nudge": self._memory.shown, **self._meters(live, figures)}

    def about(self, state: str) -> dict[str, Any]:
        """Whose call it is, and no figures."""
        return {"call": self.id, "site": self.site, "staff": self.call.staff, "state": state}

    def _figures(self, live: Live) -> Figures:
        at_s, word = live.seconds, live.staff_last_word_s
        quiet_s = None if word is None else at_s - word
        self._note(live, quiet_s)
        return Figures(
            at_s=at_s,
            rate=sorted(self._rates)[len(self._rates) // 2] if self._rates else None,
            level=self._level,
            quiet_s=quiet_s,
            silence_s=max(0.0, min(live.silence_s, at_s - self._apart.together_s)),
            cut_in_s=max(self._cuts(live), default=None),
            both=live.staff_speaks and live.customer_speaks,
            apart=self.call.parked,
        )

    def _note(self, live: Live, quiet_s: float | None) -> None:
        """Take up how staff speak, while they do. The middle of the last looks counts: one look can err."""
        if quiet_s is None or (self._rates and quiet_s > self._tuning.nudge.fresh_s):
            return
        self._level = live.staff_level_dbov
        if live.staff_rate is not None:
            self._rates.append(live.staff_rate)

    def _meters(self, live: Live, figures: Figures) -> dict[str, Any]:
        return {
            "at": round(figures.at_s, 1),
            "rate": _rounded(figures.rate, None),
            "level": _rounded(figures.level, 1),
            "caller_level": _rounded(live.customer_level_dbov, 1),
            "staff_speaks": live.staff_speaks and not figures.apart,
            "caller_speaks": live.customer_speaks and not figures.apart,
            "silence": round(figures.silence_s, 1),
            "cuts": len(self._cuts(live)),
            "apart": figures.apart,
            "waiting_since": self._waiting_since(),
        }

    def _cuts(self, live: Live) -> list[float]:
        """When staff cut in on the caller; not what the caller could not hear."""
        begun = [one.from_s for one in live.overlaps if (one.by, one.kind) == ("staff", "interruption")]
        return [second for second in begun if not self._apart.at(second)]

    def _waiting_since(self) -> int | None:
        """Since when the caller on hold has heard no word, in epoch milliseconds."""
        second, began = self._apart.waiting_s, self.call.recording_at
        if second is None or began is None:
            return None
        return round((began.timestamp() + second) * 1000)

    @staticmethod
    def _second(began: datetime, at: datetime) -> float:
        return max(0.0, (at - began).total_seconds())


def _rounded(figure: float | None, digits: int | None) -> float | None:
    return None if figure is None else round(figure, digits)
