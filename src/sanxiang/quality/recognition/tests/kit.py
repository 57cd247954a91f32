"""Recordings that sound like speech to a voice detector, and models small enough to be built by a test."""

import wave

import numpy as np
import onnx
from onnx import TensorProto as Kind
from onnx import helper, numpy_helper

RATE = 8000
BLANK, TAGS, WORDS = "<unk>", ("<|zh|>", "<|NEUTRAL|>", "<|Speech|>", "<|withitn|>"), ("好", "是")
SENSE_TOKENS = (BLANK, *TAGS, *WORDS)
PARAFORMER_TOKENS = ("<blank>", "<s>", "</s>", *WORDS)
LANGUAGES = {"auto": 0, "zh": 3, "en": 4, "yue": 7, "ja": 11, "ko": 12}
QUIET = 12.0  # log of a frame's energy: above it the tiny model hears a word


def voice(seconds, level=0.2, pitch=140.0):
    """Four syllables a second: harmonics through two formants, and a melody, without which it were music."""
    t = np.arange(int(seconds * RATE)) / RATE
    melody = pitch * (1 + 0.18 * np.sin(2 * np.pi * 1.3 * t) + 0.12 * np.sin(2 * np.pi * 3.1 * t + 1))
    phase = 2 * np.pi * np.cumsum(melody) / RATE
    sound = np.zeros_like(t)
    for number in range(1, 22):
        at = number * pitch
        gain = np.exp(-(((at - 600) / 250) ** 2)) + 0.6 * np.exp(-(((at - 1500) / 400) ** 2)) + 0.02
        sound += gain * np.sin(number * phase + number)
    syllables = 0.55 - 0.45 * np.cos(2 * np.pi * 4 * t)
    return level * sound / np.max(np.abs(sound)) * syllables


def recording(path, *said, seconds=12.0):
    """Write a WAV from (channel, from_s, seconds …): 0 the customer, 1 staff."""
    noise = np.random.default_rng(1).normal(0, 0.0005, (int(seconds * RATE), 2))
    for channel, from_s, length in said:
        start = int(from_s * RATE)
        sound = voice(length, pitch=120.0 + 90 * channel)
        noise[start : start + len(sound), channel] += sound
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(noise, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def sense_voice(folder, *, described=True):
    """A SenseVoice that hears 好 wherever it is loud: the mean of a frame's energies against a threshold."""
    size = len(SENSE_TOKENS)
    hears, quiet, tags = (
        _hearing(size, word=5),
        np.zeros(size, np.float32),
        np.full((1, 4, size), -50, np.float32),
    )
    quiet[5] = -QUIET
    tags[0, range(4), range(1, 5)] = 50
    nodes = [
        helper.make_node("MatMul", ["x", "hears"], ["heard"]),
        helper.make_node("Add", ["heard", "quiet"], ["frames"]),
        helper.make_node("Concat", ["tags", "frames"], ["logits"], axis=1),
    ]
    inputs = [_input("x", Kind.FLOAT, ["N", "T", 560])]
    inputs += [_input(name, Kind.INT32, ["N"]) for name in ("x_length", "language", "text_norm")]
    outputs = [_input("logits", Kind.FLOAT, ["N", "L", size])]
    described_as = {f"lang_{name}": code for name, code in LANGUAGES.items()}
    described_as |= {
        "model_type": "sense_voice_ctc",
        "normalize_samples": 0,
        "with_itn": 14,
        "without_itn": 15,
    }
    constants = {"hears": hears, "quiet": quiet, "tags": tags}
    _save(folder, nodes, inputs, outputs, constants, _described(size, described_as) if described else {})
    return _tokens(folder, SENSE_TOKENS)


def paraformer(folder):
    """A Paraformer that hears two words in whatever it is given: 是 and 好."""
    size = len(PARAFORMER_TOKENS)
    words = np.zeros((1, 2, size), np.float32)
    words[0, 0, 4] = words[0, 1, 3] = 9
    nodes = [
        helper.make_node("ReduceSum", ["speech"], ["sum"], keepdims=1),
        helper.make_node("Mul", ["sum", "nothing"], ["none"]),
        helper.make_node("Add", ["none", "words"], ["logits"]),
        helper.make_node("Mul", ["speech_lengths", "no"], ["zero"]),
        helper.make_node("Add", ["zero", "two"], ["token_num"]),
    ]
    inputs = [_input("speech", Kind.FLOAT, ["N", "T", 560]), _input("speech_lengths", Kind.INT32, ["N"])]
    outputs = [_input("logits", Kind.FLOAT, ["N", "L", size]), _input("token_num", Kind.INT32, ["N"])]
    constants = {
        "words": words,
        "nothing": np.zeros(1, np.float32),
        "no": np.zeros(1, np.int32),
        "two": np.full(1, 2, np.int32),
    }
    _save(folder, nodes, inputs, outputs, constants, _described(size, {"model_type": "paraformer"}))
    return _tokens(folder, PARAFORMER_TOKENS)


def _hearing(size, word):
    weights = np.zeros((560, size), np.float32)
    weights[:, word] = 1 / 560
    return weights


def _described(size, more):
    """What sherpa-onnx reads in a model: seven frames are put together, every sixth begins a new one."""
    nothing, whole = ",".join(["0"] * 560), ",".join(["1"] * 560)
    frames = {"lfr_window_size": 7, "lfr_window_shift": 6}
    return {"vocab_size": size, "neg_mean": nothing, "inv_stddev": whole} | frames | more


def _input(name, kind, shape):
    return helper.make_tensor_value_info(name, kind, shape)


def _save(folder, nodes, inputs, outputs, constants, described):
    folder.mkdir(exist_ok=True)
    named = [numpy_helper.from_array(value, name) for name, value in constants.items()]
    graph = helper.make_graph(nodes, "tiny", inputs, outputs, named)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 8
    for key, value in described.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, str(value)
    onnx.save(model, folder / "model.onnx")


def _tokens(folder, tokens):
    lines = "".join(f"{token} {number}\n" for number, token in enumerate(tokens))
    (folder / "tokens.txt").write_text(lines, encoding="utf-8")
    return folder
