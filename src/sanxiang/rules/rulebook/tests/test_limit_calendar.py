"""Time limits by working days, with pauses and a ladder: what they come to, and each fault with its line."""

from datetime import date, time

import pytest

from sanxiang.rules.rulebook import load, profiles
from sanxiang.rules.rulebook.model import OwnDay, Rung
from sanxiang.rules.rulebook.show import show_rulebook
from sanxiang.rules.rulebook.tests.test_check import LIMIT, changed, faults, line_of

DAY = date(2026, 3, 2)
MORE = """calendar = "working_days"
pauses = ["case.waiting"]
resumes = ["case.resumed"]
lawful = ["resident", "parts"]
extends = ["supervisor", "manager"]
priority = 3
escalate = [{ after = "0 min", to = "supervisor" }, { after = "1 h", to = "manager" }]
when = { grade = ["minor", "important"], kind = "complaint" }
"""
FULL = changed('grade = "minor"\n', 'grade = "minor"\n' + MORE, LIMIT)
TIMES = """
[calendar]
hours = [
  { from = 08:30:00, until = 12:00:00 },
  { from = 14:00:00, until = 18:00:00 },
]
days = [{ on = 2026-12-24, working = false, name = "司庆", site = 2 }]
"""


def opened(tmp_path, text):
    path = tmp_path / "company.toml"
    path.write_text('base = "property"\ndate = 2026-03-01\n' + text, encoding="utf-8")
    return load("property", on=DAY, overlay=path)


def test_what_a_full_time_limit_says(tmp_path):
    assert faults(tmp_path, FULL + TIMES) == []
    book = opened(tmp_path, FULL + TIMES)
    limit = book.time_limit("CASE-6a")
    assert (limit.calendar, limit.within_s, limit.priority) == ("working_days", 2 * 86400, 3)
    assert limit.ladder == (Rung(0, "supervisor"), Rung(3600, "manager")) and limit.escalate == "supervisor"
    assert (limit.pauses, limit.resumes) == (("case.waiting",), ("case.resumed",))
    assert (limit.lawful, limit.extends) == (("resident", "parts"), ("supervisor", "manager"))
    assert book.working_time.hours[1] == (time(14), time(18))
    assert book.working_time.days == (OwnDay(date(2026, 12, 24), False, "司庆", 2),)
    assert any("2 working_days" in line for line in show_rulebook(book, "en"))


def test_when_may_name_one_of_several_values(tmp_path):
    limit = opened(tmp_path, FULL).time_limit("CASE-6a")
    assert limit.holds_for("case.opened", {"grade": "important", "kind": "complaint"})
    assert not limit.holds_for("case.opened", {"grade": "grave", "kind": "complaint"})
    assert not limit.holds_for("case.opened", {"grade": "minor"})
    assert not limit.holds_for("case.closed", {"grade": "minor", "kind": "complaint"})


def test_the_same_day_needs_no_span(tmp_path):
    text = changed('[[time_limits.values]]\nfrom = 2026-01-01\nwithin = "2 day"\n', "", LIMIT)
    text += 'calendar = "same_day"\nroll = true\n'
    assert faults(tmp_path, text) == []
    limit = opened(tmp_path, text).time_limit("CASE-6a")
    assert (limit.within_s, limit.calendar, limit.roll) == (None, "same_day", True)


@pytest.mark.parametrize("profile", profiles())
def test_the_shipped_time_limits_run_by_the_clock_as_before(profile):
    for limit in load(profile, on=DAY).time_limits:
        assert (limit.calendar, limit.pauses, limit.priority) == ("elapsed", (), 0), limit.id
        assert limit.ladder == (Rung(0, limit.escalate),)


ONE_FAULT = {
    "an unknown calendar": (changed('"working_days"', '"workdays"', FULL), "calendar =", "calendar"),
    "days that are not whole": (changed('"2 day"', '"36 h"', FULL), "within", "36 h"),
    "working hours in days": (
        changed('"working_days"', '"working_hours"', FULL) + TIMES, "within", "工作小时"),
    "working hours of nobody knows when": (
        changed('"2 day"', '"16 h"', FULL).replace('"working_days"', '"working_hours"')
        + "[calendar]\nhours = []\n",
        "calendar =", "工作时间"),
    "the same day with a span": (changed('"working_days"', '"same_day"', FULL), "within", "same_day"),
    "working days that roll": (changed("priority = 3", "roll = true", FULL), "roll", "roll"),
    "a promise with a calendar": (
        changed('[[time_limits.values]]\nfrom = 2026-01-01\nwithin = "2 day"\n', 'due = "due_at"\n', FULL),
        "calendar =", "due"),
    "a pause that never ends": (changed('resumes = ["case.resumed"]\n', "", FULL), "pauses", "resumes"),
    "lawful reasons for nothing": (
        changed('pauses = ["case.waiting"]\nresumes = ["case.resumed"]\n', "", FULL), "lawful", "pauses"),
    "a pause that also meets it": (
        changed('"case.waiting"', '"case.solved"', FULL), "pauses", "case.solved"),
    "a ladder upside down": (changed('"0 min"', '"2 h"', FULL), "escalate", "after"),
    "a rung in an unknown unit": (changed('"1 h"', '"1 hr"', FULL), "escalate", "1 hr"),
    "a rung without a role": (changed(', to = "manager"', "", FULL), "escalate", "to"),
    "a priority beyond nine": (changed("priority = 3", "priority = 10", FULL), "priority", "priority"),
    "extended by nobody": (changed('["supervisor", "manager"]', "[]", FULL), "extends", "extends"),
    "hours that overlap": (changed("from = 14:00:00", "from = 11:00:00", TIMES), "11:00", "先后"),
    "hours that run backwards": (changed("until = 18:00:00", "until = 13:00:00", TIMES), "13:00", "先后"),
    "an own day without its kind": (changed("working = false, ", "", TIMES), "days", "working"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_is_named_with_its_line(tmp_path, case):
    text, needle, named = ONE_FAULT[case]
    found = faults(tmp_path, text)
    assert {fault.line for fault in found} == {line_of(text, needle)}, [fault.reason for fault in found]
    assert any(named in fault.reason for fault in found) and all(fault.hint for fault in found)
