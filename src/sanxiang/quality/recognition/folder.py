"""The folder with the speech model that a company supplies, and what kind of model is in it.

SenseVoice and Paraformer as sherpa-onnx exports them: model.int8.onnx or model.onnx, and tokens.txt. Both
have the same names, so the kind is read from the information within the model that sherpa-onnx needs.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.ports import NotRecognised

SETTING = "SANXIANG_ASR_MODEL"
MODELS = ("model.int8.onnx", "model.onnx")
TOKENS = "tokens.txt"
END_BYTES = 1 << 20  # what describes a model stands after its weights
NEEDED, OF_SENSE_VOICE = b"lfr_window_size", b"lang_zh"


@dataclass(frozen=True, slots=True)
class Model:
    """`kind`: "sense_voice" or "paraformer"."""

    kind: str
    file: Path
    tokens: Path


def configured() -> Path | None:
    """The folder that the company named, or None. It may not be there."""
    named = os.environ.get(SETTING, "").strip()
    return Path(named).expanduser() if named else None


def look(folder: Path) -> Model:
    """Return the model in `folder`. Raises NotRecognised("model") with what to mend."""
    if not folder.is_dir():
        text = gettext(
            "%(setting)s 指的文件夹 %(folder)s 不存在；请改正，或去掉这项设置。",
            setting=SETTING,
            folder=folder,
        )
        raise NotRecognised(text, code="model")
    file = next((folder / name for name in MODELS if (folder / name).is_file()), None)
    missing = [*([] if file else [MODELS[1]]), *([] if (folder / TOKENS).is_file() else [TOKENS])]
    if file is None or missing:
        text = gettext("识别模型文件夹 %(folder)s 里缺少 %(names)s。", folder=folder, names=" ".join(missing))
        raise NotRecognised(text, code="model")
    return Model(_kind(file), file, folder / TOKENS)


def _kind(file: Path) -> str:
    try:
        end = _end_of(file)
    except OSError as fault:
        text = gettext("识别模型 %(file)s 读不出来：%(why)s。", file=file, why=fault.strerror or str(fault))
        raise NotRecognised(text, code="model") from fault
    if NEEDED not in end:
        text = gettext(
            "识别模型 %(file)s 里没有 sherpa-onnx 需要的说明，或文件不完整；"
            "请换成 sherpa-onnx 发布的 SenseVoice 或 Paraformer 模型。",
            file=file,
        )
        raise NotRecognised(text, code="model")
    return "sense_voice" if OF_SENSE_VOICE in end else "paraformer"


def _end_of(file: Path) -> bytes:
    with file.open("rb") as data:
        data.seek(max(0, file.stat().st_size - END_BYTES))
        return data.read()
