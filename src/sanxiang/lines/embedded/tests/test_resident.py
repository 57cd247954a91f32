"""The virtual resident at a real line."""

import asyncio
import shutil
import wave

import numpy as np
import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.lines.embedded.media.g711 import RATE
from sanxiang.lines.embedded.resident import dial, read_sound, voice

from .line_kit import caller_ticket, line
from .voices_kit import likeness, speech


def _wav(path, samples, rate, channels=1):
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, 2, rate, 0, "NONE", ""))
        file.writeframes(np.repeat(samples, channels).astype("<i2").tobytes())
    return path


@pytest.mark.media
async def test_it_calls_talks_and_hangs_up(tmp_path):
    phases = []
    said = speech(1.0, 21)
    async with line(tmp_path) as running:
        operator = await running.operator("8001")
        caller = await running.caller()
        dialling = asyncio.create_task(
            dial(
                caller, said, name="王芳", phone="13800001111", stay_s=0.3, tell=lambda p, m: phases.append(p)
            )
        )
        _, ring = await operator.ring()
        assert (ring["caller_name"], ring["from"]) == ("王芳", "13800001111")
        await operator.ask("answer", call=ring["call"])
        answered, _ = await caller.phase("connected")
        assert await asyncio.wait_for(dialling, 10)
        assert phases == ["ringing", "connected", "ended"]
        assert running.records()[-2]["by"] == "customer"
        assert likeness(operator.peer.samples(answered), said)[0] > 0.95


@pytest.mark.media
async def test_nobody_answers(tmp_path):
    phases = []
    async with line(tmp_path) as running:
        caller = await running.caller(caller_ticket(give_up_s=0.5))
        tell = lambda phase, message: phases.append((phase, message["why"]))  # noqa: E731
        async with asyncio.timeout(15):
            assert not await dial(caller, speech(1.0, 21), name="", phone="", stay_s=0, tell=tell)
    assert phases[-1] == ("ended", "no_answer")


@pytest.mark.media
async def test_given_up_it_hangs_up(tmp_path):
    async with line(tmp_path) as running:
        caller = await running.caller()
        dialling = asyncio.create_task(
            dial(caller, speech(1.0, 21), name="", phone="", stay_s=0, tell=lambda p, m: None)
        )
        await caller.phase("queued")
        dialling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await dialling
        await caller.phase("ended")
        assert running.records()[-2]["by"] == "customer"


@pytest.mark.parametrize(("rate", "channels"), [(8000, 1), (48000, 2), (22050, 1)])
def test_any_sound_file_is_taken(tmp_path, rate, channels):
    tone = 8000 * np.sin(2 * np.pi * 440 * np.arange(rate) / rate)
    samples = read_sound(_wav(tmp_path / "a.wav", tone, rate, channels))
    assert abs(len(samples) / RATE - 1.0) < 0.05
    loudest = np.argmax(np.abs(np.fft.rfft(samples))) * RATE / len(samples)
    assert abs(loudest - 440) < 5


def test_what_is_no_sound_is_refused_by_name(tmp_path):
    (tmp_path / "a.wav").write_text("no sound")
    with pytest.raises(Refused, match=r"a\.wav"):
        voice(str(tmp_path / "a.wav"))
    with pytest.raises(Refused, match=r"gone\.wav"):
        voice(str(tmp_path / "gone.wav"))


def test_words_need_espeak(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(Refused, match="espeak-ng"):
        voice("您好")


@pytest.mark.media
def test_words_are_spoken():
    spoken = voice("您好，我家的水管漏水了。")
    assert 1.0 < len(spoken) / RATE < 8.0
    assert np.abs(spoken.astype(int)).max() > 3000
