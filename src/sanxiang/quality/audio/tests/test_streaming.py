import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.audio import Listener, analyse, listener
from sanxiang.quality.audio.tests.sounds import RATE, call

SAMPLES = call((1, 0.3, 2.0), (0, 1.4, 3.6), seconds=4.2)
WHOLE = analyse(SAMPLES, RATE)
LONG = call((1, 0.8, 4.0), (0, 4.6, 8.0), (1, 7.2, 13.0), (0, 13.5, 16.0), (1, 16.3, 19.0), seconds=20.0)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 9000), min_size=1, max_size=12))
def test_any_blocks_give_the_same(sizes):
    ears = Listener(RATE)
    place = 0
    for size in sizes:
        ears.feed(SAMPLES[place : place + size])
        place += size
    ears.feed(SAMPLES[place:])
    assert ears.finish() == WHOLE


def test_looking_changes_nothing():
    ears = Listener(RATE)
    for place in range(0, len(SAMPLES), 4000):
        ears.feed(SAMPLES[place : place + 4000])
        ears.now()
    assert ears.finish() == WHOLE


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 1), st.floats(0, 3), st.floats(0.05, 3)), max_size=4), st.integers(0, 5)
)
def test_every_time_lies_inside_the_recording(said, seed):
    seconds = 4.0 + seed / 7
    spans = [(channel, start, min(seconds, start + long)) for channel, start, long in said]
    found = analyse(call(*spans, seconds=seconds, noise_dbov=-50.0 - seed), RATE)
    for voice in (found.customer, found.staff):
        times = [time for span in voice.speech for time in span]
        assert times == sorted(times)
        assert all(0 <= time <= found.seconds for time in times)
        assert voice.speech_s <= found.seconds
    for one in (*found.overlaps, *found.silences, *found.monologues):
        assert 0 <= one.from_s < one.to_s <= found.seconds


def test_a_call_longer_than_what_is_held_gives_the_same(monkeypatch):
    whole = analyse(LONG, RATE)
    monkeypatch.setattr(listener, "HELD_S", 9)
    monkeypatch.setattr(listener, "SURROUNDINGS_S", 4)
    parts = analyse(LONG, RATE)
    assert np.allclose(parts.staff.speech, whole.staff.speech, atol=0.05)
    assert np.allclose(parts.customer.speech, whole.customer.speech, atol=0.05)
    assert [turn.syllables for turn in parts.staff.turns] == pytest.approx(
        [turn.syllables for turn in whole.staff.turns], abs=1
    )
    assert parts.staff.level_dbov == pytest.approx(whole.staff.level_dbov, abs=0.3)


def test_now_tells_how_the_call_goes():
    ears = Listener(RATE)
    seen = {}
    for place in range(0, len(LONG), 4000):
        ears.feed(LONG[place : place + 4000])
        seen[(place + 4000) / RATE] = ears.now()
    assert seen[3.5].staff_speaks
    assert not seen[3.5].customer_speaks
    assert seen[6.5].customer_speaks
    assert not seen[6.5].staff_speaks
    assert [(one.by, one.kind) for one in seen[10.0].overlaps] == [("staff", "interruption")]
    assert seen[20.0].silence_s == pytest.approx(1.0, abs=0.1)
    assert seen[20.0].staff_last_word_s == pytest.approx(19.0, abs=0.1)
    assert seen[20.0].staff_rate == pytest.approx(ears.finish().staff.rate, rel=0.1)


def test_before_the_first_half_second_nothing_is_known():
    ears = Listener(RATE)
    ears.feed(np.zeros((800, 2), np.int16))
    assert ears.now().silence_s == pytest.approx(0.1)
    assert ears.now().staff_rate is None
