"""The gate before the exchange: who is in goes on well, who comes too many waits outside with a word."""

OPEN_AGAIN_S = 15.0


class Gate:
    """Carries `max_calls`; while more than `late_share` of the packets are late, no more than there are."""

    def __init__(self, max_calls: int, late_share: float) -> None:
        self.shut = False
        self._max, self._late_share = max_calls, late_share
        self._bad_at = 0.0
        self._limit = max_calls

    def look(self, late_share: float, carried: int, now: float) -> int:
        """Calls to carry at most, for the load as it is at `now` (monotonic seconds)."""
        if late_share > self._late_share:
            if not self.shut:
                self._limit = min(self._max, max(1, carried))
            self.shut, self._bad_at = True, now
        elif self.shut and now - self._bad_at > OPEN_AGAIN_S:
            self.shut, self._limit = False, self._max
        return self._limit
