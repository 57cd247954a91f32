"""The process that recognises one recording: `python -m … KIND MODEL TOKENS LANGUAGE [WAV]`.

A process of its own, for a model that doesn't fit ends the whole process it is loaded in. Writes one JSON
object to standard output: {"transcript": …} or {"fault": code, "says": …}.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sanxiang.quality.recognition.cutting import Cut, analysed, cuts
from sanxiang.quality.recognition.ports import NotRecognised
from sanxiang.quality.recognition.reading import Reading
from sanxiang.quality.recognition.writing import Heard, transcript

NICE = 10  # calls that are being made come first


def main(kind: str, model: str, tokens: str, language: str, path: str = "") -> dict[str, Any]:
    """Without a recording the model is only loaded."""
    if not path:
        _recogniser(kind, model, tokens, language)
        return {}
    try:
        all_cuts = cuts(analysed(Path(path)))
        heard: Iterator[tuple[Cut, Heard]] = iter(())
        if all_cuts:
            heard = _heard(_recogniser(kind, model, tokens, language), Path(path), all_cuts)
        return {"transcript": transcript(heard, language="zh" if language == "auto" else language)}
    except NotRecognised as fault:
        return {"fault": fault.code, "says": fault.sentence}


def _recogniser(kind: str, model: str, tokens: str, language: str) -> Any:
    import sherpa_onnx

    make = sherpa_onnx.OfflineRecognizer
    if kind == "sense_voice":
        # With punctuation: it parts the clauses that the measures of words look at.
        return make.from_sense_voice(model=model, tokens=tokens, language=language, use_itn=True)
    return make.from_paraformer(paraformer=model, tokens=tokens)


def _heard(recogniser: Any, path: Path, all_cuts: list[Cut]) -> Iterator[tuple[Cut, Heard]]:
    with Reading(path) as reading:
        for cut in all_cuts:
            stream = recogniser.create_stream()
            stream.accept_waveform(reading.rate, reading.samples(cut.channel, cut.from_s, cut.to_s))
            recogniser.decode_stream(stream)
            result = stream.result
            yield cut, Heard(result.text, tuple(result.tokens), tuple(result.timestamps))


if __name__ == "__main__":
    os.nice(NICE)
    print(json.dumps(main(*sys.argv[1:]), ensure_ascii=True))  # noqa: T201
