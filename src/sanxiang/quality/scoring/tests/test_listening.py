"""Recordings of call folders and of calls on file: listened to once, and never a fault by mistake."""

import wave
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from sanxiang.desk.contacts.domain.recordings import checked
from sanxiang.desk.contacts.queries import recordings_folder
from sanxiang.desk.contacts.tests.rows import START, answered_call, happen, site_of
from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.ids import new_id
from sanxiang.quality.audio.model import VERSION, Analysis
from sanxiang.quality.scoring import domain, queries, reactions
from sanxiang.quality.scoring.folders import listens, score_folder, sound_of
from sanxiang.quality.scoring.models import SoundAnalysis
from sanxiang.quality.scoring.tests.calls import BOOK, answered, folder, hung_up, recording, replace
from sanxiang.rules.rulebook import open_edition

RATE = 8000
AUDIO = {clause.id for clause in BOOK.clauses if clause.kinds == ("audio",)}


def write(path: Path, customer, staff, *, rate=RATE, channels=2) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = np.stack([customer, staff], axis=1)[:, :channels].astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sound.tobytes())
    return path


def hiss(seconds=36.0):
    return np.random.default_rng(1).normal(0, 20, int(RATE * seconds))


def verdicts(path):
    call = replace(folder(answered(), recording(), hung_up(42)), audio_path=path)
    result = score_folder(call, open_edition("property"))
    return {one.clause: (one.verdict, str(one.says)) for one in result.findings if one.clause in AUDIO}


def test_the_rulebook_listens():
    assert listens(BOOK) and not listens(replace(BOOK, clauses=BOOK.clauses[:1])) and AUDIO


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "empty"), (b"RIFF....WAVE", "header"), (b"\x00" * 4000, "not_wav"), (None, "unreadable")],
)
def test_a_file_that_can_not_be_read_is_a_reason_and_no_crash(tmp_path, content, fault):
    path = tmp_path / "audio.wav"
    if content is not None:
        path.write_bytes(content)
    assert sound_of(path) == (None, fault)
    found = verdicts(path)
    assert {verdict for verdict, _ in found.values()} == {"not_observed"}
    assert all("录音" in says for _, says in found.values())


def test_a_recording_without_a_voice_and_one_with_one_channel_judge_nobody(tmp_path):
    silent = verdicts(write(tmp_path / "silent.wav", hiss(), hiss()[::-1]))
    mono = verdicts(write(tmp_path / "mono.wav", hiss(), hiss(), channels=1))
    same = verdicts(write(tmp_path / "same.wav", hiss(), hiss()))
    for found in (silent, mono, same):
        assert {verdict for verdict, _ in found.values()} == {"not_observed"}
    assert all("声道" in says for _, says in mono.values())


def fact(row):
    data = {"call": row.call_id, "fault": ""}
    return Fact(id=new_id(), at=START, kind="recording.checked", subject=f"contact:{row.pk}", data=data)


@pytest.fixture
def recorded(db):
    """A call whose recording is on disk."""
    row = answered_call("c-1", site=site_of(), over=False)
    happen("c-1", "recording", 6.0, file="c-1.wav", sample_rate=RATE)
    happen("c-1", "hung_up", 36, by="customer", why="caller_left")
    happen("c-1", "ended", 36.1)
    write(recordings_folder() / "c-1.wav", hiss(30), hiss(30)[::-1])
    return row


def test_a_recording_is_listened_to_once_and_the_call_scored_again(recorded, monkeypatch):
    reactions.on_call_ended(fact(recorded))
    assert said(recorded)["TLK-4"] == "录音还没有分析完。"
    checked(contact_id=recorded.pk, seconds=30.0, fault="", at=START)
    reactions.on_recording_checked(fact(recorded))
    kept = SoundAnalysis.objects.get()
    assert (kept.call_id, kept.version, kept.fault) == ("c-1", VERSION, "")
    assert Analysis.from_json(kept.content).seconds == pytest.approx(30.0, abs=0.1)
    assert said(recorded)["TLK-4"] != "录音还没有分析完。" and len(queries.history("c-1")) == 2
    monkeypatch.setattr(domain, "sound_of", lambda path: pytest.fail("listened to twice"))
    reactions.on_recording_checked(fact(recorded))
    assert len(queries.history("c-1")) == 2


def test_another_version_of_the_analysis_listens_again_and_keeps_the_earlier(recorded, monkeypatch):
    domain.listen("c-1", at=START)
    monkeypatch.setattr(domain, "VERSION", VERSION + "x")
    domain.listen("c-1", at=START + timedelta(days=1))
    assert SoundAnalysis.objects.count() == 2


def test_a_worker_killed_after_listening_still_scores_the_call(recorded):
    domain.listen("c-1", at=START)
    reactions.on_recording_checked(fact(recorded))
    assert "还没有分析完" not in said(recorded)["TLK-4"]


def test_a_recording_that_is_gone_is_said(recorded):
    (recordings_folder() / "c-1.wav").unlink()
    reactions.on_recording_checked(fact(recorded))
    assert said(recorded)["TLK-4"] == "录音文件不见了。"
    assert SoundAnalysis.objects.get().content is None


def said(row):
    return {one.clause: one.says for one in queries.latest_with_findings(row.call_id)[1]}
