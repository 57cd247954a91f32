"""Interruptions, reaction times and monologues, as the sound tells them."""

import pytest

from sanxiang.quality.audio.model import Overlap, Span
from sanxiang.quality.scoring.tests.calls import (
    answered,
    hung_up,
    judged,
    recording,
    sound,
    spans,
    speech,
)

CALL = (answered(), recording(), hung_up(66))
NONE = {"figures": {"limit": 0}, "unit": "times"}
SOON = {"figures": {"limit": 3, "monologue": 60}, "unit": "s"}
BROKE_IN = Overlap(10.0, 11.2, "staff", "interruption")


@pytest.mark.parametrize(
    ("overlaps", "verdict", "value"),
    [
        ((), "met", 0),
        ((BROKE_IN,), "missed", 1),
        ((Overlap(10.0, 10.4, "staff", "backchannel"), Overlap(12, 13, "staff", "talk_over")), "met", 0),
        ((Overlap(10.0, 12.0, "customer", "interruption"),), "met", 0),
    ],
)
def test_only_staff_who_breaks_in_interrupts(overlaps, verdict, value):
    found = judged("interruptions", *CALL, clause=NONE, context=sound(overlaps=overlaps))
    assert (found.verdict, found.value) == (verdict, value)
    assert spans(found) == ([(10.0, 11.2)] if value else [])


def test_some_interruptions_may_be_allowed():
    found = judged(
        "interruptions", *CALL, clause={"figures": {"limit": 1}}, context=sound(overlaps=(BROKE_IN,))
    )
    assert found.verdict == "met" and spans(found) == [(10.0, 11.2)]


@pytest.mark.parametrize(
    ("latencies", "verdict", "value"),
    [
        ((0.3, 0.5, 9.0), "met", 0.5),  # looking something up once is no fault
        ((3.5, 4.0, 0.2), "missed", 3.5),
        ((9.0, 9.0), "not_observed", None),
        ((), "not_observed", None),
    ],
)
def test_the_usual_reaction_time_is_judged(latencies, verdict, value):
    found = judged("response_time", *CALL, clause=SOON, context=sound(latencies=latencies))
    assert (found.verdict, found.value) == (verdict, value)


def test_the_slowest_answers_can_be_played():
    context = sound(speech((1, 3), (14, 16), (30, 33)), speech((4, 8), (17, 20)), latencies=(6.0, 10.0, 5.0))
    assert spans(judged("response_time", *CALL, clause=SOON, context=context)) == [(8, 14), (20, 30)]


def test_a_breathless_monologue():
    context = sound(latencies=(0.2, 0.2, 0.2), monologues=(Span(5, 40), Span(50, 110.2)), seconds=120)
    call = (answered(), recording(), hung_up(126))
    found = judged("response_time", *call, clause=SOON, context=context)
    assert found.verdict == "missed" and spans(found) == [(50, 110.2)] and "60.2" in str(found.says)


@pytest.mark.parametrize(("measure", "clause"), [("interruptions", NONE), ("response_time", SOON)])
def test_with_one_party_alone_nothing_can_be_said_of_taking_turns(measure, clause):
    context = sound(overlaps=(BROKE_IN,), latencies=(9, 9, 9), faults=("silent_customer",))
    assert judged(measure, *CALL, clause=clause, context=context).verdict == "not_observed"
