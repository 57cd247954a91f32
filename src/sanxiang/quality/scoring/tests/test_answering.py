"""ANS-1 and ANS-2 as sentences."""

import pytest

from sanxiang.quality.scoring.tests.calls import answered, found, hung_up, said, spans


@pytest.mark.parametrize(
    ("wait", "ring", "verdict"),
    [(0.0, 1, "met"), (4.999, 1, "met"), (5.0, 2, "met"), (6.0, 2, "met"), (14.9, 3, "met"),
     (14.999, 3, "met"), (15.0, 4, "missed"), (15.4, 4, "missed"), (60.0, 13, "missed")],
)  # fmt: skip
def test_rings_are_counted_by_whole_cycles(wait, ring, verdict):
    finding = found("ANS-1", answered(wait), hung_up(90))
    assert (finding.value, finding.verdict, finding.unit, finding.limit) == (ring, verdict, "rings", 3)
    assert spans(finding) == [(-wait, 0.0)]


def test_rings_run_on_whoevers_phone_is_alerting():
    moved_on = [(1.0, "alerting", {"staff": "8001"}), (11.0, "alerting", {"staff": "8002"})]
    assert found("ANS-1", *moved_on, answered(16.0, "8002"), hung_up(60)).value == 4


def test_the_line_has_its_own_cadence():
    finding = found("ANS-1", answered(10.0), hung_up(60), cycle_s=3.0)
    assert (finding.value, finding.verdict) == (4, "missed")


def test_nobody_answered_in_time():
    finding = found("ANS-1", hung_up(15.0))
    assert (finding.verdict, finding.value) == ("missed", 4)
    assert spans(finding) == [(0.0, 15.0)]


def test_the_caller_gave_up_before_the_limit():
    finding = found("ANS-1", hung_up(14.9))
    assert (finding.verdict, finding.value, spans(finding)) == ("not_applicable", None, [])


def test_a_call_that_we_make_counts_no_rings():
    assert found("ANS-1", answered(30), hung_up(60), direction="out").verdict == "not_applicable"
    assert found("ANS-2", answered(60), hung_up(90), direction="out").verdict == "not_applicable"


def test_an_internal_call_counts_like_one_from_outside():
    assert found("ANS-1", answered(20), hung_up(60), direction="internal").verdict == "missed"


def test_an_early_answer_is_met_and_advised():
    finding = found("ANS-1", answered(1.0), hung_up(60))
    assert finding.verdict == "met" and finding.points == 5
    assert "第 2 至 3 声" in str(finding.says)


def test_an_answer_within_six_rings_needs_no_apology():
    assert found("ANS-2", answered(29.9), hung_up(60)).verdict == "not_applicable"


def test_a_late_answer_without_transcript_can_not_be_heard():
    finding = found("ANS-2", answered(30.0), hung_up(60))
    assert (finding.verdict, finding.value, finding.points, finding.of) == ("not_observed", 7, 0, 0)


def test_a_late_answer_with_an_apology():
    words = said(("staff", 0.5, 3.0, "您好,让您 久等了,客服中心。"), ("customer", 3.5, 5, "你好"))
    finding = found("ANS-2", answered(31), hung_up(60), transcript=words)
    assert (finding.verdict, spans(finding)) == ("met", [(0.0, 3.0)])


def test_an_apology_after_the_callers_first_words_still_opens_the_call():
    words = said(("staff", "您好,请讲"), ("customer", "怎么才接"), ("staff", "對不起"), ("customer", "算了"))
    assert found("ANS-2", answered(31), hung_up(60), transcript=words).verdict == "met"


def test_an_apology_for_something_later_does_not_count():
    words = said(("staff", "您好"), ("customer", "漏水了"), ("customer", "快来"), ("staff", "对不起"))
    assert found("ANS-2", answered(31), hung_up(60), transcript=words).verdict == "missed"


def test_the_callers_apology_does_not_count():
    words = said(("customer", "不好意思打扰了"), ("staff", "请讲"))
    assert found("ANS-2", answered(31), hung_up(60), transcript=words).verdict == "missed"


@pytest.mark.parametrize("turns", [(), (("customer", "喂"),)])
def test_a_transcript_without_staff_shows_nothing(turns):
    assert found("ANS-2", answered(31), hung_up(60), transcript=said(*turns)).verdict == "not_observed"
