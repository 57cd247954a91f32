"""The whole line with pages as programs: WebSocket, ICE, DTLS, voice, spool and recording are real."""

import asyncio
import time

import numpy as np
import pytest

from sanxiang.lines.embedded.clients import Refused
from sanxiang.lines.embedded.media.g711 import RATE, Law, decode
from sanxiang.lines.embedded.media.sounds import Sounds

from .line_kit import caller_ticket, line
from .voices_kit import hears, likeness, speech, tone_level, until

pytestmark = pytest.mark.media


def recorded(running, call):
    """The samples of a call's recording (frames x 2), once it is on disk."""
    event = next(r for r in running.records() if r["event"] == "recording" and r["call"] == call)
    path = running.exchange.settings.home / "recordings" / event["file"]
    return np.frombuffer(path.read_bytes()[44:], "<i2").reshape(-1, 2)


async def talking(running, number="8001"):
    """A caller and an operator in a call."""
    operator = await running.operator(number)
    caller = await running.caller()
    call = await caller.call()
    await operator.ring()
    await caller.connected()
    await operator.ask("answer", call=call)
    await caller.phase("connected")
    await asyncio.sleep(0.1)
    return caller, operator, call


async def test_a_call_from_press_to_hang_up(tmp_path):
    async with line(tmp_path) as running:
        operator = await running.operator("8001")
        caller = await running.caller()
        call = await caller.call(name="王芳\n", phone="138 0000 1111")
        _, ring = await operator.ring()
        assert (ring["from"], ring["place"], ring["caller_name"]) == ("13800001111", "3栋2单元1001", "王芳")
        assert (await caller.phase("ringing"))[1]["call"] == call
        await caller.connected()
        await operator.ask("answer", call=call)
        answered, _ = await caller.phase("connected")
        await asyncio.sleep(0.1)
        asked, said = speech(1.0, 21), speech(1.0, 22)
        caller.peer.say(asked)
        await asyncio.sleep(1.2)
        operator.peer.say(said)
        await asyncio.sleep(1.2)
        assert likeness(operator.peer.samples(answered), asked)[0] > 0.95
        assert likeness(caller.peer.samples(answered), said)[0] > 0.95
        await caller.hang_up()
        ended, last = await caller.phase("ended")
        assert last["why"] == "caller_left"
        names = ["offered", "alerting", "answered", "recording", "hung_up", "ended"]
        await until(lambda: running.events(call) == names)
        await until(lambda: running.exchange.voices._recorder.idle)
        sound = recorded(running, call)
        assert abs(len(sound) / RATE - (ended - answered)) < 0.3
        assert likeness(sound[:, 0], asked)[0] > 0.95
        assert likeness(sound[:, 1], said)[0] > 0.95


