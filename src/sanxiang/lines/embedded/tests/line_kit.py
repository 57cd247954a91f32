"""A whole line in this process, and tickets for it."""

import contextlib
from pathlib import Path

from django.core import signing

from sanxiang.kernel.clock import clock
from sanxiang.lines.embedded.clients import Caller, Operator
from sanxiang.lines.embedded.exchange import Embedded
from sanxiang.lines.embedded.settings import LineSettings
from sanxiang.lines.embedded.signalling import Door
from sanxiang.lines.spool import read_from
from sanxiang.lines.switchboard.figures import Figures
from sanxiang.lines.tickets import SALT

from .voices_kit import LOOPBACK

FIGURES = {
    "max_calls": 10,
    "consult_for_s": 5.0,
    "reconnect_s": 3.0,
    "caller_away_s": 2.0,
    "caller_voice_s": 1.5,
    "wrapup_s": 0.0,
    "unanswered_limit": 2,
    "queue_word_s": 20.0,
    "goodbye_s": 0.5,
}


def staff_ticket(number, **more):
    content = {"kind": "staff", "staff": number, "name": f"话务员{number}", "role": "operator", "site": 1}
    return signing.dumps(content | {"lines": ["general"], "languages": ["zh"]} | more, salt=SALT)


def caller_ticket(**more):
    content = {"kind": "caller", "link": 5, "site": 1, "line": "general", "line_name": "总机", "unit": 12}
    timing = {"on_s": 1.0, "cycle_s": 5.0, "ring_for_s": 15.0, "give_up_s": 60.0}
    more = {"place": "3栋2单元1001", "language": None, "emergency": False} | timing | more
    return signing.dumps(content | more, salt=SALT)


def line_settings(home: Path, media=LOOPBACK, **figures):
    return LineSettings(
        home=home,
        host="127.0.0.1",
        port=0,
        url="http://desk.example:8000",
        media=media,
        figures=Figures(**(FIGURES | figures)),
        late_share=0.5,
    )


class Line:
    """A line that runs, and the pages opened at it."""

    def __init__(self, exchange, door):
        self.exchange, self.door = exchange, door
        self.url = f"ws://127.0.0.1:{door.port}/line"
        self.stack = contextlib.AsyncExitStack()

    async def caller(self, ticket=None, **more):
        page = Caller(self.url, caller_ticket() if ticket is None else ticket, LOOPBACK, **more)
        return await self.stack.enter_async_context(page)

    async def operator(self, number, *, ready=True, ticket=None, **more):
        page = Operator(self.url, staff_ticket(number) if ticket is None else ticket, LOOPBACK, **more)
        await self.stack.enter_async_context(page)
        if ready:
            await page.ready()
        return page

    def events(self, call=None):
        """Names of the spooled events, of one call or of all."""
        return [record["event"] for record in self.records() if call in (None, record["call"])]

    def records(self, stream="call"):
        found = read_from(self.exchange.settings.home / "spool")
        return [entry.record for entry in found if entry.record["stream"] == stream]


@contextlib.asynccontextmanager
async def line(home, **settings):
    exchange = Embedded(line_settings(home, **settings), clock)
    exchange.start()
    door = Door(exchange)
    await door.open()
    running = Line(exchange, door)
    try:
        async with running.stack:
            yield running
    finally:
        await exchange.close()
        await door.close()
