import numpy as np
import pytest

from sanxiang.quality.audio import BadSound, Listener, analyse
from sanxiang.quality.audio.tests.sounds import RATE, call, pcm, voice

DIALOGUE = ((1, 0.8, 4.0), (0, 4.6, 8.0), (1, 8.4, 13.0), (0, 13.5, 16.0))


@pytest.fixture(scope="module")
def dialogue():
    return analyse(call(*DIALOGUE, seconds=20.0), RATE)


def test_who_speaks_when(dialogue):
    for channel, voice_ in ((0, dialogue.customer), (1, dialogue.staff)):
        said = [(start, stop) for who, start, stop in DIALOGUE if who == channel]
        assert np.allclose(voice_.speech, said, atol=0.06)


def test_what_follows_from_who_speaks_when(dialogue):
    assert dialogue.greeting_s == pytest.approx(0.8, abs=0.05)
    assert dialogue.latencies == pytest.approx((0.4,), abs=0.1)
    assert [round(silence.from_s) for silence in dialogue.silences] == [16]
    assert dialogue.overlaps == ()
    assert dialogue.faults == ()


def test_rate_level_and_pitch(dialogue):
    assert dialogue.staff.rate == pytest.approx(240, rel=0.06)
    assert dialogue.staff.level_dbov == pytest.approx(-22, abs=1)
    assert dialogue.staff.pitch_hz == pytest.approx(130, rel=0.05)
    assert dialogue.customer.pitch_hz == pytest.approx(210, rel=0.05)
    assert 2 < dialogue.staff.pitch_range_st < 6


@pytest.mark.parametrize("per_second", [1.5, 2.5, 4.0])
def test_the_pace_is_counted(per_second):
    found = analyse(call((1, 1.0, 11.0), seconds=12.0, syllables=per_second), RATE)
    assert found.staff.rate == pytest.approx(60 * per_second, rel=0.08)


def test_sixteen_kilohertz_give_the_same(dialogue):
    again = analyse(call(*DIALOGUE, seconds=20.0, rate=2 * RATE), 2 * RATE)
    assert np.allclose(again.staff.speech, dialogue.staff.speech, atol=0.03)
    assert again.staff.rate == pytest.approx(dialogue.staff.rate, rel=0.05)
    assert again.seconds == dialogue.seconds


def test_what_leaks_into_the_other_channel_is_nobodys_speech():
    sound = call((1, 1.0, 9.0), (0, 10.0, 13.0), seconds=15.0).astype(float)
    sound[80:] += 0.1 * sound[:-80, ::-1]
    found = analyse(sound.astype(np.int16), RATE)
    assert np.allclose(found.customer.speech, [(10.0, 13.0)], atol=0.06)
    assert found.overlaps == ()


def test_an_interruption_is_seen_and_a_short_word_is_not_one():
    said = ((1, 0.5, 3.0), (0, 3.5, 8.0), (1, 7.0, 10.0), (0, 10.5, 15.0), (1, 12.0, 12.4))
    found = analyse(call(*said, seconds=16.0), RATE)
    assert [(one.by, one.kind) for one in found.overlaps] == [
        ("staff", "interruption"),
        ("staff", "backchannel"),
    ]


def test_noise_in_a_channel_is_no_voice():
    sound = call((1, 1.0, 6.0), seconds=10.0)
    sound[:, 0] = pcm(np.random.default_rng(3).standard_normal(len(sound)) * 0.02)
    found = analyse(sound, RATE)
    assert found.customer.faults == ("noise_only",)
    assert found.faults == ("silent_customer",)


def test_a_silent_channel_is_said():
    sound = call((1, 1.0, 6.0), seconds=8.0)
    sound[:, 0] = 0
    found = analyse(sound, RATE)
    assert found.customer.faults == ("silent",)
    assert found.customer.rate is None
    assert found.staff.rate is not None


def test_one_sound_on_both_channels_is_said():
    sound = call((1, 1.0, 6.0), seconds=8.0)
    sound[:, 0] = sound[:, 1] // 2
    assert "one_channel" in analyse(sound, RATE).faults


def test_clipping_is_said():
    sound = call((1, 1.0, 6.0), (0, 7.0, 9.0), seconds=10.0).astype(float)
    sound[:, 1] = np.clip(sound[:, 1] * 12, -32768, 32767)
    found = analyse(sound.astype(np.int16), RATE)
    assert found.staff.faults == ("clipped",)
    assert found.customer.faults == ()


def test_swapped_channels_are_said(dialogue):
    assert analyse(call(*DIALOGUE, seconds=20.0)[:, ::-1], RATE).faults == ("swapped",)


def test_music_on_hold_is_nobodys_speech():
    notes = [np.sin(2 * np.pi * hz * np.arange(RATE // 2) / RATE) for hz in (523, 659, 784, 880, 587, 440)]
    tune = np.concatenate(notes * 4) * np.tile(np.exp(-np.arange(RATE // 2) / 3600), 24) * 0.1
    sound = call((1, 1.0, 6.0), (0, 6.5, 9.0), (1, 24.0, 28.0), seconds=30.0)
    sound[80000 : 80000 + len(tune), 1] += pcm(tune)
    found = analyse(sound, RATE)
    assert np.allclose(found.staff.speech, [(1.0, 6.0), (24.0, 28.0)], atol=0.1)


@pytest.mark.parametrize("count", [0, 1, 79, 4001])
def test_the_shortest_recordings_hold_nothing(count):
    found = analyse(np.zeros((count, 2), np.int16), RATE)
    assert found.seconds == count / RATE
    assert found.faults == ("silent_customer", "silent_staff")
    assert found.staff_share is None


def test_only_two_rates_and_two_channels_are_taken():
    with pytest.raises(BadSound, match="11025"):
        Listener(11025)
    with pytest.raises(BadSound, match="两个声道"):
        Listener(8000).feed(np.zeros(100, np.int16))


def test_a_turn_has_its_pauses_inside_and_ends_at_the_others_turn():
    said = ((1, 0.5, 3.0), (1, 4.0, 6.0), (1, 9.0, 11.0), (0, 11.2, 13.0), (1, 13.1, 15.0))
    found = analyse(call(*said, seconds=16.0), RATE)
    turns = [(turn.from_s, turn.to_s) for turn in found.staff.turns]
    assert np.allclose(turns, [(0.5, 6.0), (9.0, 11.0), (13.1, 15.0)], atol=0.08)
    assert found.staff.articulation > found.staff.rate


def test_a_voice_needs_no_pause_to_be_heard():
    sound = pcm(np.stack([np.zeros(RATE * 12), voice(12.0)], axis=1))
    assert analyse(sound, RATE).staff.speech_s == pytest.approx(12.0, abs=0.3)
