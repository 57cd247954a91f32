"""Marks into points, reviewers into a result, sites into a ranking."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.review.quarter import Quarter, parse, quarter_of
from sanxiang.quality.review.ranking import rank, standing
from sanxiang.quality.review.sharing import TooFew, share
from sanxiang.quality.review.sheet import is_mark, item_means, missing, outcome, points

FEW = settings(max_examples=30)  # the properties are simple, the suite is to stay quick


def test_points_are_the_mean_in_percent_of_the_scale():
    assert points({"wording": 5, "manner": 4}, 5) == 90
    assert points({"wording": 1, "manner": None}, 5) == 20
    assert points({"manner": None}, 5) is None


def test_the_result_is_the_average_of_the_reviewers_not_of_all_marks():
    found = outcome([{"a": 5, "b": 5}, {"a": 2, "b": None}, {"a": None}], 5, 3)
    assert found == (Decimal("70.0"), Decimal("60.0"), False)


def test_a_spread_beyond_the_limit_is_apart_and_one_at_the_limit_is_not():
    assert not outcome([{"a": 4}, {"a": 5}], 5, 1).apart
    assert outcome([{"a": 4, "b": 3}, {"a": 5, "b": 5}], 5, 1).apart


def test_nothing_judged_is_no_result():
    assert outcome([{"a": None}, {"a": None}], 5, 1) == (None, Decimal("0.0"), False)


def test_item_means():
    found = item_means([{"a": 5, "b": None}, {"a": 4, "b": None}, {"a": 4}], ("a", "b"), 5)
    assert found == {"a": Decimal("86.7"), "b": None}


def test_what_a_sheet_still_needs():
    assert missing({"a": 0, "b": None}, ("a", "b", "c")) == ["c"]
    assert [one for one in (0, 5, None, 6, -1, True, "5", 2.0) if is_mark(one, 5)] == [0, 5, None]


@FEW
@given(st.lists(st.lists(st.integers(0, 5), min_size=6, max_size=6), min_size=1, max_size=5))
def test_the_average_lies_between_the_reviewers(rows):
    sheets = [dict(enumerate(row)) for row in rows]
    each = [points(sheet, 5) for sheet in sheets]
    found = outcome(sheets, 5, 1)
    assert min(each) - 1 < found.average < max(each) + 1
    assert found.spread == pytest.approx(Decimal(float(max(each) - min(each))), abs=Decimal("0.051"))


# ------------------------------------------------------------ who reviews what


@FEW
@given(st.integers(0, 30), st.integers(3, 9), st.text("abc", min_size=1))
def test_the_load_is_even_and_nobody_has_a_call_twice(count, people, seed):
    calls = [f"c-{number}" for number in range(count)]
    shared = share(calls, range(people), 3, seed)
    assert list(shared) == calls
    assert all(len(set(one)) == 3 for one in shared.values())
    load = [sum(who in one for one in shared.values()) for who in range(people)]
    assert max(load) - min(load) <= 1
    assert shared == share(calls, reversed(range(people)), 3, seed)


@FEW
@given(st.integers(1, 20), st.data())
def test_nobody_reviews_a_call_that_they_were_on(count, data):
    calls = [f"c-{number}" for number in range(count)]
    barred = {call: data.draw(st.sets(st.integers(0, 5), max_size=3)) for call in calls}
    for call, people in share(calls, range(6), 3, "s", barred=barred).items():
        assert not barred[call] & set(people)


def test_too_few_reviewers_are_refused_with_the_call():
    with pytest.raises(TooFew) as fault:
        share(["c-1", "c-2"], (1, 2, 3), 3, "s", barred={"c-2": {3}})
    assert (fault.value.call, fault.value.found) == ("c-2", 2)


# ------------------------------------------------------------ sites


def d(*values):
    return [Decimal(str(value)) for value in values]


def test_sites_are_ranked_with_calls_spread_and_interval():
    sites = [standing(1, "甲", d(80, 90)), standing(2, "乙", d(60, 70, 62)), standing(3, "丙", [])]
    best, worst, none = rank(sites, commend=85, criticise=75)
    assert (best.name, best.rank, best.mean, best.verdict) == ("甲", 1, Decimal("85.0"), "commended")
    # Two calls, deviation 7.07: 12.706 · 7.071 / √2.
    assert (best.lowest, best.highest, best.half) == (Decimal(80), Decimal(90), Decimal("63.5"))
    assert (worst.name, worst.rank, worst.verdict) == ("乙", 2, "criticised")
    assert worst.half == Decimal("13.1")  # 4.3027 · 5.2915 / √3
    assert (none.name, none.rank, none.verdict) == ("丙", None, "")


def test_a_difference_that_may_be_chance_is_said_to_be_so():
    far = [standing(1, "甲", d(*[90, 91, 92] * 4)), standing(2, "乙", d(*[60, 61, 62] * 4))]
    assert not rank(far, commend=90, criticise=75)[1].near
    close = [standing(1, "甲", d(70, 90, 80)), standing(2, "乙", d(69, 89, 80))]
    assert rank(close, commend=90, criticise=75)[1].near
    assert rank([standing(1, "甲", d(99)), standing(2, "乙", d(9))], commend=90, criticise=75)[1].near


def test_equal_sites_share_a_rank():
    ranked = rank(
        [standing(n, name, d(80, 82)) for n, name in ((1, "甲"), (2, "乙"))], commend=90, criticise=75
    )
    assert [one.rank for one in ranked] == [1, 1]


@pytest.mark.parametrize(
    ("freedom", "published"), [(3, 3.182), (5, 2.571), (10, 2.228), (29, 2.045), (99, 1.984)]
)
def test_students_t(freedom, published):
    from sanxiang.quality.review.ranking import _t

    assert _t(freedom) == pytest.approx(published, rel=0.01)


# ------------------------------------------------------------ quarters


def test_quarters():
    from datetime import date
    from zoneinfo import ZoneInfo

    first = parse("2026Q1")
    assert (first.first, first.last) == (date(2026, 1, 1), date(2026, 3, 31))
    assert (str(first.next), str(first.before)) == ("2026Q2", "2025Q4")
    assert str(Quarter(2026, 4).next) == "2027Q1"
    assert [quarter_of(date(2026, month, 1)).number for month in range(1, 13)] == [
        1,
        1,
        1,
        2,
        2,
        2,
        3,
        3,
        3,
        4,
        4,
        4,
    ]
    start, end = first.span(ZoneInfo("Asia/Shanghai"))
    assert (start.isoformat(), end.isoformat()) == ("2026-01-01T00:00:00+08:00", "2026-04-01T00:00:00+08:00")
    for wrong in ("2026Q5", "2026", "26Q1", "0000Q1", "2026Q1 "):
        with pytest.raises(ValueError, match=wrong.strip()):
            parse(wrong)


# ------------------------------------------------------------ lifted findings


def test_a_score_without_what_was_lifted():
    from types import SimpleNamespace

    from sanxiang.quality.review.lifting import score_without

    found = [
        SimpleNamespace(clause=c, points=Decimal(p), of=Decimal(o))
        for c, p, o in (("A", 5, 5), ("B", 0, 10), ("C", 0, 0))
    ]
    assert score_without(found, ()) == Decimal("33.3")
    assert score_without(found, {"B"}) == Decimal("100.0")
    assert score_without(found, {"A", "B"}) is None
