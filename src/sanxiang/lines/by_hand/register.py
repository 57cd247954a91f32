"""Keys of an ordinary phone go straight into the registers: there is no voice process to spool for."""

from collections.abc import Sequence

from asgiref.sync import sync_to_async

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.events import Event, Record
from sanxiang.desk.contacts.ports import EventSink
from sanxiang.lines.intake import take


class _Register:
    async def write(self, record: Record) -> None:
        """Durable when it returns. Raises what the database raises: the operator's screen says so."""
        await sync_to_async(take)(record)


def register_sink() -> EventSink:
    return _Register()


async def register_history(call: str) -> Sequence[Event]:
    folder = await sync_to_async(queries.call_folder)(call)
    return folder.events if folder else ()
