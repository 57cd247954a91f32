"""The call folder: one call as files, the way a call enters or leaves the product. Needs no Django."""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts.events import BadEvent, Event, parse_line, storable, to_line
from sanxiang.desk.contacts.papers import check_record, check_transcript
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

EVENTS_FILE = "events.ndjson"
AUDIO_FILE = "audio.wav"
TRANSCRIPT_FILE = "transcript.json"
RECORD_FILE = "record.json"


class FolderError(Refused):
    """A folder that can't be read: which `folder`, `file`, `line` (None: the whole file), and why."""

    def __init__(self, folder: str, file: str, line: int | None, reason: str) -> None:
        place = f"{folder}{os.sep}{file}" + (f":{line}" if line else "")
        super().__init__(f"{place}: {reason}", code="folder")
        self.folder = folder
        self.file = file
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class CallFolder:
    """`call`: its id; `events`: in time order, first `offered`, last `ended`; None = file absent."""

    call: str
    events: tuple[Event, ...]
    record: Mapping[str, Any] | None = None
    transcript: Mapping[str, Any] | None = None
    audio_path: Path | None = None


def read_folder(path: Path | str) -> CallFolder:
    """Read the call folder at `path`. Raises FolderError."""
    folder = Path(path)
    data = _bytes(folder, EVENTS_FILE)
    if data is None:
        raise FolderError(str(folder), EVENTS_FILE, None, gettext("找不到文件 events.ndjson"))
    events = _events(folder, data)
    audio = folder / AUDIO_FILE
    return CallFolder(
        call=events[0].data["call"],
        events=events,
        record=_paper(folder, RECORD_FILE, check_record),
        transcript=_paper(folder, TRANSCRIPT_FILE, check_transcript),
        audio_path=audio if audio.exists() else None,
    )


def write_folder(
    path: Path,
    events: Iterable[Event],
    *,
    record: Mapping[str, Any] | None = None,
    transcript: Mapping[str, Any] | None = None,
    audio: Path | None = None,
) -> None:
    """Write one call as a folder at `path` (made when missing); `audio` is copied. Raises OSError."""
    path.mkdir(parents=True, exist_ok=True)
    lines = "".join(to_line(event) + "\n" for event in events)
    (path / EVENTS_FILE).write_text(lines, encoding="utf-8", newline="\n")
    for name, paper in ((RECORD_FILE, record), (TRANSCRIPT_FILE, transcript)):
        if paper is not None:
            text = json.dumps(paper, ensure_ascii=False, indent=1)
            (path / name).write_text(text + "\n", encoding="utf-8", newline="\n")
    if audio is not None:
        shutil.copyfile(audio, path / AUDIO_FILE)


def _bytes(folder: Path, file: str) -> bytes | None:
    try:
        return (folder / file).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        reason = gettext("读不了这个文件：%(why)s", why=error.strerror or str(error))
        raise FolderError(str(folder), file, None, reason) from None


def _text(folder: Path, file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FolderError(str(folder), file, line, gettext("不是 UTF-8 编码")) from None


def _events(folder: Path, data: bytes) -> tuple[Event, ...]:
    events: list[Event] = []
    number = 0
    try:
        for number, line in enumerate(_text(folder, EVENTS_FILE, data).split("\n"), 1):
            if line and not line.isspace():
                event = parse_line(line, number)
                _check_order(event, events, number)
                events.append(event)
        _check_last(events, number)
    except BadEvent as bad:
        raise FolderError(str(folder), EVENTS_FILE, bad.line or None, bad.reason) from None
    return tuple(events)


def _check_order(event: Event, before: list[Event], number: int) -> None:
    if not before:
        if event.event != "offered":
            raise BadEvent(number, gettext("第一个事件应是 offered，不是 %(name)s", name=event.event))
        return
    last = before[-1]
    if last.event == "ended":
        raise BadEvent(number, gettext("ended 之后不能再有事件"))
    if event.event == "offered":
        raise BadEvent(number, gettext("offered 只能出现一次"))
    if event.at < last.at:
        raise BadEvent(number, gettext("时间倒退：早于上一个事件 %(name)s", name=last.event))


def _check_last(events: list[Event], number: int) -> None:
    if not events:
        raise BadEvent(0, gettext("文件里没有事件"))
    if events[-1].event != "ended":
        raise BadEvent(number, gettext("缺少最后的 ended：通话还没有结束或文件不完整"))


def _paper(folder: Path, file: str, check: Any) -> Mapping[str, Any] | None:
    data = _bytes(folder, file)
    if data is None:
        return None
    text = _text(folder, file, data)
    try:
        paper = json.loads(text)
    except (ValueError, RecursionError) as error:
        reason = gettext("不是正确的 JSON（第 %(column)s 个字符处）", column=getattr(error, "colno", 1))
        raise FolderError(str(folder), file, getattr(error, "lineno", 1), reason) from None
    fault = check(paper)
    if fault is None and not storable(paper):
        fault = gettext("含有无法保存的字符（孤立的代理码或 \\u0000）")
    if fault is not None:
        raise FolderError(str(folder), file, None, fault)
    return paper  # type: ignore[no-any-return]
