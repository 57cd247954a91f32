from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.desk.contacts.distribution import Caller, Offer, Operator, distribute, queue_order, taken_off

LINES = ["general", "repair", "lift"]
TONGUES = ["zh", "yue", "en"]


def caller(call="c-1", line="general", since=0.0, **more):
    return Caller(call, line, since, **more)


def operator(staff, ready_since=0.0, lines=("general",), languages=("zh",)):
    return Operator(staff, frozenset(lines), ready_since, frozenset(languages))


def test_the_longest_ready_is_asked():
    assert distribute([caller()], [operator("8001", 5.0), operator("8002", 3.0)]) == [Offer("c-1", "8002")]


def test_only_the_certified_are_asked():
    assert distribute([caller(line="lift")], [operator("8001")]) == []


def test_a_speaker_of_the_language_goes_before_the_longest_ready_but_nobody_waits_for_one():
    free = [operator("8001", 1.0), operator("8002", 9.0, languages=("yue",))]
    assert distribute([caller(language="yue")], free) == [Offer("c-1", "8002")]
    assert distribute([caller(language="yue")], free[:1]) == [Offer("c-1", "8001")]


def test_whoever_did_not_answer_goes_behind():
    free = [operator("8001", 1.0), operator("8002", 9.0)]
    assert distribute([caller(tried=frozenset({"8001"}))], free) == [Offer("c-1", "8002")]
    assert distribute([caller(tried=frozenset({"8001", "8002"}))], free) == [Offer("c-1", "8001")]


def test_whoever_declined_is_left_alone_for_a_while():
    assert distribute([caller(barred=frozenset({"8001"}))], [operator("8001")]) == []


def test_emergencies_then_lost_calls_then_first_come():
    waiting = [
        caller("late", since=9.0),
        caller("early", since=1.0),
        caller("lost", since=8.0, again=True),
        caller("lift", since=10.0, emergency=True),
    ]
    assert [one.call for one in queue_order(waiting)] == ["lift", "lost", "early", "late"]
    assert distribute(waiting, [operator("8001")]) == [Offer("lift", "8001")]


def test_a_line_without_operators_does_not_hold_up_another():
    waiting = [caller("a", line="lift", since=0.0), caller("b", since=1.0)]
    assert distribute(waiting, [operator("8001")]) == [Offer("b", "8001")]


@pytest.mark.parametrize(
    ("unanswered", "limit", "off"), [(0, 1, False), (1, 2, False), (2, 2, True), (3, 2, True)]
)
def test_unanswered_offers_take_an_operator_off(unanswered, limit, off):
    assert taken_off(unanswered, limit=limit) is off


some_lines = st.frozensets(st.sampled_from(LINES))
staff = st.sampled_from([f"80{n:02}" for n in range(12)])
callers = st.lists(
    st.builds(
        Caller,
        call=st.uuids().map(str),
        line=st.sampled_from(LINES),
        since=st.floats(0, 1e4),
        emergency=st.booleans(),
        again=st.booleans(),
        language=st.none() | st.sampled_from(TONGUES),
        tried=st.frozensets(staff),
    ),
    max_size=12,
    unique_by=lambda one: one.call,
)
operators = st.lists(
    st.builds(
        Operator,
        staff=staff,
        lines=some_lines,
        ready_since=st.floats(0, 1e4),
        languages=st.frozensets(st.sampled_from(TONGUES)),
    ),
    max_size=12,
    unique_by=lambda one: one.staff,
)


@given(callers, operators)
def test_one_call_to_exactly_one_operator_and_nobody_idle_while_a_caller_could_be_served(waiting, free):
    offers = distribute(waiting, free)
    assert len({offer.call for offer in offers}) == len(offers)
    assert len({offer.staff for offer in offers}) == len(offers)
    line = {one.call: one.line for one in waiting}
    lines = {one.staff: one.lines for one in free}
    assert all(line[offer.call] in lines[offer.staff] for offer in offers)
    unserved = {one.line for one in waiting if one.call not in {offer.call for offer in offers}}
    idle = [one for one in free if one.staff not in {offer.staff for offer in offers}]
    assert not any(one.lines & unserved for one in idle)


@given(callers, operators)
def test_nobody_is_overtaken_on_the_same_line(waiting, free):
    served = {offer.call for offer in distribute(waiting, free)}
    for before, after in ((a, b) for a in waiting for b in waiting if a.line == b.line):
        ahead = queue_order([before, after])[0] is before
        assert not (ahead and after.call in served and before.call not in served)


@given(callers, operators, st.randoms())
def test_the_order_of_the_lists_does_not_matter(waiting, free, random):
    offers = distribute(waiting, free)
    random.shuffle(waiting)
    random.shuffle(free)
    assert distribute(waiting, free) == offers


@given(callers, operators)
def test_an_untried_operator_goes_first(waiting, free):
    fresh = [replace(one, language=None) for one in waiting[:1]]
    for offer in distribute(fresh, free):
        able = {one.staff for one in free if fresh[0].line in one.lines}
        assert offer.staff not in fresh[0].tried or able <= fresh[0].tried
