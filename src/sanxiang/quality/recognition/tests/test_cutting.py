"""Where a call is cut, and how words are put together. No sound is needed."""

import pytest

from sanxiang.quality.audio.model import Span
from sanxiang.quality.recognition.cutting import LONGEST_S, Cut, _joined
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.writing import Heard, transcript


@pytest.mark.parametrize(
    ("speech", "cut"),
    [
        ([], []),
        ([(0, 1), (1.5, 2)], [(0, 2)]),
        ([(0, 1), (2.5, 3)], [(0, 1), (2.5, 3)]),
        ([(0, 12), (12.3, 19), (19.2, 25)], [(0, 19), (19.2, 25)]),
        ([(0, 45)], [(0, 20), (20, 40), (40, 45)]),
    ],
)
def test_turns_end_at_pauses_and_are_not_too_long(speech, cut):
    found = list(_joined([Span(*one) for one in speech]))
    assert found == [Span(*one) for one in cut]
    assert all(one.seconds <= LONGEST_S for one in found)


def words(tokens, starts):
    return transcript([(Cut(1, 10.0, 14.0), Heard("x", tokens, starts))])["turns"][0].get("words")


def test_words_are_on_the_clock_of_the_recording():
    assert words(("您", "好"), (0.5, 0.9)) == [["您", 10.5, 10.9], ["好", 10.9, 11.7]]


def test_pieces_of_words_are_put_together():
    assert words(("▁he", "llo", "▁you", "好"), (0, 0.2, 0.5, 1)) == [
        ["hello", 10.0, 10.5], ["you", 10.5, 11.0], ["好", 11.0, 11.8],
    ]  # fmt: skip
    assert words(("hel@@", "lo", "you"), (0, 0.2, 0.5))[0][0] == "hello"


@pytest.mark.parametrize(("tokens", "starts"), [((), ()), (("您", "好"), ()), (("，", "。"), (0, 1))])
def test_a_model_that_tells_no_times_has_no_words(tokens, starts):
    assert words(tokens, starts) is None


def test_a_word_does_not_last_longer_than_its_turn():
    assert words(("您",), (3.9,)) == [["您", 13.9, 14.0]]
    assert words(("您",), (9.0,)) == [["您", 14.0, 14.0]]


def test_empty_turns_fall_and_nothing_is_said_to_be_nothing():
    cut = Cut(0, 0, 1)
    assert len(transcript([(cut, Heard(" ")), (cut, Heard("喂"))])["turns"]) == 1
    with pytest.raises(NotRecognised):
        transcript([(cut, Heard(""))])
