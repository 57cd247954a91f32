"""The shipped profile says what the requirements say."""

from datetime import date

import pytest

from sanxiang.rules.rulebook import BadRulebook, load, open_edition, profiles
from sanxiang.rules.rulebook.check import check
from sanxiang.rules.rulebook.read import profile_path

DAY = date(2026, 3, 2)
BOOK = load("property", on=DAY)


@pytest.mark.parametrize("profile", profiles())
def test_every_shipped_profile_is_without_fault(profile):
    assert check(profile_path(profile)) == []


@pytest.mark.parametrize(
    ("clause", "limit", "unit"),
    [("ANS-1", 3, "rings"), ("ANS-2", 6, "rings"), ("TLK-8", 15, "s"), ("TLK-9", 15, "s"),
     ("TLK-17", 180, "s"), ("TLK-19", 10, "s")],
)  # fmt: skip
def test_a_clause_carries_its_default_figure(clause, limit, unit):
    found = BOOK.clause(clause)
    assert (found.limit, found.unit) == (limit, unit)


def test_the_best_window_is_the_second_and_third_ring():
    assert BOOK.clause("ANS-1").figures["best"] == (2, 3)


def test_every_clause_of_the_first_round_is_there():
    wanted = "ANS-1 ANS-2 TLK-8 TLK-9 TLK-12 TLK-17 TLK-19 TLK-20 TRF-2 TRF-3 REG-3 MSG-1"
    assert [clause.id for clause in BOOK.clauses if clause.id in wanted.split()] == wanted.split()


def test_the_mainland_ring_lasts_five_seconds_and_others_are_data():
    assert BOOK.cycle_s == 5.0
    assert {key: one.cycle_s for key, one in BOOK.cadences.items()} == pytest.approx(
        {"mainland": 5.0, "hk": 4.0, "mo": 5.0, "tw": 3.0, "pbx": 5.0}
    )


def test_a_complaint_and_an_emergency_may_last_longer():
    exempt = BOOK.clause("TLK-17").exempt
    assert BOOK.is_within("complaint", exempt) and BOOK.is_within("emergency", exempt)
    assert not BOOK.is_within("repair", exempt) and not BOOK.is_within(None, exempt)


def test_a_promised_call_back_is_due_when_it_says():
    limit = BOOK.time_limit("OUT-4")
    assert (limit.starts, limit.met_by, limit.due) == ("callback.promised", ("callback.kept",), "due_at")
    assert limit.within_s is None and limit.broken == "callback.broken"


def test_a_missed_caller_is_rung_back_within_our_own_figure():
    limit = BOOK.time_limit("ANS-7")
    assert limit.within_s == 1800
    assert [source.code for source in limit.sources] == ["ours"]


def test_each_source_names_a_document():
    sources = [source for clause in BOOK.clauses for source in clause.sources]
    assert sources and all(BOOK.documents[source.code] for source in sources)


def test_a_call_of_any_year_finds_its_figures():
    assert load("property", on=date(2009, 5, 1)).clause("ANS-1").limit == 3


def test_the_edition_is_named_by_date_and_content_and_not_by_the_day_of_use():
    edition = open_edition("property")
    assert edition.id.startswith("property@2026-01-01+")
    assert edition.on(date(2020, 1, 1)).edition == edition.on(DAY).edition == edition.id


def test_an_unknown_profile_is_told_with_the_known_ones():
    with pytest.raises(BadRulebook, match="property"):
        open_edition("proprety")
