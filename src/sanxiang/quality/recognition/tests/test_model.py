"""The folder of the model: what is in it, what is missing, and models that end their process."""

import os
import sys

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.quality.recognition import setting, sherpa
from sanxiang.quality.recognition.folder import look
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.sherpa import SherpaOnnx
from sanxiang.quality.recognition.tests import kit


def refused(call, *arguments):
    with pytest.raises(NotRecognised) as fault:
        call(*arguments)
    return fault.value


@pytest.mark.parametrize("kind", ["sense_voice", "paraformer"])
def test_the_kind_is_read_from_the_model(tmp_path, kind):
    assert look(getattr(kit, kind)(tmp_path / "m")).kind == kind


def test_the_smaller_model_is_taken(tmp_path):
    folder = kit.sense_voice(tmp_path / "m")
    os.link(folder / "model.onnx", folder / "model.int8.onnx")
    assert look(folder).file.name == "model.int8.onnx"


def test_a_folder_that_is_not_there(tmp_path):
    fault = refused(look, tmp_path / "none")
    assert fault.code == "model" and "SANXIANG_ASR_MODEL" in fault.sentence and "不存在" in fault.sentence


@pytest.mark.parametrize("gone", ["model.onnx", "tokens.txt"])
def test_a_missing_file_is_named(tmp_path, gone):
    folder = kit.sense_voice(tmp_path / "m")
    (folder / gone).unlink()
    assert refused(look, folder).sentence == f"识别模型文件夹 {folder} 里缺少 {gone}。"


@pytest.mark.parametrize("spoil", ["undescribed", "cut", "empty"])
def test_a_model_that_does_not_say_what_it_is(tmp_path, spoil):
    folder = kit.sense_voice(tmp_path / "m", described=spoil != "undescribed")
    data = (folder / "model.onnx").read_bytes()
    (folder / "model.onnx").write_bytes({"undescribed": data, "cut": data[:9000], "empty": b""}[spoil])
    fault = refused(look, folder)
    assert fault.code == "model" and "sherpa-onnx" in fault.sentence and "不完整" in fault.sentence


def test_without_the_package_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(sherpa.importlib.util, "find_spec", lambda name: None)
    fault = refused(SherpaOnnx(kit.sense_voice(tmp_path / "m")).transcribe, tmp_path / "a.wav")
    assert fault.code == "model" and "sanxiang[recognition]" in fault.sentence


def test_the_setting(tmp_path, monkeypatch):
    monkeypatch.delenv("SANXIANG_ASR_MODEL", raising=False)
    assert setting.recogniser() is None
    monkeypatch.setenv("SANXIANG_ASR_MODEL", str(tmp_path))
    assert isinstance(setting.recogniser(), SherpaOnnx)
    monkeypatch.setenv("SANXIANG_ASR_LANGUAGE", "klingon")
    with pytest.raises(Refused, match="klingon"):
        setting.recogniser()


class Fake(SherpaOnnx):
    """The real adapter with another program in the place of the recognising one."""

    program = ""

    def _run(self, command, path):
        return super()._run([sys.executable, "-c", self.program], path)


@pytest.mark.parametrize(
    ("program", "code", "says"),
    [
        ("import os; os.kill(os.getpid(), 9)", "ended", "SIGKILL"),
        ("import os; os.kill(os.getpid(), 11)", "ended", "SIGSEGV"),
        ("import sys; sys.stderr.write('no vocab_size\\n'); sys.exit(255)", "ended", "no vocab_size"),
        ("print('loading'); print('half a {')", "ended", "0"),
        ("import time; time.sleep(60)", "late", "0.5"),
    ],
)
def test_a_process_that_ends_badly_ends_alone(tmp_path, program, code, says):
    engine = Fake(kit.sense_voice(tmp_path / "m"), limit_s=0.5 if code == "late" else None)
    engine.program = program
    fault = refused(engine.transcribe, tmp_path / "a.wav")
    assert fault.code == code and says in fault.sentence


@pytest.mark.media
def test_a_model_that_the_library_ends_over(tmp_path):
    """Described just enough to pass our look, and not enough for sherpa-onnx, which ends its process."""
    folder = kit.sense_voice(tmp_path / "m", described=False)
    with (folder / "model.onnx").open("ab") as file:
        file.write(b"\x7a\x11\x0a\x0flfr_window_size")
    fault = refused(SherpaOnnx(folder).transcribe, kit.recording(tmp_path / "a.wav", (1, 1.0, 2.0)))
    assert fault.code == "ended"
