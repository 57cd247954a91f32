"""The company's file is changed where it must be, and what people wrote around it stays."""

import tomllib
from datetime import date

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.rules.rulebook.check import check_text
from sanxiang.rules.rulebook.edit import dated, new_file, set_figures, set_points, switch, take_back

DAY = date(2026, 5, 1)
OWN = """\
# what our meeting decided
base = "property"
date = 2026-03-01

[[clauses]]
id = "TLK-17"        # simple calls
[[clauses.values]]
from = 2026-03-01
limit = "4 min"      # was three

[[clauses]]
id = "TLK-9"
off = true

[documents.C01]
title = "本公司规范"
"""
INLINE = new_file("property", DAY) + 'clauses = [{ id = "TLK-9", off = true }]\n'
ROWS = (
    new_file("property", DAY)
    + """\
[[clauses]]
id = "TLK-17"
values = [{ from = 2026-03-01, limit = 240 }]
"""
)


def doc(text):
    assert check_text(text, "company.toml") == []
    return tomllib.loads(text)


def rows(text):
    return next(one for one in doc(text)["clauses"] if one["id"] == "TLK-17")["values"]


def test_a_new_figure_is_a_new_row_and_remarks_stay():
    text = set_figures(OWN, "clauses", "TLK-17", {"limit": "200 s"}, DAY)
    assert rows(text)[1:] == [{"from": DAY, "limit": "200 s"}]
    assert all(remark in text for remark in ("# what our meeting decided", "# simple calls", "# was three"))


def test_a_figure_of_the_same_day_is_replaced():
    text = set_figures(OWN, "clauses", "TLK-17", {"limit": "300 s"}, date(2026, 3, 1))
    assert [row["limit"] for row in rows(text)] == ["300 s"]


def test_an_entry_that_the_file_does_not_name_is_added():
    text = set_figures(OWN, "time_limits", "ANS-7", {"within": "20 min"}, DAY)
    assert doc(text)["time_limits"][0]["values"] == [{"from": DAY, "within": "20 min"}]
    assert doc(set_points(OWN, "ANS-1", 2.5))["clauses"][-1] == {"id": "ANS-1", "points": 2.5}


def test_a_pair_is_written_with_its_unit():
    text = set_figures(OWN, "clauses", "ANS-1", {"best": ["1 rings", "2 rings"]}, DAY)
    assert doc(text)["clauses"][-1]["values"][0]["best"] == ["1 rings", "2 rings"]


def test_rows_written_on_one_line_are_added_to():
    text = set_figures(ROWS, "clauses", "TLK-17", {"limit": "5 min"}, DAY)
    assert [row["limit"] for row in tomllib.loads(text)["clauses"][0]["values"]] == [240, "5 min"]


def test_a_clause_is_switched_with_its_reason():
    text = switch(OWN, "clauses", "TLK-9", off=False, reason="换了系统")
    assert doc(text)["clauses"][1] == {"id": "TLK-9", "off": False, "reason": "换了系统"}


def test_what_the_company_says_of_an_entry_is_taken_back():
    text = take_back(OWN, "clauses", "TLK-17")
    assert [one["id"] for one in doc(text)["clauses"]] == ["TLK-9"]
    assert "clauses" not in doc(take_back(text, "clauses", "TLK-9"))
    assert take_back(OWN, "clauses", "ANS-1") == OWN


def test_the_edition_is_dated():
    assert doc(dated(OWN, DAY))["date"] == DAY


def test_a_file_written_in_another_way_is_left_to_its_writer():
    with pytest.raises(Refused, match="文本"):
        set_points(INLINE, "TLK-9", 3)
