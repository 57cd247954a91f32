"""Where in the recording something happened, in words and seconds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from sanxiang.web.pages.register_course import length_of
from sanxiang.web.pages.register_words import clock_of, seconds_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact


@dataclass(frozen=True, slots=True)
class Spot:
    """Where it happened. `from_s`, `to_s`: seconds into the recording, None where it isn't in it."""

    word: str
    from_s: float | None
    to_s: float | None


def spot_of(row: "Contact", from_s: float, to_s: float) -> Spot:
    """From seconds after the answer to seconds into the recording."""
    kept = getattr(row, "recording", None)
    if row.answered_at is None:  # then the seconds count from the first ring
        return Spot(_("来电后 %(stretch)s") % {"stretch": _stretch(max(from_s, 0), to_s)}, None, None)
    if kept is None:
        return Spot(_since_answer(from_s, to_s), None, None)
    zero = (row.answered_at - kept.started_at).total_seconds()
    start, end = from_s + zero, to_s + zero
    if end <= 0:
        return Spot(_("录音之前 %(time)s") % {"time": seconds_of(to_s - from_s)}, None, None)
    start, end = max(start, 0.0), min(end, length_of(kept))
    if start > end:
        return Spot(_since_answer(from_s, to_s), None, None)
    return Spot(_stretch(start, end), start, end)


def _stretch(start: float, end: float) -> str:
    first, last = clock_of(start), clock_of(end)
    return first if first == last else f"{first}–{last}"


def _since_answer(from_s: float, to_s: float) -> str:
    if to_s <= 0 and from_s < 0:
        return _("接听之前 %(time)s") % {"time": seconds_of(to_s - from_s)}
    return _("接听后 %(stretch)s") % {"stretch": _stretch(max(from_s, 0), to_s)}
