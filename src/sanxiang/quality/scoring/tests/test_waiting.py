"""TLK-8 and TLK-9 as sentences. The call is answered at second 6 after the offer."""

import pytest

from sanxiang.quality.scoring.tests.calls import (
    answered,
    consulted,
    found,
    held,
    hung_up,
    muted,
    retrieved,
    spans,
    unmuted,
)

UP = answered(6.0)


def test_no_hold_is_no_case():
    assert found("TLK-8", UP, hung_up(60)).verdict == "not_applicable"
    assert found("TLK-9", UP, hung_up(60)).verdict == "not_applicable"


@pytest.mark.parametrize(("back", "verdict"), [(35.0, "met"), (35.001, "missed")])
def test_a_hold_of_fifteen_seconds_is_the_longest_allowed(back, verdict):
    finding = found("TLK-8", UP, held(20), retrieved(back), hung_up(60))
    assert (finding.verdict, finding.value, finding.limit) == (verdict, round(back - 20, 3), 15)
    assert spans(finding) == [(14.0, round(back - 6, 3))]


def test_only_the_stretches_that_were_too_long_are_shown():
    holds = [held(10), retrieved(20), held(21), retrieved(40), held(41), retrieved(61)]
    finding = found("TLK-8", UP, *holds, hung_up(80))
    assert (finding.verdict, finding.value) == ("missed", 20)
    assert spans(finding) == [(15.0, 34.0), (35.0, 55.0)]


def test_a_word_in_between_parts_two_short_holds():
    finding = found("TLK-8", UP, held(10), retrieved(24), held(25), retrieved(39), hung_up(60))
    assert (finding.verdict, finding.value, len(finding.evidence)) == ("met", 14, 2)


def test_a_hold_that_never_ends_is_missed_however_short():
    finding = found("TLK-8", UP, held(20), hung_up(25))
    assert (finding.verdict, finding.value, spans(finding)) == ("missed", 5, [(14.0, 19.0)])
    assert found("TLK-9", UP, held(20), hung_up(25)).verdict == "met"


def test_a_transfer_ends_the_hold():
    away = (30, "transferred", {"from": "8001", "target": "8002", "attended": True})
    finding = found("TLK-8", UP, held(20), consulted(21), away, hung_up(90))
    assert (finding.verdict, finding.value) == ("met", 10)


def test_what_the_customer_holds_is_the_customers_matter():
    by_customer = [(20, "held", {"by": "customer"}), (90, "retrieved", {"by": "customer"})]
    assert found("TLK-8", UP, *by_customer, hung_up(99)).verdict == "not_applicable"
    assert found("TLK-9", UP, (20, "muted", {"by": "customer"}), hung_up(99)).verdict == "not_applicable"
    finding = found("TLK-8", UP, held(20), by_customer[0], retrieved(30), hung_up(99))
    assert (finding.verdict, finding.value) == ("met", 10)


@pytest.mark.parametrize(("back", "verdict"), [(35.0, "met"), (36.0, "missed")])
def test_a_mute_may_be_as_long_as_a_hold(back, verdict):
    finding = found("TLK-9", UP, muted(20), unmuted(back), hung_up(60))
    assert (finding.verdict, finding.value) == (verdict, back - 20)


def test_a_mute_inside_a_hold_is_one_silence():
    finding = found("TLK-9", UP, held(20), muted(30), retrieved(32), unmuted(40), hung_up(60))
    assert (finding.verdict, finding.value, spans(finding)) == ("missed", 20, [(14.0, 34.0)])


def test_a_mute_until_the_end_lasts_until_the_end():
    assert found("TLK-9", UP, muted(20), hung_up(36)).verdict == "missed"
    assert found("TLK-9", UP, muted(20), hung_up(34)).verdict == "met"


@pytest.mark.parametrize("audio", [True, False])
def test_the_sentence_says_what_was_not_listened_to(audio):
    assert "没有听录音" in str(found("TLK-9", UP, muted(20), unmuted(30), hung_up(60), audio=audio).says)
