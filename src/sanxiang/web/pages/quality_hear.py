"""Calls to hear: where they are, and from which second to which a clause was met or missed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

from sanxiang.desk.contacts import queries as contacts
from sanxiang.quality.review import queries as review
from sanxiang.quality.scoring import queries as scoring
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.register_sound import key_for
from sanxiang.web.pages.register_spots import spot_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.scoring.queries import Finding

MOST_CALLS = 3
BEFORE_S = 2.0  # a little of what led to it
AFTER_S = 1.0


@dataclass(frozen=True, slots=True)
class Heard:
    """One call to hear. `from_s`, `to_s`: seconds of the recording, None where there is none to hear."""

    href: str
    at: datetime
    who: str
    says: str
    word: str
    sound: str
    from_s: float | None
    to_s: float | None


@dataclass(frozen=True, slots=True)
class Shelf:
    """The calls of a page by their ids. `sounds`: address of the recording of those that may be heard."""

    rows: Mapping[str, "Contact"]
    findings: Mapping[str, list["Finding"]]
    sounds: Mapping[str, str]

    def heard(self, call: str, clause: str = "") -> Heard | None:
        """The call at the first moment of `clause`; from its beginning where the clause names none."""
        row = self.rows.get(call)
        if row is None:
            return None
        found = next((one for one in self.findings.get(call, ()) if one.clause == clause), None)
        spot = spot_of(row, *found.evidence[0][:2]) if found is not None and found.evidence else None
        sound = self.sounds.get(call, "")
        start = spot.from_s if spot else 0.0
        end = spot.to_s if spot else None
        return Heard(
            href=reverse("register_call", args=[row.pk]),
            at=row.offered_at,
            who=row.caller_name or row.unit_text or row.place,
            says=found.says if found else row.summary,
            word=spot.word if spot else "",
            sound=sound if start is not None else "",
            from_s=None if start is None else max(start - BEFORE_S, 0.0),
            to_s=None if end is None else end + AFTER_S,
        )


def shelf_of(request: HttpRequest, calls: Iterable[str]) -> Shelf:
    """Read these calls, but for those that the reader still reviews: four queries however many."""
    wanted = sorted(set(calls) - review.hidden_from(person(request)))
    rows = contacts.with_recordings(wanted)
    number = person(request).username
    sounds = {
        call: f"{reverse('register_sound', args=[row.pk])}?key={key_for(row, number)}"
        for call, row in rows.items()
        if may(request, "contacts.play_recording", row) and contacts.recording_file(row) is not None
    }
    return Shelf(rows, scoring.findings_of_calls(wanted), sounds)
