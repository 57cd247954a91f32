import tomllib
import wave
from importlib import resources

import numpy as np
import pytest

from sanxiang.lines.embedded.media import tones
from sanxiang.lines.embedded.media.ear import Ear
from sanxiang.lines.embedded.media.g711 import RATE, Law, decode, encode
from sanxiang.lines.embedded.media.mixing import Conference
from sanxiang.lines.embedded.media.rtp import Packet
from sanxiang.lines.embedded.media.sounds import BadSound, Sounds, read_wav, ringback

from .voices_kit import likeness, speech, tone_level

NAMES = tomllib.loads(
    (resources.files("sanxiang.lines.embedded") / "prompts" / "texts.toml").read_text(encoding="utf-8")
)


def frames(samples, law=Law.U):
    data = encode(samples, law)
    return [Packet(law, 0, 0, 1, data[at : at + 160]) for at in range(0, len(data), 160)]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_has_its_announcement_at_the_level_of_a_voice(name):
    samples = decode(Sounds().payload(name, Law.U), Law.U).astype(float)
    assert 1.0 < len(samples) / RATE < 8.0
    assert -40 < 20 * np.log10(np.sqrt((samples**2).mean()) / 32768) < -18


def test_ringing_is_450_hz_in_the_lines_cadence():
    samples = decode(ringback(Law.A, 1.0, 5.0), Law.A)
    assert len(samples) == 5 * RATE
    assert tone_level(samples[:RATE]) > 0.99
    assert abs(samples[RATE + 10 :]).max() < 20


def test_hold_is_music_and_no_speech():
    samples = tones.hold()
    assert 5 < len(samples) / RATE < 20
    assert np.abs(samples).max() < 0.3 * 32767


def test_a_company_lays_its_own_recording_over_ours(tmp_path):
    own = speech(1, 1)
    with wave.open(str(tmp_path / "notice.wav"), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(own.tobytes())
    (tmp_path / "busy.wav").write_bytes(b"no sound at all")
    sounds = Sounds(tmp_path)
    assert likeness(decode(sounds.payload("notice", Law.U), Law.U), own)[0] > 0.99
    assert sounds.payload("busy", Law.U) == Sounds().payload("busy", Law.U)
    with pytest.raises(KeyError):
        sounds.payload("../secret", Law.U)


def test_a_sound_that_can_not_be_played_says_how_it_should_be(tmp_path):
    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((2, 2, 44100, 0, "NONE", ""))
        file.writeframes(bytes(400))
    with pytest.raises(BadSound, match="8000 Hz"):
        read_wav(path.read_bytes(), "a.wav")


def test_speech_is_heard_and_silence_hum_and_clicks_are_not():
    quiet = np.random.default_rng(1).normal(0, 40, 4 * RATE).astype(np.int16)
    clicks = quiet.copy()
    clicks[:: RATE // 2] = 20000
    for samples, heard in ((speech(1, 2), True), (quiet, False), (clicks, False)):
        ear = Ear()
        for packet in frames(samples):
            if not ear.heard:
                ear.feed(packet)
        assert ear.heard is heard


def test_each_in_a_conference_hears_the_others_and_not_themselves():
    conference = Conference(["a", "b", "c"])
    said = {name: speech(1, number) for number, name in enumerate("abc")}
    heard = dict.fromkeys(said, b"")
    for at in range(50):
        for name, samples in said.items():
            conference.feed(name, frames(samples[at * 160 : at * 160 + 160])[0])
        for name, payload in conference.beat(dict.fromkeys(said, Law.U)).items():
            heard[name] += payload
    for name in said:
        for other, samples in said.items():
            degree = likeness(decode(heard[name], Law.U), samples)[0]
            assert (degree > 0.5) is (other != name)


def test_packets_of_another_length_are_cut_to_twenty_milliseconds():
    conference = Conference(["a", "b", "c"])
    said = speech(0.24, 9)
    data = encode(said, Law.U)
    heard = b""
    for at in range(0, len(data), 240):
        conference.feed("a", Packet(Law.U, 0, 0, 1, data[at : at + 240]))
        heard += conference.beat({"b": Law.U})["b"]
    for _ in range(6):
        heard += conference.beat({"b": Law.U})["b"]
    assert likeness(decode(heard, Law.U), said)[0] > 0.99
