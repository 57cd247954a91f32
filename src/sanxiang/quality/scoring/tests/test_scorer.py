"""Points, the score, and properties that hold for any call."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.quality.scoring.judgement import COUNTED, Said, say
from sanxiang.quality.scoring.measures import MEASURES
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import Finding, score, total
from sanxiang.quality.scoring.tests.calls import BOOK, START, answered, found, hung_up, scored
from sanxiang.quality.words.folding import normal
from sanxiang.rules.rulebook import vocabulary
from sanxiang.rules.rulebook.model import PointStep

VERDICTS = {"met", "missed", "not_applicable", "not_observed", "for_person"}


def test_the_rulebook_and_the_measures_know_each_other():
    assert MEASURES.keys() == vocabulary.MEASURES.keys()
    assert all(len(measure.__doc__ or "") > 60 for measure in MEASURES.values())


def finding(verdict, points, of):
    return Finding("X-1", "signal", verdict, None, None, None, points, of, (), Said("x"))


@pytest.mark.parametrize(
    ("points", "expected"),
    [([(5, 5)], "100.0"), ([(0, 5)], "0.0"), ([(5, 5), (0, 5), (0, 5)], "33.3"),
     ([(5, 5)] * 2 + [(0, 5)], "66.7"),
     ([(1, 16)], "6.3"), ([(2.5, 5), (5, 5)], "75.0"), ([], None), ([(0, 0)], None)],
)  # fmt: skip
def test_the_score_is_the_share_of_points_to_one_decimal(points, expected):
    counted = [finding("met" if got else "missed", got, of) for got, of in points]
    assert total(counted) == (None if expected is None else Decimal(expected))


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 100)), min_size=1))
def test_the_score_lies_between_nothing_and_everything(rows):
    counted = [finding("met" if got else "missed", of if got else 0, of) for got, of in rows]
    result = total(counted)
    assert 0 <= result <= 100
    assert (result == 100) >= all(got for got, _ in rows)
    assert total([*counted, finding("not_applicable", 0, 0), finding("not_observed", 0, 0)]) == result
    assert total(reversed(counted)) == result


def test_steps_earn_part_of_the_points():
    clause = replace(BOOK.clause("ANS-1"), steps=(PointStep(4, 3), PointStep(6, 1)))
    book = replace(BOOK, clauses=(clause,))
    points = [found("ANS-1", answered(wait), hung_up(90), book=book).points for wait in (14, 16, 29, 31)]
    assert points == [5, 3, 1, 0]


def test_what_does_not_count_has_no_points_to_sum():
    findings = scored(answered(6), hung_up(60)).findings
    assert all((one.points, one.of) == (0, 0) for one in findings if one.verdict not in COUNTED)
    sums = sum(one.points for one in findings), sum(one.of for one in findings)
    assert scored(answered(6), hung_up(60)).score == round(Decimal(100) * sums[0] / sums[1], 1)


def test_a_call_that_nobody_can_be_blamed_for_has_no_score():
    assert scored(hung_up(3)).score is None


def test_the_sentence_keeps_its_values_for_other_languages():
    said = say("第 %(count)s 声接起，%(seconds)s 秒", count=2, seconds=6.25)
    assert (said.key, said.values) == ("第 %(count)s 声接起，%(seconds)s 秒", {"count": 2, "seconds": "6.2"})
    assert str(said) == "第 2 声接起，6.2 秒"


def test_words_are_compared_as_they_are_spoken():
    assert normal("对不起, 让您\n久等了!") == "对不起让您久等了"
    assert normal("bye") in normal("OK,BYE!") and normal("bye") not in normal("by example")
    assert normal("sorry") in normal("sorry对不起") and normal("") == ""


STAFF = st.sampled_from(["8001", "8002", "8003"])
BY = st.sampled_from(["staff", "customer"])
ANY_EVENT = st.one_of(
    st.tuples(st.just("alerting"), st.fixed_dictionaries({"staff": STAFF})),
    st.tuples(st.just("answered"), st.fixed_dictionaries({"staff": STAFF})),
    st.tuples(st.just("recording"), st.just({"sample_rate": 8000})),
    st.tuples(st.sampled_from(["held", "retrieved", "muted", "unmuted"]), st.fixed_dictionaries({"by": BY})),
    st.tuples(st.just("consulted"), st.fixed_dictionaries({"staff": STAFF, "target": STAFF})),
    st.tuples(st.just("consult_answered"), st.fixed_dictionaries({"target": STAFF})),
    st.tuples(st.just("consult_failed"), st.fixed_dictionaries({"target": STAFF, "reason": st.just("busy")})),
    st.tuples(
        st.just("transferred"),
        st.fixed_dictionaries({"from": STAFF, "target": STAFF, "attended": st.booleans()}),
    ),
    st.tuples(
        st.just("hung_up"), st.fixed_dictionaries({"by": st.sampled_from(["staff", "customer", "system"])})
    ),
)
TEXTS = st.sampled_from(["您好", "对不起", "再见", "我复述一遍", "sorry", ""])
TURN = st.tuples(st.sampled_from(["staff", "customer"]), st.floats(0, 300), st.floats(0, 20), TEXTS)


@st.composite
def calls(draw):
    """Any events in any order at any distance, with or without papers."""
    at, events = 0.0, []
    offered = {"call": "c", "line": "l", "direction": draw(st.sampled_from(["in", "out", "internal"]))}
    rows = [
        ("offered", offered | {"from": None, "to": None}),
        *draw(st.lists(ANY_EVENT, max_size=14)),
        ("ended", {}),
    ]
    for name, data in rows:
        events.append(Event(START + timedelta(seconds=at), name, data))
        at += draw(st.integers(0, 40_000)) / 1000
    turns = draw(st.none() | st.lists(TURN, max_size=6))
    transcript = turns and {
        "turns": [{"who": w, "from_s": f, "to_s": f + d, "text": text} for w, f, d, text in turns]
    }
    record = draw(
        st.none() | st.fixed_dictionaries({}, optional={"category": st.sampled_from(["repair", "x"]),
                                                        "restated": st.booleans(), "message": st.just({})})
    )  # fmt: skip
    return CallFolder("c", tuple(events), record, transcript or None, None)


@given(calls(), st.booleans())
def test_any_call_is_judged_without_contradiction(call, register_open):
    result = score(observe(call, Context(register_open=register_open)), BOOK)
    assert [one.clause for one in result.findings] == [clause.id for clause in BOOK.clauses]
    for one in result.findings:
        assert one.verdict in VERDICTS and str(one.says)
        assert one.of == (5 if one.verdict in COUNTED else 0)
        assert one.points == (5 if one.verdict == "met" else 0)
        assert all(span.from_s <= span.to_s for span in one.evidence)
        assert one.verdict != "not_applicable" or (one.value is None and not one.evidence)


@given(calls())
def test_without_a_transcript_no_fault_hangs_on_words(call):
    heard = {one.clause: one.verdict for one in score(observe(call), BOOK).findings}
    mute = score(observe(replace(call, transcript=None)), BOOK)
    unheard = {one.clause: one.verdict for one in mute.findings}
    assert unheard["ANS-2"] not in COUNTED
    for clause in ("TLK-12", "TRF-3"):
        assert unheard[clause] != "met"
        assert unheard[clause] != "missed" or heard[clause] == "missed"


@given(calls(), st.integers(-(10**6), 10**6))
def test_the_hour_of_the_day_changes_nothing(call, minutes):
    moved = tuple(Event(one.at + timedelta(minutes=minutes), one.event, one.data) for one in call.events)
    book = replace(BOOK, clauses=tuple(one for one in BOOK.clauses if one.id != "OUT-2"))  # rest hours
    assert score(observe(call), book) == score(observe(replace(call, events=moved)), book)


@given(calls())
def test_what_is_nobodys_doing_changes_nothing(call):
    """A customer's own hold or mute never counts against staff."""
    rest = tuple(
        one for one in call.events
        if not (one.event in ("held", "retrieved", "muted", "unmuted") and one.data["by"] == "customer")
    )  # fmt: skip
    assert score(observe(replace(call, events=rest)), BOOK) == score(observe(call), BOOK)


def test_what_an_exchange_reports_after_the_hang_up_is_nobodys_doing():
    late = [(61, "held", {"by": "staff"}), (90, "consult_failed", {"target": "8002", "reason": "failed"})]
    assert scored(answered(6), hung_up(60), *late).findings == scored(answered(6), hung_up(60)).findings
    assert found("TLK-17", hung_up(60), answered(70)).verdict == "not_applicable"
