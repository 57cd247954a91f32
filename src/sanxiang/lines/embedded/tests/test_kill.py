"""A real line process, killed in the middle of a call and started again."""

import asyncio
import os
import signal
import socket
import sys
import time
import wave

import numpy as np
import pytest
from django.conf import settings

from sanxiang.lines.embedded.clients import Caller, Operator
from sanxiang.lines.embedded.media.g711 import RATE
from sanxiang.lines.spool import read_from

from .line_kit import caller_ticket, staff_ticket
from .voices_kit import LOOPBACK, likeness, speech

pytestmark = pytest.mark.media


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Process:
    """`sanxiang line` in a home of its own."""

    def __init__(self, home):
        self.home, self.port = home, free_port()

    async def start(self):
        environment = os.environ | {
            "SANXIANG_HOME": str(self.home),
            "SANXIANG_SECRET_KEY": settings.SECRET_KEY,
            "SANXIANG_LINE_PORT": str(self.port),
            "SANXIANG_RTC_HOSTS": "127.0.0.1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "sanxiang", "line", "--no-intake", env=environment
        )
        for _ in range(200):
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.1)
                continue
            writer.close()
            return
        raise AssertionError("the line did not start")

    async def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 10)

    def records(self):
        return [entry.record for entry in read_from(self.home / "spool")]

    def recording(self):
        event = next(r for r in self.records() if r.get("event") == "recording")
        with wave.open(str(self.home / "recordings" / event["file"])) as file:
            return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)


@pytest.fixture
async def process(tmp_path):
    made = Process(tmp_path)
    await made.start()
    yield made
    if made.process.returncode is None:
        await made.end(signal.SIGKILL)


async def talk(process, seconds):
    """A call in which the caller speaks for so long; it goes on."""
    url = f"ws://127.0.0.1:{process.port}/line"
    operator = await Operator(url, staff_ticket("8001"), LOOPBACK).__aenter__()
    await operator.ready()
    caller = await Caller(url, caller_ticket(), LOOPBACK).__aenter__()
    call = await caller.call()
    await operator.ring()
    await caller.connected()
    await operator.ask("answer", call=call)
    begun, _ = await caller.phase("connected")
    await asyncio.sleep(0.1)
    words = speech(seconds, 71)
    caller.peer.say(words)
    await asyncio.sleep(seconds + 0.2)
    return operator, caller, call, begun, words


async def test_kill_9_keeps_the_recording_to_the_last_second_and_the_call_is_closed_on_restart(process):
    operator, caller, call, begun, words = await talk(process, 2.5)
    killed = time.monotonic()
    await process.end(signal.SIGKILL)
    before = process.recording()  # readable as it lies there
    assert len(before) / RATE > killed - begun - 1.0
    assert likeness(before[:, 0], words[: 2 * RATE - 800])[0] > 0.95
    await process.start()
    events = [r["event"] for r in process.records() if r.get("call") == call]
    assert events[-2:] == ["hung_up", "ended"]
    last = next(r for r in process.records() if r.get("event") == "hung_up")
    assert (last["by"], last["why"]) == ("system", "shutdown")
    assert len(process.recording()) >= len(before)
    again = await process.end()
    assert again == 0
    await caller.close()
    await operator.close()


async def test_sigterm_ends_calls_with_a_word_and_the_process_in_order(process):
    operator, caller, _, begun, _ = await talk(process, 0.5)
    ending = asyncio.create_task(process.end())
    at, last = await caller.phase("ended")
    assert last["why"] == "shutdown"
    assert await ending == 0
    assert abs(len(process.recording()) / RATE - (at - begun)) < 0.3
    assert process.records()[-1]["event"] == "agent_logged_off"
    await caller.close()
    await operator.close()
