"""A call folder put on file: its events, what was written down, what was said and how it sounded."""

import shutil
from dataclasses import replace as changed
from hashlib import sha256
from pathlib import Path

from asgiref.sync import async_to_sync
from django.db import transaction

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain.imports import take_record, take_transcript
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.lines.intake import DatabaseSink
from sanxiang.lines.player.replay import replay, stamped


def put_call(folder: CallFolder) -> bool:
    """Put one call through the pipeline, whole or not at all. Returns False where it was on file already.

    Raises OSError when the recording can't be copied.
    """
    new = queries.contact_of_call(folder.call) is None
    # Ids first: they are those of the folder as it is, whatever becomes of its recording here.
    events = tuple(_with_file(event, folder) for event in stamped(folder))
    _keep_sound(folder)
    with transaction.atomic():
        async_to_sync(replay)(changed(folder, events=events), DatabaseSink())
        if folder.record is not None:
            take_record(call_id=folder.call, record=folder.record)
        if folder.transcript is not None:
            take_transcript(call_id=folder.call, content=folder.transcript)
    return new


def _with_file(event: Event, folder: CallFolder) -> Event:
    if event.event != "recording" or folder.audio_path is None:
        return event
    return Event(event.at, event.event, {**event.data, "file": _place(folder)})


def _place(folder: CallFolder) -> str:
    return f"{folder.events[0].at:%Y/%m/%d}/{_file_name(folder.call)}.wav"


def _file_name(call: str) -> str:
    """A call's id comes from a file and may hold anything."""
    clean = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in call)[:60]
    return call if clean == call else f"{clean}-{sha256(call.encode()).hexdigest()[:12]}"


def _keep_sound(folder: CallFolder) -> None:
    target = queries.recordings_folder() / _place(folder)
    if folder.audio_path is None or target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = target.with_suffix(".partial")
    shutil.copyfile(folder.audio_path, partial)
    Path(partial).replace(target)
