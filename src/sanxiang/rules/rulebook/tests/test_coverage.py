"""Every requirement is judged or has a reason, and the coverage page of the reference says so."""

from pathlib import Path

import pytest

from sanxiang.rules.rulebook import profiles
from sanxiang.rules.rulebook.clause import Source
from sanxiang.rules.rulebook.compose import shipped
from sanxiang.rules.rulebook.coverage import gaps, judged
from sanxiang.rules.rulebook.coverage_page import coverage_page
from sanxiang.rules.rulebook.requirements import Requirement, cited, desks, requirements
from sanxiang.rules.rulebook.vocabulary import MEASURES

PAGE = Path(__file__).parents[5] / "docs" / "reference" / "coverage.md"


def test_every_requirement_is_judged_where_its_document_holds_or_has_its_reason():
    assert gaps() == []


def test_every_clause_names_a_measure():
    editions = [shipped(profile) for profile in profiles()]
    named = {clause.measure for edition in editions for clause in edition.on(edition.issued).clauses}
    assert named and named <= MEASURES.keys()


def test_every_requirement_is_listed_once_in_its_family_s_order():
    ids = [one.id for one in requirements()]
    assert len(ids) == len(set(ids)) > 140
    for family in {one.partition("-")[0] for one in ids}:
        numbers = [int(one.partition("-")[2]) for one in ids if one.startswith(f"{family}-")]
        assert numbers == list(range(1, len(numbers) + 1)), family


def test_every_document_has_a_desk_with_a_shipped_profile():
    assert len(desks()) == 29
    assert set(desks().values()) == set(profiles())


@pytest.mark.parametrize(
    ("said", "source"),
    [
        ("D02.1.1", Source("D02", "1.1")),
        ("D21-I.3.6(1)", Source("D21", "I.3.6(1)")),
        ("D22", Source("D22", "")),
    ],
)
def test_a_citation_is_read(said, source):
    assert cited(said) == source


def test_a_requirement_that_nobody_judges_is_found(monkeypatch):
    lost = Requirement("ZZZ-1", ("signal",), (Source("D01", "1"), Source("D99")))
    monkeypatch.setattr("sanxiang.rules.rulebook.coverage.requirements", lambda: (*requirements(), lost))
    assert gaps() == [
        "ZZZ-1 is in no profile and has no reason",
        "ZZZ-1 stands in D01 but is not in the profile property",
        "ZZZ-1 cites D99, which is no rule document",
    ]


def test_a_part_of_a_requirement_judges_it():
    whole = Requirement("TLK-8", (), ())
    assert whole.is_judged_by("TLK-8a") and not whole.is_judged_by("TLK-80")
    assert judged(whole, "property").clauses


def test_the_coverage_page_is_up_to_date():
    said = "sanxiang rulebook coverage > docs/reference/coverage.md"
    assert PAGE.read_text(encoding="utf-8").splitlines() == list(coverage_page()), said
