"""Krippendorff's alpha against what was published, and against the definition itself."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sanxiang.quality.review.agreement import alpha

FEW = settings(max_examples=30)  # the properties are simple, the suite is to stay quick

N = None
# Krippendorff 2011, example D: four observers, twelve units, values missing; interval alpha 0.849.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3),
    (N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N),
)
# The example of the encyclopedia: three coders, fifteen units; interval alpha 0.811.
CODERS = (
    (N, N, N, N, N, 3, 4, 1, 2, 1, 1, 3, 3, N, 3),
    (1, N, 2, 1, 3, 3, 4, 3, N, N, N, N, N, N, N),
    (N, N, 2, 1, 3, 4, 4, N, 2, 1, 1, 3, 3, N, 4),
)
# Krippendorff 2011, example A: two observers, ten units, two values: alpha 0.095.
PAIR = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))


def units(coders):
    return list(zip(*coders, strict=True))


@pytest.mark.parametrize(
    ("coders", "published", "pairable"),
    [(OBSERVERS, 0.849, 40), (CODERS, 0.811, 26), (PAIR, 0.095, 20)],
    ids=["four observers", "three coders", "two observers"],
)
def test_published_examples(coders, published, pairable):
    found = alpha(units(coders))
    assert found.value == pytest.approx(published, abs=0.0005)
    assert found.marks == pairable


def test_by_hand():
    # Two calls, two reviewers: 1 2 and 3 3. Observed (1+1)/4 = 0.5; expected 2·(1+4+4+1+1+0)/(4·3) = 22/12.
    assert alpha([(1, 2), (3, 3)]).value == pytest.approx(1 - 0.5 / (22 / 12))


def test_full_agreement_is_one():
    assert alpha([(5, 5, 5), (1, 1, 1), (3, 3, None)]).value == 1


def test_no_variation_is_undefined_not_perfect():
    found = alpha([(4, 4, 4), (4, 4, 4)])
    assert (found.value, found.why, found.units, found.verdict) == (None, "no_variation", 2, "")


def test_marks_without_a_partner_say_nothing():
    assert alpha([(4, None), (None, 2)]).why == "no_pairs"
    assert alpha([]).why == "no_pairs"
    assert alpha([(1, 2), (3, 3), (5, None)]) == alpha([(1, 2), (3, 3)])


@pytest.mark.parametrize(
    ("marks", "verdict"),
    [
        ([(1, 1), (5, 5), (3, 3)], "reliable"),
        ([(1, 2), (5, 4), (3, 2)], "tentative"),
        ([(1, 5), (5, 1)], "poor"),
    ],
)
def test_what_a_value_is_good_for(marks, verdict):
    assert alpha(marks).verdict == verdict


MARK = st.none() | st.integers(0, 5)
TABLE = st.lists(st.lists(MARK, min_size=3, max_size=3), min_size=1, max_size=8)


def defined(table):
    found = alpha(table)
    assume(found.value is not None)
    return found.value


@FEW
@given(TABLE)
def test_it_is_one_less_observed_by_expected(table):
    pairs = [
        ((a - b) ** 2, 1 / (len(unit) - 1))
        for unit in ([v for v in row if v is not None] for row in table)
        if len(unit) > 1
        for place, a in enumerate(unit)
        for other, b in enumerate(unit)
        if place != other
    ]
    every = [v for row in table if sum(w is not None for w in row) > 1 for v in row if v is not None]
    value = defined(table)
    observed = sum(square * weight for square, weight in pairs) / len(every)
    expected = sum((a - b) ** 2 for a in every for b in every) / (len(every) * (len(every) - 1))
    assert value == pytest.approx(1 - observed / expected)


@FEW
@given(TABLE, st.randoms(use_true_random=False), st.integers(-9, 9), st.integers(1, 7))
def test_nobodys_name_no_order_and_no_unit_matters(table, chance, shift, factor):
    before = defined(table)
    mixed = [[None if v is None else v * factor + shift for v in row] for row in table]
    for row in mixed:
        chance.shuffle(row)
    chance.shuffle(mixed)
    assert alpha(mixed).value == pytest.approx(before)
    assert before <= 1
