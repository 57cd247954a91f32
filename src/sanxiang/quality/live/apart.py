"""When the two on a call could not hear each other, on the recording's clock. Pure."""

from typing import NamedTuple

SLACK_S = 0.3  # a word may end this long after the key was pressed


class Stretch(NamedTuple):
    """`to_s` is None while it lasts."""

    from_s: float
    to_s: float | None = None

    def holds(self, at_s: float) -> bool:
        return self.from_s + SLACK_S < at_s and (self.to_s is None or at_s < self.to_s)


class Apart:
    """Holds and consultations, in the order of time."""

    def __init__(self) -> None:
        self.stretches: list[Stretch] = []
        self._heard_s = 0.0  # the caller's last word from staff

    def note(self, apart: bool, at_s: float) -> None:
        """From second `at_s` on the two are apart, or together."""
        if apart == self.now:
            return
        if apart:
            self.stretches.append(Stretch(at_s))
        else:
            self.stretches[-1] = self.stretches[-1]._replace(to_s=at_s)

    @property
    def now(self) -> bool:
        return bool(self.stretches) and self.stretches[-1].to_s is None

    def at(self, second: float) -> bool:
        return any(stretch.holds(second) for stretch in self.stretches)

    def word(self, at_s: float | None) -> None:
        """Staff spoke until second `at_s`; what was said into a hold nobody heard."""
        if at_s is not None and not self.at(at_s):
            self._heard_s = max(self._heard_s, at_s)

    @property
    def together_s(self) -> float:
        """Since when they hear each other (again)."""
        ended = [stretch.to_s for stretch in self.stretches if stretch.to_s is not None]
        return ended[-1] if ended else 0.0

    @property
    def waiting_s(self) -> float | None:
        """Since when the caller who waits has heard no word, however often the hold was broken (TLK-8)."""
        if not self.now:
            return None
        since = None
        for stretch in reversed(self.stretches):
            if stretch.to_s is not None and (since is None or stretch.to_s <= self._heard_s):
                break
            since = stretch.from_s
        return since
