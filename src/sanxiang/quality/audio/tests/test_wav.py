import struct

import numpy as np
import pytest

from sanxiang.quality.audio import BadSound, analyse, analyse_file
from sanxiang.quality.audio.tests.sounds import call
from sanxiang.quality.audio.wav import A_LAW, EXTENSIBLE, MU_LAW, PCM

SECOND = np.zeros((8000, 2), "<i2")


def wav(data: bytes, *, tag=PCM, channels=2, rate=8000, bits=16, said=None, extra=b"", before=b"") -> bytes:
    step = channels * bits // 8
    form = struct.pack("<HHIIHH", tag, channels, rate, rate * step, step, bits) + extra
    size = len(data) if said is None else said
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + before + b"data" + struct.pack("<I", size) + data
    return b"RIFF" + struct.pack("<I", len(chunks) + 4) + b"WAVE" + chunks


def fault_of(tmp_path, content: bytes) -> BadSound:
    path = tmp_path / "audio.wav"
    path.write_bytes(content)
    with pytest.raises(BadSound) as caught:
        analyse_file(path)
    return caught.value


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "empty", "空"),
        (b"ID3\x04 this is music of some kind", "not_wav", "WAV"),
        (b"RIFF\x10", "not_wav", "WAV"),
        (wav(SECOND.tobytes())[:30], "header", "文件头"),
        (wav(SECOND.tobytes())[:36], "header", "文件头"),
        (wav(b""), "empty", "空"),
        (wav(SECOND.tobytes())[:-8000], "truncated", "0.2"),
        (wav(SECOND.tobytes(), rate=44100), "rate", "44100"),
        (wav(SECOND.tobytes(), rate=0), "rate", "0"),
        (wav(SECOND.tobytes(), channels=1), "one_channel", "一个声道"),
        (wav(SECOND.tobytes(), channels=6), "channels", "6"),
        (wav(SECOND.tobytes(), bits=24), "format", "16 位"),
        (wav(SECOND.tobytes(), tag=3, bits=32), "format", "16 位"),
        (wav(SECOND.tobytes()).replace(struct.pack("<I", 32000), struct.pack("<I", 7)), "header", "矛盾"),
    ],
)
def test_what_cannot_be_measured_is_said_in_one_sentence(tmp_path, content, code, word):
    fault = fault_of(tmp_path, content)
    assert fault.code == code
    assert word in fault.message
    assert fault.message.endswith("。")


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(BadSound) as caught:
        analyse_file(tmp_path / "none.wav")
    assert caught.value.code == "unreadable"


def test_a_recording_of_more_than_a_day_is_no_call(tmp_path):
    path = tmp_path / "audio.wav"
    head = wav(b"", said=25 * 3600 * 32000)
    with path.open("wb") as file:  # a sparse file: 2.9 GB that take no room
        file.write(head)
        file.truncate(len(head) + 25 * 3600 * 32000)
    assert fault_of_path(path).code == "too_long"


def fault_of_path(path) -> BadSound:
    with pytest.raises(BadSound) as caught:
        analyse_file(path)
    return caught.value


@pytest.mark.parametrize("said", [0, 0xFFFFFFFF, 0x7FFFFFFF])
def test_a_head_that_does_not_know_the_length_is_read_to_the_end(tmp_path, said):
    path = tmp_path / "audio.wav"
    path.write_bytes(wav(SECOND.tobytes(), said=said))
    assert analyse_file(path).seconds == 1.0


def test_chunks_around_the_sound_are_passed_over(tmp_path):
    path = tmp_path / "audio.wav"
    path.write_bytes(wav(SECOND.tobytes(), before=b"LIST\x03\x00\x00\x00abc\x00") + b"LIST\x02\x00\x00\x00xy")
    assert analyse_file(path).seconds == 1.0


def test_the_extensible_form_is_pcm_too(tmp_path):
    extra = struct.pack("<HHI", 22, 16, 3) + struct.pack("<H", PCM) + b"\x00" * 14
    path = tmp_path / "audio.wav"
    path.write_bytes(wav(SECOND.tobytes(), tag=EXTENSIBLE, extra=extra))
    assert analyse_file(path).seconds == 1.0


def test_a_file_gives_what_its_samples_give(tmp_path):
    samples = call((1, 0.5, 3.0), (0, 3.5, 5.0), seconds=6.0)
    path = tmp_path / "audio.wav"
    path.write_bytes(wav(samples.tobytes()))
    assert analyse_file(str(path)) == analyse(samples, 8000)


@pytest.mark.parametrize(("law", "silence", "loud"), [(A_LAW, 0xD5, 0xAA), (MU_LAW, 0xFF, 0x80)])
def test_both_laws_of_g711_are_read(tmp_path, law, silence, loud):
    codes = np.full((16000, 2), silence, np.uint8)
    codes[4000:12000:8, 1] = loud  # a click train in staff's channel, at full scale
    path = tmp_path / "audio.wav"
    path.write_bytes(wav(codes.tobytes(), tag=law, bits=8))
    found = analyse_file(path)
    assert found.seconds == 2.0
    assert found.customer.faults == ("silent",)
