"""Each fault of a rulebook file is named with its line; all of them, not only the first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.rules.rulebook.check import check
from sanxiang.rules.rulebook.read import profile_path

NEW = """
[[clauses]]
id = "CO-1"
kinds = ["signal"]
title = { zh = "短", en = "Short" }
text = { zh = "短", en = "Short" }
advice = { zh = "短", en = "Short" }
sources = [{ doc = "D11", clause = "11" }]
measure = "call_length"
unit = "s"
points = 3
[[clauses.values]]
from = 2026-01-01
limit = 120
"""
LIMIT = """
[[time_limits]]
id = "CASE-6a"
title = { zh = "轻微投诉", en = "Minor complaint" }
text = { zh = "两天", en = "Two days" }
sources = [{ doc = "D25" }]
starts = "case.opened"
met_by = ["case.solved"]
goal = "solved"
grade = "minor"
[[time_limits.values]]
from = 2026-01-01
within = "2 day"
"""


def faults(tmp_path, text, head='base = "property"\ndate = 2026-03-01\n'):
    path = tmp_path / "company.toml"
    path.write_text(head + text, encoding="utf-8")
    return check(path)


def line_of(text, needle, head=2):
    return next(number for number, line in enumerate(text.split("\n"), head + 1) if needle in line)


def changed(old, new, text=NEW):
    assert old in text
    return text.replace(old, new)


def test_an_added_clause_and_time_limit_are_sound(tmp_path):
    assert faults(tmp_path, NEW + LIMIT) == []


ONE_FAULT = {
    "an unknown key": (changed("points = 3", "points = 3\nponits = 4"), "ponits", "ponits"),
    "an unknown measure": (changed("call_length", "call_lenght"), "measure", "call_lenght"),
    "an unknown unit": (changed('unit = "s"', 'unit = "sek"'), "unit", "sek"),
    "a unit of another kind": (changed('unit = "s"', 'unit = "rings"'), "unit", "rings"),
    "an unknown unit beside a figure": (changed("limit = 120", 'limit = "2 mins"'), "limit", "mins"),
    "a figure that is no number": (changed("limit = 120", 'limit = "two"'), "limit", "limit"),
    "a missing unit": (changed('unit = "s"\n', ""), "[[clauses]]", "unit"),
    "a wrong type": (changed("points = 3", 'points = "3"'), "points", "points"),
    "negative points": (changed("points = 3", "points = -3"), "points", "points"),
    "an unknown kind": (changed('["signal"]', '["signals"]'), "kinds", "signals"),
    "a missing source": (
        changed('sources = [{ doc = "D11", clause = "11" }]\n', ""), "[[clauses]]", "sources"),
    "an empty list of sources": (changed('[{ doc = "D11", clause = "11" }]', "[]"), "sources", "sources"),
    "an unknown document": (changed('"D11"', '"D99"'), "sources", "D99"),
    "a missing date": (changed("from = 2026-01-01\n", ""), "[[clauses.values]]", "from"),
    "a date in quotes": (changed("2026-01-01", '"2026-01-01"'), "from", "2026-01-01"),
    "overlapping dates": (NEW + "[[clauses.values]]\n  from = 2026-01-01\nlimit = 90\n", "  from", "limit"),
    "an until before its from": (changed("limit", "until = 2025-12-31\nlimit"), "until", "until"),
    "a figure the measure doesn't use": (changed("limit = 120", "limit = 120\ngrace = 3"), "grace", "grace"),
    "a missing figure": (changed("limit = 120", ""), "[[clauses]]", "limit"),
    "limits in the wrong order": (
        changed("limit = 120", "limit = [200, 120]"), "[[clauses.values]]", "120"),
    "a window beyond the limit": (
        '[[clauses]]\nid = "ANS-1"\n[[clauses.values]]\nfrom = 2026-01-01\nlimit = 2\nbest = [2, 3]\n',
        "[[clauses.values]]", "best"),
    "an unknown category": (changed("points = 3", 'points = 3\nexempt = ["complant"]'), "exempt", "complant"),
    "steps above the points": (
        changed("points = 3", "points = 3\nsteps = [{ upto = 200, points = 4 }]"), "steps", "points"),
    "steps in the wrong order": (
        changed("points = 3", "points = 3\nsteps = [{ upto = 3, points = 1 }, { upto = 4, points = 2 }]"),
        "steps", "steps"),
    "a duplicated id": (NEW + '[[clauses]]\n id = "CO-1"\n', " id", "CO-1"),
    "a missing id": ("[[clauses]]\noff = true\n", "[[clauses]]", "id"),
    "a clause of no use": ('[[clauses]]\nid = "CO-2"\nmeasure = "classified"\n', "[[clauses]]", "kinds"),
    "a table where a list belongs": ("[clauses]\nid = 3\n", "[clauses]", "clauses"),
    "a time limit without a limit": (changed('within = "2 day"', "", LIMIT), "[[time_limits]]", "期限"),
    "a span in an unknown unit": (changed("2 day", "2 dya", LIMIT), "within", "dya"),
    "a warning before the start": (
        changed('"2 day"', '"2 day"\nwarn_before = "3 day"', LIMIT), "[[time_limits.values]]", "warn_before"),
    "two ways to be due": (changed('grade = "minor"', 'due = "due_at"', LIMIT), "[[time_limits]]", "due"),
    "a fact without a family": (changed("case.opened", "opened", LIMIT), "starts", "starts"),
    "an unknown cadence": ('cadence = "mainlnd"\n', "cadence", "mainlnd"),
    "an unknown parent": (
        '[[categories]]\ncode = "x"\nparent = "y"\ntitle = {zh="x",en="x"}\n', "parent", "y"),
    "an unknown place in a sentence": (
        '[greeting]\nsay = { zh = "{opening}{nam}", en = "{opening}" }\n', "say", "nam"),
    "a lone brace": ('[greeting]\nsay = { zh = "{opening", en = "x" }\n', "say", "花括号"),
    "a text in one language": ('title = { zh = "甲" }\n', "title", "en"),
    "a step that nobody can see": (
        '[[procedure]]\nid = "greet"\nseen_by = ["call.wished"]\n', "seen_by", "call.wished"),
    "a day that no year has": (
        '[[greeting.festivals]]\nid = "new_year"\nuntil = "13-01"\n', "until", "13-01"),
    "a section of the wrong type": ("documents = 3\n", "documents", "documents"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_is_named_with_its_line(tmp_path, case):
    text, needle, named = ONE_FAULT[case]
    found = faults(tmp_path, text)
    assert found, case
    assert {fault.line for fault in found} == {line_of(text, needle)}
    assert any(named in fault.reason for fault in found)
    assert all(fault.hint and fault.file.endswith("company.toml") for fault in found)


def test_all_faults_are_named_in_the_order_of_lines(tmp_path):
    text = NEW.replace("points", "ponits").replace('"s"', '"sek"').replace("from = 2026-01-01\n", "")
    found = faults(tmp_path, text)
    needles = ["[[clauses]]", "unit", "ponits", "[[clauses.values]]"]
    wanted = [line_of(text, needle) for needle in needles]
    assert [fault.line for fault in found] == wanted
    more = faults(tmp_path, text + NEW.replace("CO-1", "CO-2").replace('"s"', '"sek"'))
    assert len(more) == len(wanted) + 1


def test_an_unknown_base_is_named(tmp_path):
    found = faults(tmp_path, NEW, head='\nbase = "propperty"\ndate = 2026-03-01\n')
    assert [(fault.line, "propperty" in fault.reason) for fault in found] == [(2, True)]


def test_a_missing_edition_date_is_named(tmp_path):
    assert ["date" in fault.reason for fault in faults(tmp_path, "", head='base = "property"\n')] == [True]


def test_a_file_that_stands_alone_must_hold_everything(tmp_path):
    found = faults(tmp_path, "", head='id = "mine"\ndate = 2026-03-01\n')
    missing = {fault.reason.split()[-1] for fault in found}
    assert {"clauses", "greeting", "procedure", "categories", "cadence"} <= missing


def test_a_whole_profile_may_stand_alone(tmp_path):
    text = profile_path("property").read_text(encoding="utf-8").replace('id = "property"', 'id = "mine"')
    assert faults(tmp_path, text, head="") == []


def test_every_line_that_is_not_toml_is_named(tmp_path):
    found = faults(tmp_path, 'a = \nb = "open\nc = 1\n[x\nd = 2026-13-01\n')
    assert [fault.line for fault in found] == [3, 4, 6, 7]


def test_an_unclosed_list_is_one_fault(tmp_path):
    assert len(faults(tmp_path, 'exempt = ["complaint",\n"repair"\nlimit = 3\npoints = 4\nunit = "s"\n')) == 1


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path):
    path = tmp_path / "company.toml"
    path.write_bytes(b'base = "property"\n' + "title = '三响'\n".encode("gbk"))
    assert [fault.line for fault in check(path)] == [2]


def test_a_missing_file_is_told(tmp_path):
    assert len(check(tmp_path / "nothing.toml")) == 1


def test_a_graver_grade_with_more_time_is_a_warning(tmp_path):
    graver = LIMIT.replace("CASE-6a", "CASE-6b").replace('"minor"', '"grave"').replace("2 day", "10 day")
    found = faults(tmp_path, LIMIT + graver)
    assert [fault.warning for fault in found] == [True]
    assert found[0].line == line_of(LIMIT + graver, "CASE-6b") - 1
    assert "CASE-6b" in found[0].reason


def test_a_stricter_limit_than_the_recommended_window_is_a_warning(tmp_path):
    found = faults(tmp_path, '[[clauses]]\nid = "ANS-1"\n[[clauses.values]]\nfrom = 2026-01-01\nlimit = 2\n')
    assert [(fault.line, fault.warning) for fault in found] == [(5, True)]


def test_windows_line_ends_count_as_lines(tmp_path):
    path = tmp_path / "company.toml"
    path.write_bytes(b'base = "property"\r\ndate = 2026-03-01\r\ncadence = "x"\r\n')
    assert [fault.line for fault in check(path)] == [3]


MANGLED = st.sampled_from(
    [
        "3",
        '"x"',
        "[]",
        "[3]",
        "{}",
        "{ a = 1 }",
        "true",
        "2026-01-01",
        "[[1]]",
        "[{ from = 2026-01-01, limit = {} }]",
    ]
)


@given(st.dictionaries(st.integers(0, 40), MANGLED, min_size=1, max_size=5))
def test_no_mangled_value_ends_the_check(tmp_path_factory, changes):
    lines = (
        NEW + LIMIT + '[greeting]\nsay = 1\n[cadences.pbx]\noff = false\n[[procedure]]\nid = "x"\n'
    ).split("\n")
    for number, value in changes.items():
        key, equals, _ = lines[number % len(lines)].partition(" = ")
        if equals:
            lines[number % len(lines)] = f"{key} = {value}"
    assert faults(tmp_path_factory.mktemp("mangled"), "\n".join(lines))
