"""Counting rings by the cadence of the line."""


def rings(seconds: float, cycle_s: float) -> int:
    """Return the ring cycle (from 1) in which `seconds` after `offered` falls.

    `cycle_s`: length of one ring and its silence. With 5 s: 6.0 → 2, 14.9 → 3, 15.4 → 4. An answer on
    the very start of a cycle counts to the cycle that begins. Times are whole milliseconds, so the
    division is done in them. Raises ValueError for a cycle that is not
    positive; what lies before `offered` counts as the first ring.
    """
    cycle = round(cycle_s * 1000)
    if cycle <= 0:
        raise ValueError("a ring cycle has a length")
    return max(0, round(seconds * 1000)) // cycle + 1
