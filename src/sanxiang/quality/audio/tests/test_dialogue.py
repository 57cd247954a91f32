from sanxiang.quality.audio import dialogue
from sanxiang.quality.audio.channels import faults_of
from sanxiang.quality.audio.model import Span, Turn, Voice


def spoken(*spans: tuple[float, float]) -> Voice:
    """A voice whose every span is a turn."""
    speech = tuple(Span(*span) for span in spans)
    turns = tuple(Turn(span.from_s, span.to_s, 10, -25.0) for span in speech)
    return Voice(speech=speech, turns=turns, speech_s=sum(span.seconds for span in speech))


def test_silences_are_where_neither_speaks_for_two_seconds():
    found = dialogue.silences_of(spoken((3, 5), (7.5, 9)), spoken((4, 6), (9.5, 10)), 30.0)
    assert found == (Span(0.0, 3), Span(10, 30.0))


def test_the_greeting_is_the_first_that_is_more_than_a_click():
    assert dialogue.greeting_of(spoken((0.5, 0.65), (1.4, 3.0))) == 1.4
    assert dialogue.greeting_of(spoken()) is None


def test_response_times_leave_out_what_was_not_answered_or_was_cut_short():
    customer = spoken((0, 3), (10, 12), (20, 20.4), (30, 33), (40, 45))
    staff = spoken((3.4, 8), (21, 25), (32.5, 38), (46.5, 50))
    assert [round(gap, 2) for gap in dialogue.latencies_of(customer, staff)] == [0.4, 1.5]


def test_the_share_of_staff():
    assert dialogue.share_of(spoken((0, 1)), spoken((1, 4))) == 0.75
    assert dialogue.share_of(spoken(), spoken()) is None


def test_a_monologue_ends_at_the_callers_word():
    assert dialogue.monologues_of(spoken((30, 30.4)), spoken((5, 45))) == (Span(5, 30),)
    assert dialogue.monologues_of(spoken((15, 15.4), (34, 35)), spoken((5, 50))) == ()


ORDINARY = (spoken((4, 9), (20, 24)), spoken((0.8, 3.5), (9.5, 19)))


def test_an_ordinary_opening_has_no_fault():
    assert faults_of(*ORDINARY, same=False) == ()


def test_a_caller_channel_that_greets_is_swapped():
    assert faults_of(ORDINARY[1], ORDINARY[0], same=False) == ("swapped",)


def test_a_caller_who_says_a_short_word_first_is_no_swap():
    assert faults_of(spoken((0.3, 0.9), (4, 9)), spoken((1.5, 3.5)), same=False) == ()


def test_staff_who_comes_back_after_a_silence_contradicts_a_swap():
    customer, staff = spoken((1, 4), (12, 14)), spoken((4.5, 6), (30, 33))
    assert faults_of(customer, staff, same=False) == ()


def test_channels_without_a_voice_are_named():
    assert faults_of(spoken(), spoken((1, 2)), same=False) == ("silent_customer",)
    assert faults_of(spoken((1, 2)), spoken((1, 2)), same=True) == ("one_channel",)