async def test_a_caller_hears_the_notice_and_then_the_line_ring_in_its_cadence(tmp_path):
    async with line(tmp_path) as running:
        caller = await running.caller(caller_ticket(on_s=0.3, cycle_s=0.6))
        await caller.call()
        peer = await caller.connected()
        notice = decode(Sounds().payload("notice", Law.U), Law.U)
        enough = len(notice) + 16 * RATE // 10
        await until(lambda: len(peer.samples()) > enough, 15)
        heard = peer.samples()
        degree, at = likeness(heard, notice)
        assert degree > 0.95
        ringing = heard[at + len(notice) :][: RATE * 12 // 10]
        loud = [int(abs(ringing[n : n + 800]).max()) > 1000 for n in range(0, len(ringing), 800)]
        assert 4 <= sum(loud) <= 8  # on and off for 0.3 s each
        assert tone_level(ringing) > 0.9


async def test_consult_and_attended_transfer(tmp_path):
    async with line(tmp_path) as running:
        caller, first, call = await talking(running)
        second = await running.operator("8002")
        await first.ask("consult", call=call, target="8002")
        await caller.phase("transferring")
        _, ring = await second.ring()
        assert ring["consult_from"] == "8001"
        await second.ask("answer", call=call)
        await first.status("consult_talking")
        await first.ask("join", call=call)
        with pytest.raises(Refused, match="not_heard"):
            await first.ask("complete", call=call)
        caller.peer.say(speech(0.8, 31))
        second.peer.say(speech(0.8, 32))
        await first.wait(
            lambda m: m["t"] == "call" and m["call"]["heard"] == {"customer": True, "target": True}
        )
        await first.ask("complete", call=call)
        await asyncio.sleep(0.8)  # until they have said what they were saying
        left = time.monotonic()
        words = speech(0.6, 33)
        caller.peer.say(words)
        assert await hears(second.peer, left, words)
        await second.ask("hangup", call=call)
        await caller.phase("ended")
        assert "transferred" in running.events(call)


async def test_an_operators_tab_is_reloaded_in_a_call(tmp_path):
    async with line(tmp_path) as running:
        caller, before, call = await talking(running)
        await before.leave()
        await before.peer.vanish()
        after = await running.operator("8001", ready=False)
        assert after.welcome["state"]["call"]["id"] == call
        await after.voice("media")
        await after.connected()
        await until(lambda: running.exchange.voices._parties["staff:8001"].leg.open)
        back = time.monotonic()
        words = speech(0.6, 41)
        caller.peer.say(words)
        assert await hears(after.peer, back, words)
        await after.ask("hold", call=call)
        await after.ask("retrieve", call=call)
        await after.ask("hangup", call=call)
        assert (await caller.phase("ended"))[1]["why"] == "staff_left"


async def test_the_later_tab_takes_over(tmp_path):
    async with line(tmp_path) as running:
        earlier = await running.operator("8001", ready=False)
        await running.operator("8001")
        assert (await earlier.wait(lambda m: m["t"] == "error"))[1]["code"] == "taken"


async def test_a_callers_page_loses_its_socket_and_comes_back(tmp_path):
    async with line(tmp_path) as running:
        caller, operator, call = await talking(running)
        await caller.leave()
        again = await running.caller(session=caller.session)
        assert again.welcome["state"]["call"] == call
        assert (await again.phase("connected"))[1]["call"] == call
        await asyncio.sleep(2.5)  # longer than a page may be away
        assert running.events(call)[-1] == "recording"
        words = speech(0.5, 51)
        since = time.monotonic()
        caller.peer.say(words)
        assert await hears(operator.peer, since, words)


async def test_a_browser_that_vanishes_ends_its_call(tmp_path):
    async with line(tmp_path) as running:
        caller, operator, _ = await talking(running)
        await caller.peer.vanish()
        ended = await operator.status("ended")
        assert (ended["by"], ended["why"]) == ("system", "watchdog")


async def test_an_operator_whose_voice_stops_for_a_while_is_back_when_it_is(tmp_path):
    async with line(tmp_path) as running:
        caller, operator, call = await talking(running)
        operator.peer.sending = False
        assert (await caller.phase("held"))[1]["why"] == "reconnecting"
        operator.peer.sending = True
        back, _ = await caller.phase("connected", since=time.monotonic())
        words = speech(0.5, 91)
        operator.peer.say(words)
        assert await hears(caller.peer, back, words)
        assert running.events(call)[-1] == "recording"


async def test_one_call_too_many_waits_with_a_word_and_gets_its_turn(tmp_path):
    async with line(tmp_path, max_calls=1) as running:
        caller, operator, _ = await talking(running)
        late = await running.caller()
        waiting = await late.call()
        assert (await late.phase("queued"))[1]["why"] == "full"
        assert late.peer.state == "new"
        await caller.hang_up()
        await operator.wait(lambda m: m["t"] == "ring" and m["call"] == waiting)
        await late.connected()
        await operator.ask("answer", call=waiting)
        await late.phase("connected")


async def test_two_answer_at_once_and_one_is_told_that_a_colleague_was_faster(tmp_path):
    async with line(tmp_path) as running:
        one, two = await running.operator("8001"), await running.operator("8002")
        caller = await running.caller()
        call = await caller.call()
        await one.ring()
        await one.ask("decline", call=call)
        await two.ring()
        answers = await asyncio.gather(
            one.ask("answer", call=call), two.ask("answer", call=call), return_exceptions=True
        )
        assert [type(answer) for answer in answers].count(dict) == 1
        assert running.events(call).count("answered") == 1


async def test_going_down_tells_callers_and_finishes_recordings(tmp_path):
    async with line(tmp_path) as running:
        caller, _, call = await talking(running)
        caller.peer.say(speech(0.5, 61))
        await asyncio.sleep(0.6)
        await running.exchange.close()
        assert (await caller.phase("ended"))[1]["why"] == "shutdown"
        assert running.events(call)[-2:] == ["hung_up", "ended"]
        assert len(recorded(running, call)) > 0.5 * RATE
