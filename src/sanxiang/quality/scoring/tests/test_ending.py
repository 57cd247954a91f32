"""TLK-17, TLK-19 and TLK-20 as sentences. The call is answered at second 6 after the offer."""

import pytest

from sanxiang.quality.scoring.tests.calls import answered, found, hung_up, said, spans

UP = answered(6.0)


def test_three_minutes_are_the_longest_for_a_simple_matter():
    finding = found("TLK-17", UP, hung_up(186.0))
    assert (finding.verdict, finding.value, spans(finding)) == ("met", 180, [(0.0, 180.0)])


def test_what_goes_beyond_three_minutes_is_shown():
    finding = found("TLK-17", UP, hung_up(217.5))
    assert (finding.verdict, finding.value, spans(finding)) == ("missed", 211.5, [(180.0, 211.5)])


@pytest.mark.parametrize("category", ["complaint", "emergency"])
def test_complaints_and_emergencies_may_take_longer(category):
    finding = found("TLK-17", UP, hung_up(999), record={"category": category})
    assert (finding.verdict, finding.points, finding.of) == ("not_applicable", 0, 0)


def test_a_call_without_a_hang_up_lasts_until_it_ended():
    assert found("TLK-17", UP, (96.0, "recording", {"sample_rate": 8000})).value == 90


def test_an_unanswered_call_has_no_length():
    assert found("TLK-17", hung_up(300)).verdict == "not_applicable"


def test_the_caller_hangs_up_first():
    finding = found("TLK-19", UP, hung_up(66))
    assert (finding.verdict, spans(finding)) == ("met", [(60.0, 60.0)])


def test_staff_hangs_up_first():
    finding = found("TLK-19", UP, hung_up(66, "staff"))
    assert (finding.verdict, finding.value) == ("missed", None)


@pytest.mark.parametrize(("at", "verdict"), [(62.0, "met"), (61.99, "missed")])
def test_staff_may_release_a_caller_who_stays_silent_after_the_goodbye(at, verdict):
    words = said(("staff", 40, 46, "谢谢您,再见"), ("customer", 44, 45, "好"))
    finding = found("TLK-19", UP, hung_up(at, "staff"), transcript=words)
    assert finding.verdict == verdict
    assert finding.value == pytest.approx(at - 52)


def test_a_caller_who_still_speaks_may_not_be_released():
    words = said(("staff", 40, 42, "再见"), ("customer", 48, 50, "等一下"))
    assert found("TLK-19", UP, hung_up(65, "staff"), transcript=words).verdict == "missed"


def test_silence_without_a_goodbye_is_no_excuse():
    words = said(("staff", 10, 12, "您好"), ("customer", 13, 14, "喂"))
    assert found("TLK-19", UP, hung_up(65, "staff"), transcript=words).verdict == "missed"


def test_a_goodbye_without_times_shows_no_silence():
    words = said(("staff", "再见"), ("customer", "好"))
    assert found("TLK-19", UP, hung_up(99, "staff"), transcript=words).verdict == "missed"


def test_the_transcript_runs_on_the_clock_of_the_recording():
    words = said(("staff", 40, 46, "再见"))
    late = [(8.0, "recording", {"sample_rate": 8000})]
    assert found("TLK-19", UP, *late, hung_up(63, "staff"), transcript=words).verdict == "met"
    assert found("TLK-19", UP, *late, hung_up(63, "staff"), transcript=words, audio=True).verdict == "missed"
    assert found("TLK-19", UP, *late, hung_up(64, "staff"), transcript=words, audio=True).verdict == "met"


def test_a_broken_line_is_nobodys_hang_up():
    assert found("TLK-19", UP, hung_up(66, "system")).verdict == "not_applicable"
    assert found("TLK-19", hung_up(66)).verdict == "not_applicable"


def test_a_call_without_a_hang_up_does_not_say_who():
    assert found("TLK-19", UP, (66, "unmuted", {"by": "staff"})).verdict == "not_observed"


def test_a_call_that_breaks_off_needs_the_next_call():
    finding = found("TLK-20", UP, hung_up(66, "system"))
    assert (finding.verdict, finding.points, finding.of) == ("not_observed", 0, 0)


@pytest.mark.parametrize(("later", "verdict"), [(30.0, "met"), (120.0, "met"), (120.5, "missed")])
def test_a_call_that_broke_off_is_rung_back_at_once(later, verdict):
    finding = found("TLK-20", UP, hung_up(66, "system"), rung_back_s=later)
    assert (finding.verdict, finding.value) == (verdict, later)


@pytest.mark.parametrize("events", [[UP, hung_up(66)], [UP, hung_up(66, "staff")], [hung_up(9, "system")]])
def test_a_call_that_ended_in_order_owes_nothing(events):
    assert found("TLK-20", *events).verdict == "not_applicable"
