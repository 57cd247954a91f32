"""Arrays in, numbers out: what can be measured of a two-channel recording without recognising a word.

Channel 0 is the customer, channel 1 is staff; 8,000 or 16,000 Hz. Nothing here knows a rule or a limit.
"""

from typing import TYPE_CHECKING, Any

from sanxiang.quality.audio.model import (
    Analysis,
    BadSound,
    Live,
    Overlap,
    Span,
    Turn,
    Voice,
    gaps_in,
)

if TYPE_CHECKING:
    from sanxiang.quality.audio.files import analyse_file
    from sanxiang.quality.audio.listener import Listener, analyse

__all__ = [
    "Analysis",
    "BadSound",
    "Listener",
    "Live",
    "Overlap",
    "Span",
    "Turn",
    "Voice",
    "analyse",
    "analyse_file",
    "gaps_in",
]


def __getattr__(name: str) -> Any:
    # numpy and scipy cost 0.3 s to import: only who listens pays for them.
    if name in ("Listener", "analyse"):
        from sanxiang.quality.audio import listener

        return getattr(listener, name)
    if name == "analyse_file":
        from sanxiang.quality.audio.files import analyse_file

        return analyse_file
    raise AttributeError(name)
