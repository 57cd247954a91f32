"""Figures with their units, as a rulebook writes them: `3` with a unit beside it, or "10 min"."""

from typing import NamedTuple


class Unit(NamedTuple):
    """`factor`: how many of the dimension's base unit this is."""

    dimension: str
    factor: float


UNITS: dict[str, Unit] = {
    "ms": Unit("time", 0.001),
    "s": Unit("time", 1),
    "min": Unit("time", 60),
    "h": Unit("time", 3600),
    "day": Unit("time", 86400),
    "rings": Unit("rings", 1),
    "times": Unit("count", 1),
    "chars/min": Unit("rate", 1),
    "dB": Unit("level", 1),
    "st": Unit("pitch", 1),
    "%": Unit("share", 1),
}

Number = int | float


class UnknownUnit(ValueError):
    """The text names no unit of UNITS, or one of another dimension. The argument is that text."""


def convert(number: Number, unit: str, to: str) -> Number:
    """Return `number` of `unit` as a number of `to`; whole numbers stay whole. Raises UnknownUnit."""
    have, want = UNITS.get(unit), UNITS.get(to)
    if have is None or want is None or have.dimension != want.dimension:
        raise UnknownUnit(unit)
    return _whole(number if have == want else round(number * have.factor / want.factor, 6))


def parse(text: str, to: str) -> Number:
    """Read "10 min" as a number of `to` (as 600 of "s"). Raises UnknownUnit, or ValueError for no number."""
    number, _, unit = text.strip().partition(" ")
    if not number.removeprefix("-").replace(".", "", 1).isdecimal():
        raise ValueError(text)
    return convert(float(number), unit.strip(), to)


def _whole(number: Number) -> Number:
    return int(number) if number == int(number) else number
