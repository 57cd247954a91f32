"""From the spool into the database, in a process of its own: the voice process never waits for a database.

Reading again adds nothing (every record has its id), so the position is only a way to be quick.
"""

import json
import logging
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from asgiref.sync import sync_to_async
from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    transaction,
)

from sanxiang.desk.contacts.domain import calls
from sanxiang.desk.contacts.events import BadEvent, event_of
from sanxiang.desk.contacts.facts import ALARM_RAISED
from sanxiang.kernel.facts.domain import announce
from sanxiang.lines.spool import read_from
from sanxiang.office.people import domain as people

log = logging.getLogger("sanxiang.intake")

POLL_S = 0.05
AWAY_S = 1.0  # how long to wait for a database that is away or locked
BATCH = 50  # records between two notes of the position: a write of the line's reader stays short
REFUSED = "refused.ndjson"  # records that nobody could read are kept beside the spool, never dropped

STATES = {
    "agent_logged_on": "not_ready",
    "agent_logged_off": "logged_off",
    "agent_ready": "ready",
    "agent_not_ready": "not_ready",
    "agent_busy": "busy",
    "agent_working_after_call": "wrapup",
}


class DatabaseSink:
    """An event sink that writes straight into the registers: for the player and lines kept by hand."""

    async def write(self, record: Mapping[str, Any]) -> None:
        """Return when the record is in the database."""
        await sync_to_async(take)(record)


def take(record: Mapping[str, Any]) -> None:
    """Put one spool record into the database. Raises BadEvent, KeyError, ValueError for a bad one."""
    stream = record.get("stream")
    if stream == "call":
        calls.record_event(call_id=record["call"], event=event_of(dict(record)), eid=record["eid"])
    elif stream == "agent":
        people.record_presence(
            event_id=record["eid"],
            number=record["staff"],
            state=STATES[record["event"]],
            reason=record.get("reason") or "",
            at=datetime.fromisoformat(record["at"]),
        )
    elif stream == "alarm":
        _alarm(record)
    else:
        raise ValueError(f"unknown stream {stream!r}")


@transaction.atomic
def _alarm(record: Mapping[str, Any]) -> None:
    announce(
        kind=ALARM_RAISED,
        subject=f"alarm:{record['what']}",
        at=datetime.fromisoformat(record["at"]),
        actor="line",
        data={"what": record["what"]},
    )


def step(folder: Path) -> int:
    """Read what is new in the spool; returns how many records were dealt with."""
    name = folder.name
    position, count = calls.spool_position(name), 0
    start = position
    for entry in read_from(folder, position):
        try:
            take(entry.record)
        except (OperationalError, InterfaceError):
            _note(name, start, position)
            raise
        except (BadEvent, KeyError, ValueError, TypeError, DatabaseError) as fault:
            _refuse(folder, entry.record, fault)
        position = entry.position
        count += 1
        if count % BATCH == 0:
            calls.remember_position(name, position)
            start = position
    _note(name, start, position)
    return count


def _note(name: str, before: str, position: str) -> None:
    if position != before:
        calls.remember_position(name, position)


def _refuse(folder: Path, record: Mapping[str, Any], fault: Exception) -> None:
    log.error("a spool record can't be taken (%s); it is kept in %s", fault, REFUSED)
    with (folder / REFUSED).open("a", encoding="utf-8") as kept:
        kept.write(json.dumps({"why": str(fault), "record": record}, ensure_ascii=False) + "\n")


def main(home: Path) -> None:
    """Run until the process is ended."""
    folder = home / "spool"
    folder.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            busy = step(folder)
        except (OperationalError, InterfaceError) as fault:
            log.warning("the database is away, calls go on, trying again: %s", fault)
            close_old_connections()
            time.sleep(AWAY_S)
            continue
        if not busy:
            time.sleep(POLL_S)
