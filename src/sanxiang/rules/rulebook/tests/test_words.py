"""What a clause looks for: parts, situations, fields; forbidden words; the library; the reviews."""

from datetime import date

import pytest

from sanxiang.rules.rulebook import compose, open_file
from sanxiang.rules.rulebook.check import check, check_text
from sanxiang.rules.rulebook.clause import Cue, Text
from sanxiang.rules.rulebook.dated import figures_on
from sanxiang.rules.rulebook.model import Forbidden
from sanxiang.rules.rulebook.show import show_clause, show_rulebook

DAY = date(2026, 3, 2)
HEAD = 'base = "property"\ndate = 2026-03-01\n'
CLAUSE = """
[phrases]
thanked = ["谢谢"]
modest = ["不客气"]

[[clauses]]
id = "CO-28"
kinds = ["text", "person"]
title = { zh = "谦", en = "Modest" }
text = { zh = "谦", en = "Modest" }
advice = { zh = "谦", en = "Modest" }
sources = [{ doc = "D14" }]
measure = "words_in_situation"
unit = "times"
points = 2
parts = ["modest", "@caller"]
cue = { by = "customer", words = ["thanked"] }
item = "manner"
direction = "in"
values = [{ from = 2026-01-01, within = 1 }]
"""
FORBIDDEN = """
[forbidden_groups.rude]
title = { zh = "粗鲁", en = "Rude" }

[[forbidden]]
id = "co-whatever"
group = "rude"
says = ["随便", "隨便"]
unless = ["不随便"]
better = { zh = "您看哪一种合适？", en = "Which would suit you?" }
sources = [{ doc = "D01", clause = "8" }]
"""
REVIEW = "[[review.values]]\nfrom = 2026-03-01\nsample = 50\n"


@pytest.fixture
def company(tmp_path):
    path = tmp_path / "company.toml"
    path.write_text(HEAD + CLAUSE + FORBIDDEN + REVIEW, encoding="utf-8")
    return open_file(path).on(DAY)


def test_a_clause_says_what_must_be_said_and_when(company):
    clause = company.clause("CO-28")
    assert clause.parts == ("modest", "@caller") and clause.cue == Cue("customer", ("thanked",))
    assert (clause.item, clause.direction, clause.figures) == ("manner", "in", {"within": 1})


def test_a_clause_that_says_nothing_of_it_holds_for_the_whole_of_every_call(company):
    clause = company.clause("ANS-1")
    assert (clause.cue, clause.direction, clause.fields) == (None, "", ())


def test_a_forbidden_expression_has_a_better_one(company):
    assert company.forbidden[-1] == Forbidden(
        id="co-whatever",
        group="rude",
        says=("随便", "隨便"),
        better=Text("您看哪一种合适？", "Which would suit you?"),
        unless=("不随便",),
        sources=company.forbidden[-1].sources,
    )
    assert company.forbidden_groups["rude"].en == "Rude"


def test_a_company_changes_one_figure_of_the_reviews_from_a_day(company):
    assert (company.review.sample, company.review.reviewers) == (50, 3)
    assert company.review.since == date(2026, 3, 1)


def test_it_is_shown(company):
    shown = "\n".join(show_clause(company, company.clause("CO-28"), "en"))
    assert "within = 1 times" in shown and "thanked(1)" in shown and "modest(1)、@caller" in shown
    overview = "\n".join(show_rulebook(company, "en"))
    assert "Rude" in overview and "50" in overview


