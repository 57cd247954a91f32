"""A company's file says only what differs."""

from datetime import date

import pytest

from sanxiang.rules.rulebook import BadRulebook, load, open_edition, open_file
from sanxiang.rules.rulebook.compare import Change, diff
from sanxiang.rules.rulebook.show import show_clause, show_rulebook

HEAD = 'base = "property"\ndate = 2026-03-01\n'


@pytest.fixture
def company(tmp_path):
    def write(text):
        path = tmp_path / "company.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return write


STRICTER = """
[[clauses]]
id = "ANS-1"
[[clauses.values]]
from = 2026-03-01
limit = 2
best = [1, 2]
"""


def test_a_changed_figure_holds_from_its_day(company):
    path = company(STRICTER)
    assert load("property", on=date(2026, 2, 28), overlay=path).clause("ANS-1").limit == 3
    assert load("property", on=date(2026, 3, 1), overlay=path).clause("ANS-1").limit == 2


def test_the_rest_of_the_clause_and_the_rulebook_stay(company):
    book = load("property", on=date(2026, 4, 1), overlay=company(STRICTER))
    assert book.clause("ANS-1").title.zh == "三响之内接听"
    assert book.clause("TLK-17").limit == 180


def test_a_company_figure_beats_a_later_one_of_the_base(company):
    text = STRICTER.replace("2026-03-01", "1999-01-01")
    assert load("property", on=date(2026, 1, 1), overlay=company(text)).clause("ANS-1").limit == 2


def test_a_figure_that_ends_falls_back_to_the_base(company):
    path = company(STRICTER.replace("limit = 2", "until = 2026-03-31\nlimit = 2"))
    assert load("property", on=date(2026, 3, 31), overlay=path).clause("ANS-1").limit == 2
    assert load("property", on=date(2026, 4, 1), overlay=path).clause("ANS-1").limit == 3


def test_a_figure_in_another_unit_is_converted(company):
    text = '[[clauses]]\nid = "TLK-17"\n[[clauses.values]]\nfrom = 2026-01-01\nlimit = "4 min"\n'
    assert load("property", on=date(2026, 3, 1), overlay=company(text)).clause("TLK-17").limit == 240


def test_a_clause_can_be_switched_off(company):
    book = load("property", on=date(2026, 3, 1), overlay=company('[[clauses]]\nid = "TLK-9"\noff = true\n'))
    assert book.clause("TLK-9") is None


def test_a_clause_category_and_document_can_be_added(company):
    text = """
[documents.C01]
title = "本公司电话规范"
[[categories]]
code = "complaint_noise"
parent = "complaint"
title = { zh = "噪声投诉", en = "Noise complaint" }
[[clauses]]
id = "CO-1"
kinds = ["signal"]
title = { zh = "短", en = "Short" }
text = { zh = "短", en = "Short" }
advice = { zh = "短", en = "Short" }
sources = [{ doc = "C01", clause = "7" }]
measure = "call_length"
unit = "min"
points = 3
steps = [{ upto = 3, points = 2 }]
exempt = ["complaint"]
values = [{ from = 2026-01-01, limit = 2 }]
"""
    book = load("property", on=date(2026, 3, 1), overlay=company(text))
    clause = book.clause("CO-1")
    assert (clause.limit, clause.unit, clause.steps[0].upto) == (120, "s", 180)
    assert book.is_within("complaint_noise", clause.exempt)


def test_another_edition_has_another_name_and_keeps_the_profile(company):
    edition = open_edition("property", overlay=company(STRICTER))
    assert edition.id != open_edition("property").id
    assert edition.id.startswith("property@2026-03-01+")


def test_comments_and_layout_make_no_new_edition(company):
    first = open_edition("property", overlay=company(STRICTER)).id
    assert open_edition("property", overlay=company("# a remark\n" + STRICTER + "\n\n")).id == first


def test_a_changed_file_is_read_again(company):
    assert load("property", on=date(2026, 3, 1), overlay=company(STRICTER)).clause("ANS-1").limit == 2
    path = company(STRICTER.replace("limit = 2", "limit = 4   "))
    assert load("property", on=date(2026, 3, 1), overlay=path).clause("ANS-1").limit == 4


def test_a_missing_company_file_leaves_the_profile(tmp_path):
    book = load("property", on=date(2026, 3, 1), overlay=tmp_path / "company.toml")
    assert book.edition == open_edition("property").id


def test_a_company_file_with_faults_is_refused_with_every_fault(company):
    path = company('[[clauses]]\nid = "ANS-1"\nponits = 4\n[[clauses]]\nid = "X"\n')
    with pytest.raises(BadRulebook) as caught:
        open_file(path)
    assert {fault.line for fault in caught.value.faults} == {5, 6}


def test_a_company_file_of_another_base_is_refused(company):
    path = company("")
    path.write_text(path.read_text().replace('base = "property"\n', ""), encoding="utf-8")
    with pytest.raises(BadRulebook):
        open_edition("property", overlay=path)


def test_diff_tells_what_changed(company):
    changes = diff(open_edition("property"), open_edition("property", overlay=company(STRICTER)))
    assert Change("date", "2026-01-01", "2026-03-01") in changes
    assert Change("clauses.ANS-1.limit from 2026-03-01", None, "2") in changes


def test_a_clause_is_shown_with_its_figures_and_sources():
    book = load("property", on=date(2026, 3, 1))
    shown = "\n".join(show_clause(book, book.clause("ANS-1"), "zh"))
    assert "limit = 3 rings" in shown and "best = 2–3 rings" in shown
    assert "D01《電話接聽服務的基本原則》5A" in shown
    assert any(line.startswith("OUT-4") for line in show_rulebook(book, "en"))
