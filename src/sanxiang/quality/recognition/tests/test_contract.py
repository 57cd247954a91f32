"""One suite over every recogniser: the twin, and the real one on its real loading path with tiny models."""

import wave

import pytest

from sanxiang.desk.contacts.papers import check_transcript
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.sherpa import SherpaOnnx
from sanxiang.quality.recognition.tests import kit
from sanxiang.quality.recognition.twin import Twin

REAL = [pytest.mark.media]  # a process for each recording


@pytest.fixture(params=["twin", pytest.param("sense_voice", marks=REAL)])
def recogniser(request, tmp_path):
    if request.param == "twin":
        return Twin()
    return SherpaOnnx(getattr(kit, request.param)(tmp_path / "model"))


@pytest.mark.media
def test_the_other_kind_of_model(tmp_path):
    wav = kit.recording(tmp_path / "a.wav", (1, 1.0, 2.0), (0, 4.0, 1.5))
    turns = SherpaOnnx(kit.paraformer(tmp_path / "model")).transcribe(wav)["turns"]
    assert [(turn["who"], turn["text"]) for turn in turns] == [("staff", "是好"), ("customer", "是好")]
    assert not any("words" in turn for turn in turns)  # this one tells no times


def test_who_spoke_when(recogniser, tmp_path):
    wav = kit.recording(tmp_path / "a.wav", (1, 1.0, 2.0), (0, 4.0, 1.5), (1, 6.5, 1.0), (1, 9.0, 2.0))
    found = recogniser.transcribe(wav)
    assert check_transcript(found) is None and found["lang"] == "zh"
    assert [turn["who"] for turn in found["turns"]] == ["staff", "customer", "staff", "staff"]
    for turn, (from_s, to_s) in zip(found["turns"], [(1, 3), (4, 5.5), (6.5, 7.5), (9, 11)], strict=True):
        assert turn["from_s"] == pytest.approx(from_s, abs=0.35)
        assert turn["to_s"] == pytest.approx(to_s, abs=0.35)
        assert set(turn["text"]) <= set("好是") and turn["text"]
        for word, start, end in turn.get("words", ()):
            assert word in turn["text"] and turn["from_s"] <= start <= end <= turn["to_s"]


def test_two_at_once_are_two_turns(recogniser, tmp_path):
    wav = kit.recording(tmp_path / "a.wav", (1, 1.0, 4.0), (0, 3.0, 4.0))
    turns = recogniser.transcribe(wav)["turns"]
    assert [turn["who"] for turn in turns] == ["staff", "customer"]
    assert turns[1]["from_s"] < turns[0]["to_s"]


def test_silence_is_no_transcript(recogniser, tmp_path):
    with pytest.raises(NotRecognised) as fault:
        recogniser.transcribe(kit.recording(tmp_path / "a.wav", seconds=3))
    assert fault.value.code == "nothing" and fault.value.sentence == "录音里没有识别出任何话。"


def test_one_sound_on_both_channels_belongs_to_nobody(recogniser, tmp_path):
    wav = kit.recording(tmp_path / "a.wav", (1, 1.0, 3.0), (1, 5.0, 2.0))
    with wave.open(str(wav)) as file:
        data = file.readframes(file.getnframes())
    both = b"".join(data[at + 2 : at + 4] * 2 for at in range(0, len(data), 4))
    with wave.open(str(wav), "wb") as file:
        file.setparams((2, 2, kit.RATE, 0, "NONE", ""))
        file.writeframes(both)
    with pytest.raises(NotRecognised) as fault:
        recogniser.transcribe(wav)
    assert fault.value.code == "sound" and "分不出谁在说话" in fault.value.sentence


def test_a_file_that_is_no_recording(recogniser, tmp_path):
    (tmp_path / "a.wav").write_bytes(b"not a wav")
    with pytest.raises(NotRecognised) as fault:
        recogniser.transcribe(tmp_path / "a.wav")
    assert fault.value.code == "sound"
