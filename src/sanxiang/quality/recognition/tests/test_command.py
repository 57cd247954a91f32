"""`sanxiang transcribe` and what the doctor says of the model."""

import json

import pytest

from sanxiang.quality.recognition.tests import kit
from sanxiang.quality.recognition.twin import Twin
from sanxiang.site import cli
from sanxiang.site.commands import transcribe
from sanxiang.site.doctor import speech


@pytest.fixture(autouse=True)
def plain(monkeypatch, tmp_path):
    monkeypatch.setenv("SANXIANG_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("SANXIANG_ASR_MODEL", raising=False)


@pytest.fixture
def twin(monkeypatch):
    engine = Twin(("您好",))
    engine.check = lambda: None
    monkeypatch.setattr(transcribe, "recogniser", lambda: engine)


def folder(path, *said):
    path.mkdir()
    kit.recording(path / "audio.wav", *said, seconds=4)
    return path


def test_transcripts_are_written_and_not_rewritten(twin, tmp_path, capsys):
    one = folder(tmp_path / "c-1", (1, 1.0, 2.0))
    assert cli.main(["transcribe", str(one)]) == 0
    assert json.loads((one / "transcript.json").read_text("utf-8"))["turns"][0]["text"] == "您好"
    (one / "transcript.json").write_text("{}")
    assert cli.main(["transcribe", str(one)]) == 0 and (one / "transcript.json").read_text() == "{}"
    assert cli.main(["transcribe", str(one), "--again"]) == 0
    assert "您好" in (one / "transcript.json").read_text("utf-8")
    assert "没有重做" in capsys.readouterr().out


def test_one_that_fails_stops_no_other(twin, tmp_path, capsys):
    silent, empty, good = folder(tmp_path / "a"), tmp_path / "b", folder(tmp_path / "c", (1, 1.0, 2.0))
    assert cli.main(["transcribe", str(silent), str(empty), str(good)]) == 2
    told = capsys.readouterr().err
    assert "没有识别出任何话" in told and "audio.wav" in told
    assert (good / "transcript.json").exists() and not (silent / "transcript.json").exists()


def test_without_a_model_it_says_what_to_set(tmp_path, capsys):
    assert cli.main(["transcribe", str(tmp_path)]) == 2
    assert "SANXIANG_ASR_MODEL" in capsys.readouterr().err


def test_the_doctor_without_a_model_and_with_none_in_the_folder(tmp_path, monkeypatch):
    (found,) = speech.recognition()
    assert found.verdict == "ok" and "没有设置" in found.says
    monkeypatch.setenv("SANXIANG_ASR_MODEL", str(tmp_path / "none"))
    (found,) = speech.recognition()
    assert found.verdict == "fail" and "不存在" in found.says and found.todo


@pytest.mark.media
def test_the_doctor_loads_the_model(tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_ASR_MODEL", str(kit.sense_voice(tmp_path / "m")))
    (found,) = speech.recognition()
    assert found.verdict == "ok" and "sense_voice" in found.says
