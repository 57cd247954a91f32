"""Bad weather: lost packets, full and slow disks. Calls go on, what can be kept is kept, somebody is told."""

import asyncio
import contextlib
import resource
import signal
import time

import pytest

from sanxiang.lines.embedded.media.g711 import RATE
from sanxiang.lines.spool import Spool

from .line_kit import line
from .test_line import recorded, talking
from .voices_kit import dialled, hears, likeness, speech, until, voices

pytestmark = pytest.mark.media


@contextlib.contextmanager
def full_disk(size):
    """The kernel refuses to let any file grow beyond `size` bytes, as a full disk refuses."""
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, held)


async def test_five_per_cent_loss_shortens_and_shifts_nothing(tmp_path):
    async with line(tmp_path) as running:
        caller, _, call = await talking(running)
        caller.peer.loss = 0.05
        begun = (await caller.phase("connected"))[0]
        words = speech(3.0, 81)
        caller.peer.say(words)
        await asyncio.sleep(3.2)
        await caller.hang_up()
        ended = (await caller.phase("ended"))[0]
        await until(lambda: running.exchange.voices._recorder.idle)
        sound = recorded(running, call)[:, 0]
        assert abs(len(sound) / RATE - (ended - begun)) < 0.3
        _, first = likeness(sound, words[:RATE])
        _, last = likeness(sound, words[-RATE:])
        assert likeness(sound, words)[0] > 0.9
        assert abs((last - first) - 2 * RATE) < 0.005 * RATE


async def test_a_full_disk_stops_the_recording_with_an_alarm_and_the_call_goes_on(tmp_path):
    async with line(tmp_path) as running:
        caller, operator, call = await talking(running)
        with full_disk(20_000):
            await operator.wait(lambda m: m["t"] == "alarm" and m["what"] == "disk_full")
            since, words = time.monotonic(), speech(0.6, 82)
            caller.peer.say(words)
            assert await hears(operator.peer, since, words)
            await operator.ask("hold", call=call)
            await operator.ask("retrieve", call=call)
            await caller.hang_up()
            await operator.status("ended")
        ended = next(r for r in running.records() if r["event"] == "ended")
        assert (ended["recorded"]["ok"], ended["recorded"]["reason"]) == (False, "disk_full")
        assert next(r["what"] for r in running.records("alarm")) == "disk_full"
        again = await running.caller()
        call = await again.call()
        await operator.wait(lambda m: m["t"] == "ring" and m["call"] == call)
        await operator.ask("answer", call=call)
        await asyncio.sleep(0.3)
        await again.hang_up()
        await until(lambda: running.exchange.voices._recorder.idle)
        assert len(recorded(running, call)) > 0


async def test_events_of_a_full_disk_are_written_when_there_is_space_again(tmp_path):
    async with line(tmp_path) as running:
        operator = await running.operator("8001")
        caller = await running.caller()
        with full_disk(10):
            call = await caller.call()
            await operator.ring()
            await caller.connected()
            await operator.ask("answer", call=call)
            await operator.wait(lambda m: m["t"] == "alarm" and m["what"] == "disk_full")
            assert running.events(call) == []
        await caller.hang_up()
        await caller.phase("ended")
        assert running.events(call)[:3] == ["offered", "alerting", "answered"]
        assert running.events(call)[-2:] == ["hung_up", "ended"]


async def test_a_slow_disk_delays_the_last_word_but_does_not_swallow_it(tmp_path, monkeypatch):
    def slow(spool, lines, write=Spool._write):
        time.sleep(0.3)  # several ticks of the switchboard
        return write(spool, lines)

    async with line(tmp_path) as running:
        caller, operator, call = await talking(running)
        monkeypatch.setattr(Spool, "_write", slow)
        await caller.hang_up()
        assert (await caller.phase("ended"))[1]["why"] == "caller_left"
        await operator.status("ended")
        assert running.events(call)[-1] == "ended"


async def test_a_sound_nobody_knows_silences_only_whom_it_was_for():
    async with voices() as made, dialled(made, "customer:1", "customer:2") as (one, two):
        made.play("customer:1", "no such sound", loop=True)
        made.play("customer:2", "hold", loop=True)
        await asyncio.sleep(0.5)
        assert not one.heard
        assert len(two.heard) > 15