ONE_FAULT = {
    "an unknown part": ('"modest", "@caller"', '"modesty"', "parts", "modesty"),
    "an unknown special part": ('"@caller"', '"@calller"', "parts", "@calller"),
    "an unknown list of the situation": ('["thanked"] }', '["thank"] }', "cue", "thank"),
    "a situation by nobody": ('by = "customer"', 'by = "resident"', "cue", "resident"),
    "a situation without words": (', words = ["thanked"]', "", "cue", "words"),
    "an unknown item of the sheet": ('"manner"', '"maner"', "item", "maner"),
    "an unknown direction": ('"in"', '"inward"', "direction", "inward"),
    "an unknown field": ("points = 2", 'points = 2\nfields = ["surname"]', "fields", "surname"),
    "fields of no use": ("points = 2", 'points = 2\nfields = ["unit"]', "fields", "fields"),
    "parts that the measure needs": ('parts = ["modest", "@caller"]\n', "", "[[clauses]]", "parts"),
    "an unknown measure": ('"words_in_situation"', '"words_in_situations"', "measure", "words_in_situations"),
    "an unknown unit": ('unit = "times"', 'unit = "turns"', "unit", "turns"),
    "an unknown group": ('group = "rude"', 'group = "rood"', "group", "rood"),
    "nothing forbidden": ('says = ["随便", "隨便"]', "says = []", "says", "says"),
    "no better words": ('better = { zh = "您看哪一种合适？", en = "Which would suit you?" }\n', "",
                        "[[forbidden]]", "better"),
    "half a reviewer": ("sample = 50", "sample = 50\nreviewers = 2.5", "reviewers", "reviewers"),
    "a figure that reviews don't have": ("sample = 50", "samples = 50", "samples", "samples"),
    "a spread beyond the scale": ("sample = 50", "spread = 101", "[[review.values]]", "spread"),
}  # fmt: skip


@pytest.mark.parametrize("case", ONE_FAULT)
def test_a_fault_is_named_with_its_line(case):
    old, new, needle, named = ONE_FAULT[case]
    text = HEAD + CLAUSE + FORBIDDEN + REVIEW
    assert old in text
    text = text.replace(old, new)
    line = next(number for number, one in enumerate(text.split("\n"), 1) if one.startswith(needle))
    found = check_text(text, "company.toml")
    assert {(fault.file, fault.line) for fault in found} == {("company.toml", line)}
    assert named in found[0].reason and found[0].hint


LIBRARY = HEAD.replace('base = "property"\n', "") + CLAUSE + FORBIDDEN


@pytest.fixture
def shared(monkeypatch, tmp_path):
    """A library of two clauses."""
    more = LIBRARY.replace("[[forbidden]]", CLAUSE.partition("\n\n")[2].replace("28", "29") + "[[forbidden]]")
    (tmp_path / "library.toml").write_text(more, encoding="utf-8")
    documents = compose.profile_path("documents")
    monkeypatch.setattr(
        compose, "profile_path", lambda name: documents if name == "documents" else tmp_path / f"{name}.toml"
    )
    compose.library.cache_clear()
    yield tmp_path
    compose.library.cache_clear()


def test_a_profile_takes_the_clauses_of_the_library_that_it_names(shared):
    doc = compose.compose({"library": "library", "date": DAY, "clauses": [{"id": "CO-28", "points": 3}]})
    assert [*doc["clauses"]] == ["CO-28"]
    assert doc["clauses"]["CO-28"]["points"] == 3 and doc["clauses"]["CO-28"]["item"] == "manner"
    assert doc["forbidden"] and doc["phrases"]["modest"] == ["不客气"]


def test_a_figure_of_the_profile_beats_that_of_the_library_for_the_same_day(shared):
    own = {"id": "CO-28", "values": [{"from": date(2026, 1, 1), "within": 2}]}
    rows = compose.compose({"library": "library", "date": DAY, "clauses": [own]})["clauses"]["CO-28"][
        "values"
    ]
    assert figures_on(rows, DAY)["within"][0] == 2 and len(rows) == 2


def test_a_library_need_not_be_whole(shared):
    assert check(shared / "library.toml", is_library=True) == []
    assert check(shared / "library.toml") != []


def test_an_unknown_library_and_a_base_beside_one_are_named():
    assert [fault.line for fault in check_text('date = 2026-01-01\nlibrary = "books"\n', "x")] == [2]
    both = check_text('base = "property"\nlibrary = "library"\ndate = 2026-01-01\n', "x")
    assert [fault.line for fault in both] == [2]
