"""The words a rulebook may use: measures with their figures, kinds, and what the console can see.

The measures themselves live above, in quality/scoring; a test there holds the two lists together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sanxiang.kernel.words import gettext_noop
from sanxiang.rules.rulebook.clause import Text

KINDS = ("signal", "audio", "text", "record", "person")


@dataclass(frozen=True, slots=True)
class MeasureShape:
    """`unit`: of the value, the limit and the best window (None: the measure gives no figure).

    `figures`: every figure the measure reads and the unit it reads it in; those in `optional` may be
    left out. `phrases`: lists of the rulebook that it looks words up in. `reads`: which of the clause's own
    `parts`, `cue` and `fields` it reads; `needs`: those it can't do without.
    """

    unit: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    optional: frozenset[str] = frozenset()
    phrases: tuple[str, ...] = ()
    reads: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()


def _shape(
    unit: str | None = None, *, optional: str = "", phrases: str = "", reads: str = "", **figures: str
) -> MeasureShape:
    """Words in `reads` that end in "!" are needed."""
    read = {word.rstrip("!") for word in reads.split()}
    needed = {word.rstrip("!") for word in reads.split() if word.endswith("!")}
    return MeasureShape(
        unit,
        figures,
        frozenset(optional.split()),
        tuple(phrases.split()),
        frozenset(read),
        frozenset(needed),
    )


MEASURES: Mapping[str, MeasureShape] = {
    # signal and record
    "rings_to_answer": _shape("rings", limit="rings", best="rings", optional="best"),
    "late_answer_apology": _shape("rings", limit="rings", phrases="apology"),
    "longest_hold": _shape("s", limit="s"),
    "longest_silence": _shape("s", limit="s"),
    "restated": _shape(phrases="restating"),
    "call_length": _shape("s", limit="s"),
    "who_hung_up": _shape("s", limit="s", phrases="closing"),
    "ring_back": _shape("s", limit="s"),
    "attended_transfer": _shape(),
    "failed_transfer": _shape(grace="s", apology_within="s", phrases="apology"),
    "classified": _shape(),
    "message_parts": _shape(),
    "quiet_hours": _shape(
        "h",
        **dict.fromkeys(("day", "lunch", "dinner", "rest_days", "monday", "friday", "first"), "h"),
        optional="lunch dinner rest_days monday friday first",
    ),
    "private_call": _shape(),
    "caller_identified": _shape(reads="fields!"),
    "transfer_identified": _shape(),
    "by_person": _shape(),
    # sound
    "greeting_delay": _shape("s", limit="s"),
    "speech_rate": _shape("chars/min", limit="chars/min", aim="chars/min", optional="aim"),
    "loudness": _shape("dB", limit="dB", spread="dB", optional="spread"),
    "pitch_variation": _shape("st", least="st"),
    "interruptions": _shape("times", limit="times"),
    "response_time": _shape("s", limit="s", monologue="s", optional="monologue"),
    # words
    "greeting_parts": _shape(reads="parts!"),
    "closing_parts": _shape(reads="parts!"),
    "words_in_situation": _shape("times", within="times", optional="within", reads="parts! cue!"),
    "courtesy_words": _shape("times", least="times", phrases="courtesy"),
    "polite_address": _shape("%", limit="%"),
    "orders": _shape("times", limit="times", phrases="orders requests"),
    "forbidden_words": _shape("times", limit="times"),
    "surname_used": _shape("times", least="times"),
    "hedges": _shape("times", limit="times", phrases="hedges"),
    "hold_words": _shape(
        "s", least="s", within="s", optional="least within", phrases="waiting apology thanks"
    ),
}

SPECIAL_PARTS = frozenset({"@organisation", "@staff", "@caller"})
"""Parts that are no phrase list: the desk's own name, the operator's name or number, the caller's surname."""

CUE_BY = ("customer", "staff", "any")
DIRECTIONS = ("in", "out")

ITEMS: Mapping[str, Text] = {
    "service_time": Text(gettext_noop("服务时间"), "Service time"),
    "connection": Text(gettext_noop("接通情况"), "Connection"),
    "wording": Text(gettext_noop("服务用语"), "Wording"),
    "manner": Text(gettext_noop("服务态度"), "Manner"),
    "first_asked": Text(gettext_noop("首问负责"), "First-asked responsibility"),
    "knowledge": Text(gettext_noop("业务知识"), "Knowledge"),
}
"""Items of the review sheet, in its order."""

REVIEW_FIGURES: Mapping[str, str] = {
    "reviewers": "times",
    "sample": "times",
    "spread": "times",
    "improve_days": "day",
    "scale": "times",
    "commend": "%",
    "criticise": "%",
    "bulletin_days": "day",
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
