"""How the call sounded, in figures: rate, loudness, melody, shares, and where they should lie."""

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanxiang.quality.audio.model import Analysis
from sanxiang.quality.scoring.hearing import UNUSABLE
from sanxiang.quality.scoring.measures.unseen import NO_SOUND
from sanxiang.quality.scoring.seeing import sounds_of
from sanxiang.web.pages.register_figures import figure_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.audio.model import Voice
    from sanxiang.rules.rulebook.model import Rulebook

SCALES = {"speech_rate": (40.0, 320.0), "loudness": (-50.0, -5.0)}


@dataclass(frozen=True, slots=True)
class Meter:
    """A figure on a scale; all in per cent of its width. `aim`: None where there is none."""

    at: float
    low: float
    width: float
    aim: float | None
    inside: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One line: staff's figure and the caller's beside it, "" where there is none."""

    title: str
    ours: str
    theirs: str = ""
    meter: Meter | None = None
    should: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """`sentence`: why there are no figures, or which are missing."""

    figures: list[Figure]
    share: int | None
    sentence: str

    @property
    def share_theirs(self) -> int:
        return 100 - (self.share or 0)


def voice_of(row: "Contact", book: "Rulebook | None") -> Panel | None:
    """The panel of a call that has a recording; None for one that never had."""
    if getattr(row, "recording", None) is None or row.ended_at is None:
        return None
    sound, fault = sounds_of([row.call_id]).get(row.call_id, (None, "waiting"))
    if sound is None:
        return Panel([], None, _no_sound(fault))
    wrong = next((one for one in UNUSABLE if one in sound.faults), "")
    if wrong:
        return Panel([], None, _no_sound(wrong))
    one_sided = "silent_customer" in sound.faults
    share = None if one_sided or sound.staff_share is None else round(100 * sound.staff_share)
    return Panel(_figures(sound, book), share, _no_sound("silent_customer") if one_sided else "")


def _no_sound(fault: str) -> str:
    sentence = NO_SOUND.get(fault, NO_SOUND["unreadable"])
    return _(sentence)


def _figures(sound: Analysis, book: "Rulebook | None") -> list[Figure]:
    ours, theirs = sound.staff, sound.customer
    broke_in = [one for one in sound.overlaps if one.by == "staff" and one.kind == "interruption"]
    waits = median(sound.latencies) if sound.latencies else None
    # What follows the last word is the wait for the other to hang up.
    last = max((one.to_s for one in (*ours.speech, *theirs.speech)), default=0.0)
    longest = max((one.to_s - one.from_s for one in sound.silences if one.from_s < last), default=0.0)
    listed = [
        _measured(_("语速"), "speech_rate", "chars/min", _whole(ours.rate), _whole(theirs.rate), book),
        _measured(_("音量"), "loudness", "dB", _whole(ours.level_dbov), _whole(theirs.level_dbov), book),
        Figure(_("语调起伏"), figure_of(_tenth(ours.pitch_range_st), "st")),
        Figure(_("回应对方"), figure_of(_tenth(waits), "s")),
        Figure(_("打断对方"), figure_of(len(broke_in), "times")),
        Figure(_("最长无声"), figure_of(_tenth(longest), "s")),
        Figure(_("说话时间"), _spoken(ours), _spoken(theirs)),
    ]
    return [one for one in listed if one.ours or one.theirs]


def _measured(
    title: str, measure: str, unit: str, ours: float | None, theirs: float | None, book: "Rulebook | None"
) -> Figure:
    clause = next((one for one in book.clauses if one.measure == measure), None) if book else None
    band = clause.pair("limit") if clause else None
    meter = _meter(ours, band, clause.figures.get("aim") if clause else None, SCALES[measure])
    should = _("应为 %(band)s") % {"band": figure_of(list(band), unit)} if band else ""
    return Figure(title, figure_of(ours, unit), figure_of(theirs, unit), meter, should)


def _meter(
    value: float | None, band: tuple[float, float] | None, aim: object, scale: tuple[float, float]
) -> Meter | None:
    if value is None or band is None:
        return None
    low, high = (_place(one, scale) for one in band)
    at = _place(aim, scale) if isinstance(aim, int | float) else None
    return Meter(_place(value, scale), low, high - low, at, band[0] <= value <= band[1])


def _place(value: float, scale: tuple[float, float]) -> float:
    share = (value - scale[0]) / (scale[1] - scale[0])
    return round(100 * min(max(share, 0.0), 1.0), 1)


def _whole(value: float | None) -> float | None:
    return None if value is None else float(round(value))


def _tenth(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _spoken(voice: "Voice") -> str:
    return figure_of(round(voice.speech_s, 1), "s") if voice.speech_s else ""
