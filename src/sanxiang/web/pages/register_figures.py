"""Figures of findings with their units, as people read them."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sanxiang.web.pages.register_words import seconds_of

if TYPE_CHECKING:
    from sanxiang.rules.rulebook.model import Clause


def figure_of(value: Any, unit: str) -> str:
    """A figure with its unit; a pair as from–to; "" for none."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        between = "–" if min(value) >= 0 else _(" 至 ")
        shown = between.join(f"{part:g}" for part in value)
        return _words().get(unit, "%(n)s") % {"n": shown} if unit != "s" else f"{shown} " + _("秒")
    if unit == "s":
        return seconds_of(value)
    if unit == "h":
        return f"{int(value):02}:{int(value * 60) % 60:02}"
    return _words().get(unit, "%(n)s") % {"n": f"{value:g}"}


def limit_of(limit: Any, unit: str, clause: "Clause | None") -> str:
    """What the figure is held against; "" where the clause has no figure."""
    if limit is not None:
        return _("限 %(limit)s") % {"limit": figure_of(limit, unit)}
    least = clause.figures.get("least") if clause else None
    return _("至少 %(least)s") % {"least": figure_of(least, unit)} if least is not None else ""


def _words() -> dict[str, str]:
    return {
        "rings": _("%(n)s 声"),
        "chars/min": _("%(n)s 字/分"),
        "times": _("%(n)s 次"),
        "st": _("%(n)s 个半音"),
        "dB": "%(n)s dBov",
        "%": "%(n)s%%",
    }
