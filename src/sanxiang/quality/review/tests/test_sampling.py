"""The draw: anybody can repeat it, nobody can choose it, every call is as likely as any other."""

import hashlib
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.review.sampling import (
    Drawn,
    Record,
    audit,
    draw,
    population_hash,
    ranked,
    seal_of,
    seed_of,
)

FEW = settings(max_examples=30)  # the properties are simple, the suite is to stay quick

CALLS = st.sets(st.text("abcdef0123456789-", min_size=1, max_size=8), max_size=40)
SEED = st.text("0123456789abcdef", min_size=1, max_size=64)


def by_hand(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_every_step_can_be_done_by_hand():
    assert seal_of("s3cret") == by_hand("s3cret")
    assert seed_of("s3cret", "42", 7, "2026Q1") == by_hand("s3cret|42|7|2026Q1")
    assert population_hash(["c-2", "c-1"]) == by_hand("c-1\nc-2")
    assert ranked(["a", "b", "c"], "seed") == sorted("abc", key=lambda call: by_hand(f"seed|{call}"))


def test_a_draw_written_down_once_and_for_all():
    calls = [f"c-{number}" for number in range(10)]
    assert [one.call for one in draw(calls, "2026", 3)] == ["c-6", "c-1", "c-9"]  # by sha256sum in a shell


@FEW
@given(CALLS, SEED, st.integers(0, 50))
def test_the_same_seed_draws_the_same_calls_whatever_their_order(calls, seed, size):
    once = draw(sorted(calls), seed, size)
    assert once == draw(sorted(calls, reverse=True), seed, size)
    assert len(once) == min(size, len(calls)) == len({one.call for one in once})
    assert [one.order for one in once] == list(range(1, len(once) + 1))
    assert {one.call for one in once} <= calls


@FEW
@given(CALLS, SEED, st.integers(0, 30))
def test_a_larger_sample_begins_with_the_smaller(calls, seed, size):
    assert draw(calls, seed, size + 1)[:size] == draw(calls, seed, size)


@FEW
@given(CALLS, SEED, st.integers(1, 30), st.text("xyz", min_size=1, max_size=4))
def test_one_more_call_changes_at_most_one_place(calls, seed, size, late):
    before = {one.call for one in draw(calls, seed, size)}
    after = {one.call for one in draw(calls | {late}, seed, size)}
    assert len(before - after) <= 1 and after - before <= {late}


@FEW
@given(CALLS, SEED, st.integers(0, 20), st.data())
def test_who_is_passed_over_takes_nobodys_place(calls, seed, size, data):
    unfit = data.draw(st.sets(st.sampled_from(sorted(calls)))) if calls else set()
    drawn = draw(calls, seed, size, unfit=unfit)
    assert [one.call for one in drawn if not one.passed] == ranked(calls - unfit, seed)[:size]
    assert {one.call for one in drawn if one.passed} <= unfit
    assert [one.call for one in drawn] == ranked(calls, seed)[: len(drawn)]


def test_every_call_is_as_likely_as_any_other():
    calls = [f"c-{number}" for number in range(20)]
    seen = Counter(one.call for seed in range(2000) for one in draw(calls, str(seed), 5))
    # Each is drawn 500 times on average, with a deviation of 19.4: none lies 5 deviations off.
    assert set(seen) == set(calls)
    assert all(abs(times - 500) < 97 for times in seen.values())


def record(calls: list[str], **other) -> Record:
    seed = seed_of("s3cret", "7", 1, "2026Q1")
    made = Record(1, "2026Q1", "s3cret", "7", seal_of("s3cret"), seed, 3, population_hash(calls))
    return made._replace(**other)


CALLED = [f"c-{number}" for number in range(9)]
DRAWN = draw(CALLED, record(CALLED).seed, 3)


def test_an_audit_of_an_honest_draw_finds_nothing():
    assert audit(record(CALLED), CALLED, DRAWN).good


def test_an_audit_sees_whatever_was_changed():
    assert not audit(record(CALLED, secret="another"), CALLED, DRAWN).seal
    assert not audit(record(CALLED, number="8"), CALLED, DRAWN).seed
    assert not audit(record(CALLED), CALLED[1:], DRAWN).population
    swapped = [*DRAWN[:2], Drawn(3, next(one for one in CALLED if one not in {d.call for d in DRAWN}), False)]
    assert not audit(record(CALLED), CALLED, swapped).sample
    assert not audit(record(CALLED), CALLED, DRAWN[:2]).sample
