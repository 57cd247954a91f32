"""All that the line process is told at its start."""

import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.lines.switchboard.figures import Figures

from .media.settings import MediaSettings, from_environment

OWN_FILE = "line.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSettings:
    """`url`: the address people type, whose origin may connect. `late_share`: see line.toml."""

    home: Path
    host: str
    port: int
    url: str
    media: MediaSettings
    figures: Figures
    late_share: float


def read_settings(home: Path, *, host: str, port: int, url: str) -> LineSettings:
    """Read the environment and line.toml, ours and the company's. Refused names what can't be read."""
    media = from_environment(prompts=home / "prompts")
    told = _figures(home / OWN_FILE)
    late_share = float(told.pop("late_share"))
    figures = Figures(max_calls=media.max_calls, **told)
    return LineSettings(
        home=home, host=host, port=port, url=url, media=media, figures=figures, late_share=late_share
    )


def _figures(own: Path) -> dict[str, Any]:
    ours = tomllib.loads((resources.files(__package__) / OWN_FILE).read_text(encoding="utf-8"))
    theirs = _parsed(own) if own.is_file() else {}
    for name, value in theirs.items():
        _check(own, name, value, ours)
    return ours | theirs


def _parsed(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as fault:
        raise Refused(gettext("%(path)s 读不出来：%(fault)s", path=path, fault=fault)) from fault


def _check(path: Path, name: str, value: Any, ours: dict[str, Any]) -> None:
    if name not in ours:
        known = " ".join([*(f.name for f in fields(Figures) if f.name in ours), "late_share"])
        raise Refused(
            gettext("%(path)s 中没有 %(name)s 这一项；可用的：%(known)s", path=path, name=name, known=known)
        )
    wanted = (int,) if type(ours[name]) is int else (int, float)
    if type(value) not in wanted or value < 0:
        raise Refused(gettext("%(path)s 中的 %(name)s 应是不小于 0 的数。", path=path, name=name))
