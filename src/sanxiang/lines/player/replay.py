"""Putting call folders through the pipeline, as if the line had lived them."""

from collections.abc import Iterator
from uuid import NAMESPACE_OID, uuid5

from sanxiang.desk.contacts.events import Event, to_line, to_record
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.desk.contacts.ports import EventSink


def stamped(folder: CallFolder) -> Iterator[Event]:
    """Give the folder's events, each with the id it always has: the same folder twice adds nothing.

    Events that carry an id already (folders that we wrote) keep it: they are the same events.
    """
    for number, event in enumerate(folder.events, 1):
        eid = event.data.get("eid")
        if not isinstance(eid, str) or not eid:
            eid = str(uuid5(NAMESPACE_OID, f"{folder.call}\n{number}\n{to_line(event)}"))
        yield Event(event.at, event.event, {**event.data, "eid": eid, "call": folder.call})


async def replay(folder: CallFolder, sink: EventSink) -> int:
    """Write every event of `folder` to `sink`; return how many there were. Raises what the sink raises."""
    events = list(stamped(folder))
    for event in events:
        await sink.write(to_record(folder.call, event))
    return len(events)
