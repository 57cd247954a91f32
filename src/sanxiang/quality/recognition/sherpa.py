"""Speech recognition by sherpa-onnx with a model of the company's own, in a process of its own."""

import importlib.util
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.folder import Model, look
from sanxiang.quality.recognition.ports import NotRecognised, Transcript

CHILD = "sanxiang.quality.recognition.child"
LANGUAGES = ("zh", "auto", "yue", "en")
LEAST_S = 120.0  # a large model loads from a slow disk
BYTES_A_SECOND = 32_000  # of a recording at 8,000 Hz; an hour of it may take an hour


class SherpaOnnx:
    """Recognises with the model in `folder`. `limit_s`: of the process; None: by the length of the sound."""

    def __init__(self, folder: Path, *, language: str = "zh", limit_s: float | None = None) -> None:
        self._folder, self._language, self._limit_s = folder, language, limit_s

    def check(self) -> Model:
        """Return the model that would be used. Raises NotRecognised("model")."""
        model = look(self._folder)
        if importlib.util.find_spec("sherpa_onnx") is None:
            text = gettext("没有安装语音识别组件；请运行 pip install 'sanxiang[recognition]'。")
            raise NotRecognised(text, code="model")
        return model

    def load(self) -> Model:
        """Load the model once, to see that it can be. Raises NotRecognised."""
        model = self.check()
        self._ask(model)
        return model

    def transcribe(self, path: Path) -> Transcript:
        """Recognise a two-channel recording. Raises NotRecognised."""
        answer = self._ask(self.check(), path)
        if "fault" in answer:
            raise NotRecognised(answer["says"], code=answer["fault"])
        found: Transcript = answer["transcript"]
        return found

    def _ask(self, model: Model, path: Path | None = None) -> dict[str, Any]:
        arguments = (model.kind, str(model.file), str(model.tokens), self._language, str(path or ""))
        done = self._run([sys.executable, "-m", CHILD, *arguments], path)
        answer = _answer(done.stdout)
        if answer is None:
            raise _ended(done, model)
        return answer

    def _run(self, command: list[str], path: Path | None) -> "subprocess.CompletedProcess[str]":
        limit = self._limit_s if self._limit_s is not None else _limit_for(path)
        try:
            return subprocess.run(
                command, capture_output=True, text=True, errors="replace", timeout=limit, check=False
            )
        except subprocess.TimeoutExpired as fault:
            text = gettext("语音识别超过 %(seconds)s 秒没有完成，已停止。", seconds=f"{limit:g}")
            raise NotRecognised(text, code="late") from fault


def _limit_for(path: Path | None) -> float:
    size = path.stat().st_size if path is not None and path.is_file() else 0
    return max(LEAST_S, size / BYTES_A_SECOND)


def _answer(output: str) -> dict[str, Any] | None:
    """The last line, if the process came so far as to write it."""
    try:
        answer = json.loads(output.strip().splitlines()[-1])
    except (ValueError, IndexError):
        return None
    return answer if isinstance(answer, dict) else None


def _ended(done: "subprocess.CompletedProcess[str]", model: Model) -> NotRecognised:
    if done.returncode < 0:
        how = signal.Signals(-done.returncode).name
    else:
        how = (done.stderr.strip().splitlines() or [str(done.returncode)])[-1].strip()[:200]
    text = gettext(
        "语音识别进程意外结束（%(how)s）：模型 %(file)s 可能损坏或不适用，或内存不足。",
        how=how,
        file=model.file,
    )
    return NotRecognised(text, code="ended")
