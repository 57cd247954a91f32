"""Calls of our own against the hours of rest, in the zone of the desk."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sanxiang.desk.contacts.events import Event
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import judge
from sanxiang.quality.scoring.tests.calls import BOOK, answered, folder, hung_up, judged, replace
from sanxiang.rules.rulebook.model import OwnDay, WorkingTime

FIGURES = {"day": (7, 22), "lunch": (12, 14), "dinner": (18, 19)}
CLAUSE = {"figures": FIGURES, "unit": "h"}


def rung_at(clock, zone=None, *, day="2026-03-02", figures=FIGURES, book=BOOK, **offered):
    call = folder(answered(), hung_up(60), direction="out", **offered)
    at = datetime.fromisoformat(f"{day}T{clock}+08:00")
    call = replace(call, events=(Event(at, "offered", call.events[0].data), *call.events[1:]))
    made = {**CLAUSE, "figures": figures}
    clause = replace(BOOK.clauses[0], measure="quiet_hours", steps=(), exempt=("emergency",), **made)
    return judge(observe(call, Context(zone=zone)), clause, book)


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


ALL_DAYS = FIGURES | {"rest_days": (0, 24), "monday": (0, 12), "friday": (12, 24), "first": 2}


@pytest.mark.parametrize(
    ("day", "verdict", "named"),
    [
        ("2026-03-01", "missed", "周末"), ("2026-10-02", "missed", "国庆节"),
        ("2026-02-20", "missed", "春节"),
        ("2026-02-28", "met", ""), ("2026-10-10", "met", ""),  # weekends that are worked
        ("2026-03-03", "met", ""), ("2099-03-01", "not_observed", "还没有公布"),
    ],
)  # fmt: skip
def test_days_of_rest_by_the_statutory_calendar(day, verdict, named):
    found = rung_at("15:00:00", day=day, figures=ALL_DAYS)
    assert found.verdict == verdict and named in str(found.says)
    assert rung_at("15:00:00", day=day).verdict == "met"


def test_the_companys_own_days_hold_over_the_notice():
    days = (OwnDay(date(2026, 3, 1), True), OwnDay(date(2026, 3, 4), False, "司庆"))
    book = replace(BOOK, working_time=WorkingTime(days=days))
    assert rung_at("15:00:00", day="2026-03-01", figures=ALL_DAYS, book=book).verdict == "met"
    found = rung_at("15:00:00", day="2026-03-04", figures=ALL_DAYS, book=book)
    assert (found.verdict, "司庆" in str(found.says)) == ("missed", True)


@pytest.mark.parametrize(
    ("day", "clock", "advice"),
    [
        ("2026-03-02", "11:00:00", "周一上午"), ("2026-03-02", "09:00:00", "周一上午、刚上班的时候"),
        ("2026-03-06", "15:00:00", "周五下午"), ("2026-03-03", "10:29:00", "刚上班的时候"),
        ("2026-03-03", "10:30:00", ""), ("2026-03-06", "11:00:00", ""),
    ],
)  # fmt: skip
def test_what_is_only_better_avoided_is_advice_and_no_miss(day, clock, advice):
    found = rung_at(clock, day=day, figures=ALL_DAYS)
    assert found.verdict == "met" and advice in str(found.says)
    assert ("避开" in str(found.says)) is bool(advice)


def test_the_shipped_clause_reads_days_and_softer_hours():
    clause = BOOK.clause("OUT-2")
    assert {name: clause.figures[name] for name in ALL_DAYS} == ALL_DAYS
