"""Calls of our own against the hours of rest, in the zone of the desk."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from sanxiang.desk.contacts.events import Event
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import judge
from sanxiang.quality.scoring.tests.calls import BOOK, answered, folder, hung_up, judged, replace

FIGURES = {"day": (7, 22), "lunch": (12, 14), "dinner": (18, 19)}
CLAUSE = {"figures": FIGURES, "unit": "h"}


def rung_at(clock, zone=None, **offered):
    call = folder(answered(), hung_up(60), direction="out", **offered)
    at = datetime.fromisoformat(f"2026-03-02T{clock}+08:00")
    call = replace(call, events=(Event(at, "offered", call.events[0].data), *call.events[1:]))
    clause = replace(BOOK.clauses[0], measure="quiet_hours", steps=(), exempt=("emergency",), **CLAUSE)
    return judge(observe(call, Context(zone=zone)), clause, BOOK)


@pytest.mark.parametrize(
    ("clock", "verdict"),
    [
        ("06:59:59", "missed"), ("07:00:00", "met"), ("11:59:59", "met"), ("12:00:00", "missed"),
        ("13:59:59", "missed"), ("14:00:00", "met"), ("18:00:00", "missed"), ("19:00:00", "met"),
        ("22:00:00", "met"), ("22:00:01", "missed"),
    ],
)  # fmt: skip
def test_the_edges_of_the_quiet_hours(clock, verdict):
    assert rung_at(clock).verdict == verdict


def test_the_sentence_tells_the_time_and_the_rest():
    found = rung_at("12:30:00")
    assert str(found.says) == "12:30 打出，正是午休时间（12:00–14:00）。" and found.value == 12.5
    assert "22:00–07:00" in str(rung_at("23:10:00").says)


def test_the_hour_is_that_of_the_site():
    assert rung_at("23:00:00", ZoneInfo("Europe/London")).verdict == "met"


def test_whom_it_does_not_hold_for():
    assert judged("quiet_hours", answered(), clause=CLAUSE).verdict == "not_applicable"
    assert rung_at("12:30:00", callback="0190").verdict == "not_applicable"
    assert rung_at("12:30:00", to="+14155550123").verdict == "not_observed"
    assert rung_at("12:30:00", to="+85223456789").verdict == "missed"
