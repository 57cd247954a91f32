"""Saying figures and surnames back so that nobody mishears them (TLK-11)."""

import re

from sanxiang.rules.rulebook.model import ReadBack


def digits(readback: ReadBack, number: str) -> str:
    """Return the digits one by one, an 11-digit number in its groups: "幺三八 零零幺三 八零零零"."""
    figures = [one for one in number if one in readback.digits]
    groups = readback.phone_groups if len(figures) == sum(readback.phone_groups) else (len(figures),)
    said, at = [], 0
    for size in groups:
        said.append("".join(readback.digits[one] for one in figures[at : at + size]))
        at += size
    return " ".join(said)


def unit(readback: ReadBack, label: str) -> str:
    """Return a unit's label with its figures read singly: "3栋2单元1001" → "三栋 二单元 幺零零幺"."""
    parts = re.findall(r"\d+[^\d\s]*|[^\d\s]+", label)
    return " ".join("".join(readback.digits.get(one, one) for one in part) for part in parts)


def surname(readback: ReadBack, name: str) -> str | None:
    """Return how the surname of `name` is told apart ("弓长张"), two characters first; None: not listed."""
    return readback.surnames.get(name[:2]) or readback.surnames.get(name[:1])
