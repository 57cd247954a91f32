"""Put the recordings of call folders into words. Status 2 when one couldn't be; the others are still done."""

import argparse
import json
import sys
from pathlib import Path

from sanxiang.desk.contacts.folder import AUDIO_FILE, TRANSCRIPT_FILE
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.folder import SETTING
from sanxiang.quality.recognition.ports import Recogniser
from sanxiang.quality.recognition.setting import recogniser
from sanxiang.quality.recognition.sherpa import LANGUAGES, SherpaOnnx
from sanxiang.site import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`DIR [DIR …] [--model FOLDER] [--language zh] [--again]`."""
    parser.add_argument("folders", nargs="+", metavar="DIR", type=Path, help="call folders with audio.wav")
    parser.add_argument("--model", metavar="FOLDER", type=Path, help=f"default: {SETTING}")
    parser.add_argument("--language", choices=LANGUAGES, default=LANGUAGES[0], help="with --model")
    parser.add_argument("--again", action="store_true", help="also where there is a transcript.json")


def run(args: argparse.Namespace) -> int:
    """Write transcript.json into each folder; what can't be done goes to standard error."""
    environment.load()
    engine = SherpaOnnx(args.model, language=args.language) if args.model else recogniser()
    if engine is None:
        raise Refused(gettext("没有识别模型；用 --model 指出模型文件夹，或设 %(setting)s。", setting=SETTING))
    engine.check()
    status = 0
    for folder in args.folders:
        try:
            print(f"{folder}: {_transcribe(folder, engine, again=args.again)}")
        except Refused as fault:
            print(f"{folder}: {fault.sentence}", file=sys.stderr)
            status = 2
    return status


def _transcribe(folder: Path, engine: Recogniser, *, again: bool) -> str:
    target = folder / TRANSCRIPT_FILE
    if target.exists() and not again:
        return gettext("已有文字记录，没有重做")
    if not (folder / AUDIO_FILE).is_file():
        raise Refused(gettext("找不到录音 audio.wav"))
    found = engine.transcribe(folder / AUDIO_FILE)
    unfinished = target.with_suffix(".part")
    unfinished.write_text(
        json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    unfinished.replace(target)
    return gettext("%(count)d 句", count=len(found["turns"]))
