"""Who came in while the other was speaking, and how.

Method: after Levinson & Torreira 2015: most overlaps are short ends of turns or backchannels, and neither is
a fault. An interruption: the other has been speaking for 0.5 s, who comes in was silent for 0.5 s, goes on
for 1 s or more, and both speak for 0.5 s. Known error: times are good to 50 ms, so an overlap between 0.45
and 0.55 s may fall on either side; whether it was cooperative only the words can tell.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from sanxiang.quality.audio.model import Overlap, Span

BURST_GAP_S = 0.5  # silences shorter than this are inside a burst
TALKING_S = 0.5
BURST_S = 1.0
OVERLAP_S = 0.5
SHORTEST_S = 0.1  # what is shorter is the uncertainty of the edges


def overlaps_of(customer: Sequence[Span], staff: Sequence[Span]) -> tuple[Overlap, ...]:
    """All overlaps of the two channels' speech, in order."""
    ours, theirs = bursts_of(staff), bursts_of(customer)
    found = _by("staff", ours, theirs, staff, customer) + _by("customer", theirs, ours, customer, staff)
    return tuple(sorted(found))


def bursts_of(spans: Sequence[Span]) -> list[Span]:
    bursts: list[Span] = []
    for span in spans:
        if bursts and span.from_s - bursts[-1].to_s < BURST_GAP_S:
            bursts[-1] = Span(bursts[-1].from_s, span.to_s)
        else:
            bursts.append(span)
    return bursts


def _by(
    who: str, own: Sequence[Span], others: Sequence[Span], speech: Sequence[Span], heard: Sequence[Span]
) -> list[Overlap]:
    found = []
    place = 0
    for burst in own:
        while place < len(others) and others[place].to_s <= burst.from_s:
            place += 1
        if place < len(others) and others[place].from_s < burst.from_s:
            found += _overlap(who, burst, others[place], speech, heard)
    return found


def _overlap(
    who: str, burst: Span, other: Span, speech: Sequence[Span], heard: Sequence[Span]
) -> list[Overlap]:
    until = min(burst.to_s, other.to_s)
    both = together(speech, heard, Span(burst.from_s, until))
    if both < SHORTEST_S:
        return []
    if burst.seconds < BURST_S and other.to_s > burst.to_s:
        return [Overlap(burst.from_s, until, who, "backchannel")]
    taken = burst.seconds >= BURST_S and both >= OVERLAP_S and burst.from_s - other.from_s >= TALKING_S
    return [Overlap(burst.from_s, until, who, "interruption" if taken else "talk_over")]


def together(one: Sequence[Span], other: Sequence[Span], within: Span) -> float:
    """Seconds inside `within` in which both speak."""
    return sum(
        max(0.0, min(a.to_s, b.to_s, within.to_s) - max(a.from_s, b.from_s, within.from_s))
        for a in _inside(one, within)
        for b in _inside(other, within)
    )


def _inside(spans: Sequence[Span], within: Span) -> Sequence[Span]:
    """Those of the ordered `spans` that reach into `within`."""
    first = bisect_right(spans, within.from_s, key=_end)
    return spans[first : bisect_left(spans, within.to_s, lo=first, key=_begin)]


def _begin(span: Span) -> float:
    return span.from_s


def _end(span: Span) -> float:
    return span.to_s
