"""The words a rulebook may use: measures with their figures, kinds, and what the console can see.

The measures themselves live above, in quality/scoring; a test there holds the two lists together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

KINDS = ("signal", "audio", "text", "record", "person")


@dataclass(frozen=True, slots=True)
class MeasureShape:
    """`unit`: of the value, the limit and the best window (None: the measure gives no figure).

    `figures`: every figure the measure reads and the unit it reads it in; those in `optional` may be
    left out. `phrases`: lists of the rulebook that it looks words up in.
    """

    unit: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()


MEASURES: Mapping[str, MeasureShape] = {
    "rings_to_answer": MeasureShape("rings", {"limit": "rings", "best": "rings"}, frozenset({"best"})),
    "late_answer_apology": MeasureShape("rings", {"limit": "rings"}, phrases=("apology",)),
    "longest_hold": MeasureShape("s", {"limit": "s"}),
    "longest_silence": MeasureShape("s", {"limit": "s"}),
    "restated": MeasureShape(phrases=("restating",)),
    "call_length": MeasureShape("s", {"limit": "s"}),
    "who_hung_up": MeasureShape("s", {"limit": "s"}, phrases=("closing",)),
    "ring_back": MeasureShape("s", {"limit": "s"}),
    "attended_transfer": MeasureShape(),
    "failed_transfer": MeasureShape(figures={"grace": "s", "apology_within": "s"}, phrases=("apology",)),
    "classified": MeasureShape(),
    "message_parts": MeasureShape(),
}

TIME_LIMIT_FIGURES: Mapping[str, str] = {"within": "s", "warn_before": "s"}

SEEN_EVENTS = (
    "alerting",
    "answered",
    "recording",
    "held",
    "retrieved",
    "muted",
    "unmuted",
    "consulted",
    "consult_answered",
    "consult_failed",
    "transferred",
    "hung_up",
    "ended",
)
SEEN_BY_WHOM = ("customer", "staff", "system")
SEEN_FIELDS = (
    "category",
    "caller_name",
    "unit",
    "phone",
    "summary",
    "restated",
    "promised",
    "message",
    "handling",
    "saved_at",
)

PLACES = frozenset({"opening", "centre", "company", "name", "number", "caller"})
"""What a sentence to say may leave open, as {name}."""


def is_seen(word: str) -> bool:
    """Whether the console can see `word`: "call.<event>", "call.hung_up:customer" or "record.<field>"."""
    source, _, what = word.partition(".")
    if source == "record":
        return what in SEEN_FIELDS
    event, colon, whom = what.partition(":")
    return source == "call" and event in SEEN_EVENTS and (not colon or whom in SEEN_BY_WHOM)
