"""TRF-2 and TRF-3 as sentences. The call is answered at second 6 after the offer."""

import pytest

from sanxiang.quality.scoring.tests.calls import (
    answered,
    consulted,
    failed,
    found,
    held,
    hung_up,
    retrieved,
    said,
    spans,
)

UP = answered(6.0)
SPOKE = (30, "consult_answered", {"target": "8002"})


def transferred(at, attended=True, target="8002", **more):
    return (at, "transferred", {"from": "8001", "target": target, "attended": attended} | more)


def test_a_call_without_transfer_is_no_case():
    assert found("TRF-2", UP, hung_up(60)).verdict == "not_applicable"
    assert found("TRF-3", UP, hung_up(60)).verdict == "not_applicable"


def test_a_blind_transfer_is_missed():
    finding = found("TRF-2", UP, transferred(40, attended=False), hung_up(60))
    assert (finding.verdict, spans(finding)) == ("missed", [(34.0, 34.0)])


def test_leaving_after_the_colleague_answered_is_met_by_signals():
    finding = found("TRF-2", UP, held(20), consulted(21), SPOKE, transferred(45), hung_up(90))
    assert (finding.verdict, spans(finding)) == ("met", [(24.0, 39.0)])


@pytest.mark.parametrize(("customer", "verdict"), [(True, "met"), (False, "missed")])
def test_where_the_exchange_listens_both_must_have_spoken(customer, verdict):
    heard = {"customer": customer, "target": True}
    steps = [UP, held(20), consulted(21), SPOKE, transferred(45, heard=heard), hung_up(90)]
    assert found("TRF-2", *steps).verdict == verdict


def test_an_attended_transfer_whose_answer_was_not_seen_is_not_judged():
    assert found("TRF-2", UP, transferred(45), hung_up(90)).verdict == "not_observed"


def test_the_answer_of_another_colleague_does_not_count():
    other = (30, "consult_answered", {"target": "8003"})
    assert found("TRF-2", UP, consulted(21, "8003"), other, transferred(45), hung_up(90)).verdict != "met"


def test_one_bad_transfer_of_two_is_missed():
    steps = [UP, consulted(21), SPOKE, transferred(45), transferred(60, attended=False, target="8003")]
    finding = found("TRF-2", *steps, hung_up(90))
    assert (finding.verdict, spans(finding)) == ("missed", [(54.0, 54.0)])


AWAY = [UP, held(20), consulted(21), failed(36)]


def test_a_failed_attempt_without_return_is_missed():
    finding = found("TRF-3", *AWAY, consulted(38, "8003"), hung_up(60))
    assert (finding.verdict, spans(finding)) == ("missed", [(30.0, 32.0)])
    assert found("TRF-3", *AWAY, hung_up(37, "staff")).verdict == "missed"
    assert found("TRF-3", *AWAY, hung_up(50)).verdict == "missed"
    assert found("TRF-3", *AWAY, transferred(40, attended=False), hung_up(50)).verdict == "missed"


@pytest.mark.parametrize("by", ["customer", "system"])
def test_a_caller_who_is_gone_at_once_gave_no_chance_to_return(by):
    assert found("TRF-3", *AWAY, hung_up(39, by)).verdict == "not_applicable"


def test_a_return_without_transcript_leaves_the_apology_unheard():
    assert found("TRF-3", *AWAY, retrieved(38), hung_up(60)).verdict == "not_observed"


def test_a_return_before_the_attempt_was_given_up_is_a_return():
    steps = [UP, held(20), consulted(21), retrieved(30), failed(31)]
    assert found("TRF-3", *steps, hung_up(60)).verdict == "not_observed"


def test_an_earlier_return_does_not_count_for_a_later_attempt():
    steps = [UP, held(10), retrieved(15), held(20), consulted(21), failed(30), consulted(31, "8003")]
    assert found("TRF-3", *steps, hung_up(60)).verdict == "missed"


@pytest.mark.parametrize(
    ("text", "at", "verdict"),
    [("对不起,暂时没有人接", 32.5, "met"), ("没人接", 32.5, "missed"), ("对不起", 43.0, "missed")],
)
def test_a_return_with_its_apology(text, at, verdict):
    words = said(("staff", 1, 3, "对不起"), ("staff", at, at + 2, text))
    finding = found("TRF-3", *AWAY, retrieved(38), hung_up(90), transcript=words)
    assert (finding.verdict, spans(finding)) == (verdict, [(32.0, 42.0)])


def test_every_return_needs_its_own_apology():
    again = [retrieved(38), held(50), consulted(51, "8003"), failed(60, "8003"), retrieved(61)]
    words = said(("staff", 33, 35, "对不起"), ("staff", 56, 57, "还是没人"))
    finding = found("TRF-3", *AWAY, *again, hung_up(90), transcript=words)
    assert (finding.verdict, spans(finding)) == ("missed", [(55.0, 65.0)])
