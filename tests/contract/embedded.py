"""The embedded exchange under the contract suite: sockets, WebRTC, spool and recordings are real."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from sanxiang.desk.contacts.events import Event, Record, event_of
from sanxiang.kernel.clock import clock
from sanxiang.lines.embedded.clients import Caller, Operator, Refused
from sanxiang.lines.embedded.exchange import Embedded
from sanxiang.lines.embedded.process import recover
from sanxiang.lines.embedded.signalling import Door
from sanxiang.lines.embedded.tests.line_kit import caller_ticket, line_settings, staff_ticket
from sanxiang.lines.embedded.tests.voices_kit import LOOPBACK, speech
from sanxiang.lines.player.twin import TwinSink
from sanxiang.lines.spool import read_from
from tests.contract.harness import Times, take_part

TIMES = Times(
    ring_for_s=1.5,
    give_up_s=5.0,
    consult_for_s=1.5,
    reconnect_s=4.0,
    caller_away_s=1.0,
    caller_voice_s=1.0,
    wrapup_s=1.0,
    moment_s=0.4,
)
POLL_S = 0.02


class EmbeddedHarness:
    times = TIMES

    def __init__(self, home: Path) -> None:
        self.home = home
        self.operators: dict[str, Operator] = {}
        self.callers: dict[str, Caller] = {}

    async def start(self) -> None:
        names = ("consult_for_s", "reconnect_s", "caller_away_s", "caller_voice_s", "wrapup_s")
        names += ("unanswered_limit", "max_calls")
        figures = {name: getattr(self.times, name) for name in names}
        self.exchange = Embedded(line_settings(self.home, **figures), clock)
        await recover(self.exchange)
        self.exchange.start()
        self.door = Door(self.exchange)
        await self.door.open()

    async def stop(self) -> None:
        for page in (*self.callers.values(), *self.operators.values()):
            await page.close()
        await self.exchange.close()
        await self.door.close()

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.door.port}/line"

    async def sign_in(self, staff: str, *, lines: tuple[str, ...] = ("general",)) -> None:
        page = Operator(self.url, staff_ticket(staff, lines=list(lines)), LOOPBACK, session=f"tab-of-{staff}")
        self.operators[staff] = await page.__aenter__()
        await page.voice("media")
        await page.connected()

    async def call(self, *, line: str = "general", emergency: bool = False, name: str = "") -> str:
        ticket = caller_ticket(
            line=line,
            emergency=emergency,
            ring_for_s=self.times.ring_for_s,
            give_up_s=self.times.give_up_s,
        )
        page = await Caller(self.url, ticket, LOOPBACK).__aenter__()
        call = await page.call(name=name)
        self.callers[call] = page
        return call

    async def ask(self, verb: str, staff: str, *rest: Any, **more: Any) -> str | None:
        kind = "hangup" if verb == "hang_up" else verb
        fields = dict(zip(self._fields(verb), rest, strict=True)) | more
        try:
            await self.operators[staff].ask(kind, **fields)
        except Refused as refused:
            return str(refused)
        return None

    @staticmethod
    def _fields(verb: str) -> tuple[str, ...]:
        return {"ready": (), "not_ready": ("reason",), "consult": ("call", "target")}.get(verb, ("call",))

    async def caller_hangs_up(self, call: str) -> None:
        await self.callers[call].hang_up()

    async def wait(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def until(self, true: Callable[[], bool], *, within: float = 5.0) -> None:
        end = time.monotonic() + within
        while not true():
            assert time.monotonic() < end, "it did not come about in time"
            await asyncio.sleep(POLL_S)

    def events(self, call: str) -> list[Event]:
        return [event_of(dict(record)) for record in self._records("call") if record["call"] == call]

    def agent_events(self, staff: str) -> list[tuple[str, str]]:
        mine = (record for record in self._records("agent") if record["staff"] == staff)
        return [(record["event"], record["reason"]) for record in mine]

    def _records(self, stream: str) -> list[Record]:
        found = (entry.record for entry in read_from(self.home / "spool"))
        return [record for record in found if record["stream"] == stream]

    def told(self, staff: str) -> list[dict[str, Any]]:
        return [message for _, message in self.operators[staff].seen]

    def told_caller(self, call: str) -> list[dict[str, Any]]:
        return [message for _, message in self.callers[call].seen if message["t"] == "state"]

    def hears(self, party: str) -> frozenset[str] | str | None:
        member = self.exchange.voices._parties.get(party)
        if member is None:
            return None
        others = [member.peer.name] if member.peer else []
        if member.conference:
            others = [name for name in member.conference.names if name != party]
        if others:
            parties = self.exchange.voices._parties
            return frozenset(name for name in others if not parties[name].muted)
        return member.looping.name if member.looping else None

    async def speak(self, party: str) -> None:
        peer = self._page(party).peer
        assert peer is not None
        peer.say(speech(0.8, len(party)))
        await asyncio.sleep(1.0)

    def _page(self, party: str) -> Caller | Operator:
        kind, _, key = party.partition(":")
        return self.operators[key] if kind == "staff" else self.callers[key]

    async def lose(self, party: str) -> None:
        page = self._page(party)
        await page.connected()
        kind, _, key = party.partition(":")
        if kind == "staff":
            await page.leave()
        assert page.peer is not None
        await page.peer.vanish()
        await self.until(lambda: self._is_lost(kind, key))

    def _is_lost(self, kind: str, key: str) -> bool:
        core = self.exchange.switchboard.core
        if kind == "customer":
            live = core.calls.get(key)
            return live is None or live.over
        agent, member = core.agents[key], self.exchange.voices._parties[f"staff:{key}"]
        return agent.session is None and (agent.media_lost or not member.bridged)

    async def come_back(self, staff: str) -> dict[str, Any]:
        await self.sign_in(staff)
        return dict(self.operators[staff].welcome["state"])

    async def crash(self) -> None:
        """As kill -9, but for the process: nothing that the old line does any more is written."""
        old, door = self.exchange, self.door
        old.switchboard.core.sink = TwinSink()
        assert old._ticking is not None
        old._ticking.cancel()
        old.spool.close()
        for page in (*self.callers.values(), *self.operators.values()):
            await page.close()
        await door.close()
        await old.voices.close()
        await self.start()


@asynccontextmanager
async def open_embedded() -> AsyncIterator[EmbeddedHarness]:
    with tempfile.TemporaryDirectory() as home:
        harness = EmbeddedHarness(Path(home))
        await harness.start()
        try:
            yield harness
        finally:
            await harness.stop()


take_part("embedded", open_embedded, marks=(pytest.mark.media,))
