"""The newcomer's map: which fact is followed by what, in the same transaction or after the commit."""

from sanxiang.kernel.facts.facts import Wire

WIRING: tuple[Wire, ...] = ()
