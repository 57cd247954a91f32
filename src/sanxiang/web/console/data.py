"""What the console knows when it opens, and asks anew now and then: rules, words, hours, colleagues."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.queries import Line
from sanxiang.office.people import queries as people
from sanxiang.office.people.queries import PresentState, Role, Site, Staff
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.rulebook.model import Clause, Greeting, Rulebook, Text
from sanxiang.web.console.coach import coach_data
from sanxiang.web.console.greeting import openings_ahead
from sanxiang.web.console.sentences import sentences, wrong_number_sentence
from sanxiang.web.said import said

PROMISES = (10, 30, 60, 120, 240)  # minutes offered for a return call; any other time can be typed
LEVEL_DB = (-36.0, -12.0)  # loudness (RMS below full scale) of a voice 3–4 cm from the microphone


def desk_data(staff: Staff, moment: datetime) -> dict[str, Any]:
    """Everything for the page's JSON block `desk`; times are epoch milliseconds."""
    zone = zone_of(staff.site)
    rulebook = rulebook_on(moment.astimezone(zone).date())
    lines = list(contacts.lines(staff.site_id))
    states = people.present_states(staff.site_id)
    return {
        "now": _ms(moment),
        "exchange": settings.SANXIANG_EXCHANGE,
        "staff": {"number": staff.username, "name": staff.name, "site": staff.site_id},
        "presence": _presence(states, staff),
        "zone": zone.key,
        "rules": _rules(rulebook),
        "lines": {line.key: _line(line) for line in lines},
        "greetings": _greetings(staff, rulebook.greeting, moment, zone),
        "procedure": [
            _step(step.id, step.title, step.say, step.seen_by, staff) for step in rulebook.procedure
        ],
        "sentences": {
            **sentences(),
            "wrong_number": wrong_number_sentence(_centre(staff), staff.site.phone if staff.site else ""),
        },
        "readback": _readback(rulebook),
        "coach": coach_data(staff, rulebook),
        "promises": PROMISES,
        "level_db": LEVEL_DB,
        "colleagues": _colleagues(states),
    }


def zone_of(site: Site | None) -> ZoneInfo:
    return ZoneInfo(site.time_zone if site else settings.TIME_ZONE)


def categories(moment: datetime, site: Site | None) -> list[tuple[str, str]]:
    """The codes and names of what a contact may be about, in the rulebook's order."""
    rulebook = rulebook_on(moment.astimezone(zone_of(site)).date())
    return [(code, said(category.title)) for code, category in rulebook.categories.items()]


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _rules(rulebook: Rulebook) -> dict[str, Any]:
    rings, length = rulebook.clause("ANS-1"), rulebook.clause("TLK-17")
    return {
        "rings": _limit(rings),
        "best": _figure(rings, "best"),
        "sorry_after": _limit(rulebook.clause("ANS-2")),
        "hold_s": _limit(rulebook.clause("TLK-8")),
        "call_s": _limit(length),
        "call_exempt": list(length.exempt) if length else [],
        "release_s": _limit(rulebook.clause("TLK-19")),
        "cycle_s": rulebook.cycle_s,
        "warn_before_s": getattr(rulebook.time_limit("OUT-4"), "warn_before_s", None),
    }


def _limit(clause: Clause | None) -> Any:
    return _figure(clause, "limit")


def _figure(clause: Clause | None, name: str) -> Any:
    return clause.figures.get(name) if clause else None


def _line(line: Line) -> dict[str, Any]:
    return {"name": line.name, "on_s": line.on_s, "cycle_s": line.cycle_s, "emergency": line.emergency}


def _centre(staff: Staff) -> str:
    return staff.site.desk_name if staff.site else ""


def _places(staff: Staff) -> Mapping[str, str]:
    company = staff.site.company if staff.site else ""
    return {"centre": _centre(staff), "company": company, "name": staff.name, "number": staff.username}


def _greetings(staff: Staff, greeting: Greeting, moment: datetime, zone: ZoneInfo) -> list[dict[str, Any]]:
    """From when which words hold; {caller} is left open for the screen."""
    places = {**_places(staff), "caller": "{caller}"}
    kinds = {"say": greeting.say, "known": greeting.known, "late": greeting.late, "out": greeting.calling_out}
    return [
        {"from": _ms(at), **{name: said(text, opening=said(words), **places) for name, text in kinds.items()}}
        for at, words in openings_ahead(greeting, moment, zone)
    ]


def _step(key: str, title: Text, say: Text, seen_by: tuple[str, ...], staff: Staff) -> dict[str, Any]:
    return {"id": key, "title": said(title), "say": said(say, **_places(staff)), "seen_by": seen_by}


def _readback(rulebook: Rulebook) -> dict[str, Any]:
    rules = rulebook.readback
    return {
        "digits": {digit: said(Text(word, digit)) for digit, word in rules.digits.items()},
        "phone_groups": rules.phone_groups,
        "surnames": {
            written: said(Text(parts, parts))
            for name, parts in rules.surnames.items()
            for written in (name, said(Text(name, name)))  # 张 and 張
        },
    }


def _presence(states: Sequence[PresentState], staff: Staff) -> dict[str, Any]:
    """The own state on record: for a desk without a line that keeps it."""
    own = next((one for one in states if one.staff.pk == staff.pk), None)
    if own is None or own.since is None:
        return {"state": "logged_off", "reason": "", "since": None}
    return {"state": own.state, "reason": own.reason, "since": _ms(own.since)}


def _colleagues(states: Sequence[PresentState]) -> dict[str, dict[str, Any]]:
    """Everybody of the site who may take calls: number → name, and who is a supervisor."""
    leading = (Role.SUPERVISOR, Role.MANAGER)
    takes_calls = [one.staff for one in states if one.staff.role in (Role.OPERATOR, *leading)]
    return {one.username: {"name": one.name, "supervisor": one.role in leading} for one in takes_calls}
