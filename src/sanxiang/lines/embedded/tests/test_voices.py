"""The media with real peers on the loopback: what is said is heard by whom it should be, by nobody else."""

import asyncio
import time
from dataclasses import replace

import pytest

from sanxiang.lines.embedded.media.g711 import RATE, Law, decode
from sanxiang.lines.embedded.media.sounds import Sounds

from .voices_kit import LOOPBACK, Peer, dial, dialled, hears, likeness, speech, tone_level, until, voices

pytestmark = pytest.mark.media
CUSTOMER, FIRST, SECOND = "customer:c1", "staff:8001", "staff:8002"


@pytest.mark.parametrize(("one", "other"), [(Law.U, Law.U), (Law.U, Law.A), (Law.A, Law.A)])
async def test_both_directions_carry_what_was_said(one, other):
    async with (
        voices() as made,
        dialled(made, CUSTOMER, laws=(one,)) as (caller,),
        dialled(made, FIRST, laws=(other,)) as (operator,),
    ):
        made.bridge(CUSTOMER, FIRST)
        asked, said = speech(1, 1), speech(1, 2)
        caller.say(asked)
        operator.say(said)
        assert await hears(operator, 0.0, asked)
        assert await hears(caller, 0.0, said)
        assert {h.packet.payload_type for h in operator.heard} == {other}
        assert made.load.relayed > 80


async def test_a_caller_hears_the_line_ring_in_its_cadence():
    async with voices() as made:
        made.cadence(CUSTOMER, 0.4, 1.0)
        made.play(CUSTOMER, "ringback", loop=True)
        async with dialled(made, CUSTOMER) as (caller,):
            await asyncio.sleep(1.5)
            heard = caller.samples()
            assert tone_level(heard[: RATE * 3 // 10]) > 0.95
            assert abs(heard[RATE * 5 // 10 : RATE * 9 // 10]).max() < 50
            assert tone_level(heard[RATE * 10 // 10 : RATE * 13 // 10]) > 0.95


async def test_an_announcement_runs_to_its_end_and_gives_way_to_the_loop():
    async with voices() as made, dialled(made, CUSTOMER) as (caller,):
        made.play(CUSTOMER, "goodbye", loop=False)
        made.play(CUSTOMER, "hold", loop=True)
        goodbye = decode(Sounds().payload("goodbye", Law.U), Law.U)
        music = decode(Sounds().payload("hold", Law.U), Law.U)
        await asyncio.sleep(len(goodbye) / RATE + 1.5)
        heard = caller.samples()
        assert likeness(heard, goodbye)[0] > 0.97
        degree, at = likeness(heard, music[:RATE])
        assert degree > 0.97
        assert at >= len(goodbye) - 160


async def test_hold_is_heard_and_retrieve_brings_the_voice_back():
    async with voices() as made, dialled(made, CUSTOMER, FIRST) as (caller, operator):
        made.bridge(CUSTOMER, FIRST)
        made.play(CUSTOMER, "hold", loop=True)
        made.silence(FIRST)
        held, private = time.monotonic(), speech(0.8, 3)
        caller.say(private)
        operator.say(private)
        await asyncio.sleep(1.0)
        music = decode(Sounds().payload("hold", Law.U), Law.U)
        assert likeness(caller.samples(held), music[: RATE // 2])[0] > 0.97
        assert not [h for h in operator.heard if h.at > held + 0.1]
        made.bridge(CUSTOMER, FIRST)
        back, words = time.monotonic(), speech(0.6, 4)
        caller.say(words)
        assert await hears(operator, back, words)


async def test_a_muted_party_is_heard_by_nobody_and_by_no_recorder(tmp_path):
    async with voices() as made, dialled(made, CUSTOMER, FIRST) as (caller, operator):
        made.bridge(CUSTOMER, FIRST)
        made.record("c1", tmp_path / "c1.wav", customer=CUSTOMER, staff=(FIRST,))
        made.mute(FIRST, True)
        operator.say(speech(0.5, 5))
        await asyncio.sleep(0.7)
        assert abs(caller.samples()).max() < 20
        assert not made.heard(FIRST)
        made.mute(FIRST, False)
        operator.say(speech(0.5, 5))
        await asyncio.sleep(0.7)
        assert abs(caller.samples()).max() > 1000
        assert made.heard(FIRST)


async def test_consult_then_three_way_then_transfer():
    async with voices() as made, dialled(made, CUSTOMER, FIRST, SECOND) as (caller, first, second):
        made.bridge(CUSTOMER, FIRST)
        made.play(CUSTOMER, "hold", loop=True)
        made.bridge(FIRST, SECOND)
        asked = speech(0.6, 6)
        first.say(asked)
        assert await hears(second, 0.0, asked)
        made.bridge(CUSTOMER, FIRST, SECOND)
        made.reset_heard(CUSTOMER, SECOND)
        joined = time.monotonic()
        one, two, three = speech(0.8, 7), speech(0.8, 8), speech(0.8, 9)
        caller.say(one)
        first.say(two)
        await asyncio.sleep(0.9)
        second.say(three)
        await asyncio.sleep(1.1)
        for listener, others in ((caller, (two, three)), (first, (one, three)), (second, (one, two))):
            for words in others:
                assert likeness(listener.samples(joined), words)[0] > 0.6  # two speak at once
        assert likeness(second.samples(joined), three)[0] < 0.3  # nobody hears themselves
        assert made.heard(CUSTOMER)
        assert made.heard(SECOND)
        made.bridge(CUSTOMER, SECOND)
        left = time.monotonic()
        last = speech(0.5, 10)
        caller.say(last)
        assert await hears(second, left, last)
        assert not [h for h in first.heard if h.at > left + 0.1]


async def test_a_new_leg_takes_the_place_of_the_old_and_keeps_its_bridge():
    async with voices() as made, dialled(made, CUSTOMER, FIRST) as (caller, before):
        made.bridge(CUSTOMER, FIRST)
        await before.vanish()
        after = await dial(made, FIRST)
        words, reply = speech(0.6, 11), speech(0.6, 12)
        caller.say(words)
        after.say(reply)
        assert await hears(after, 0.0, words)
        assert await hears(caller, 0.0, reply)
        await after.close()


async def test_who_vanishes_is_noticed_and_an_idle_operator_is_left_alone():
    lost = []
    async with (
        voices(on_lost=lost.append) as made,
        dialled(made, CUSTOMER, FIRST, SECOND) as (caller, _, second),
    ):
        second.sending = False  # an operator between calls: the browser sends nothing
        made.bridge(CUSTOMER, FIRST)
        await caller.vanish()
        await until(lambda: lost, 4)
        await asyncio.sleep(1.2)
        assert lost == [CUSTOMER]


async def test_a_connection_never_made_is_noticed():
    lost = []
    async with voices(replace(LOOPBACK, setup_s=1.0), on_lost=lost.append) as made:
        peer = Peer(LOOPBACK)
        await made.answer(CUSTOMER, await peer.offer())
        await peer.close()
        await until(lambda: lost == [CUSTOMER], 4)


async def test_a_wrong_fingerprint_is_refused():
    lost = []
    async with voices(on_lost=lost.append) as made:
        peer = Peer(LOOPBACK)
        offer = await peer.offer()
        lines = offer.splitlines(keepends=True)
        forged = "".join(
            line[:-4] + ("00" if line[-4:-2] != "00" else "11") + "\r\n" if "fingerprint" in line else line
            for line in lines
        )
        await peer.accept(await made.answer(CUSTOMER, forged))
        await until(lambda: lost == [CUSTOMER])
        assert not made._parties[CUSTOMER].leg.open
        await peer.close()


async def test_churn_leaves_nothing_behind():
    async with voices() as made:
        before = len(asyncio.all_tasks())
        for number in range(12):
            peer = await dial(made, f"customer:{number}")
            made.play(f"customer:{number}", "ringback", loop=True)
            await peer.close()
            made.drop(f"customer:{number}")
        await until(lambda: len(asyncio.all_tasks()) <= before)
        assert made.legs == 0
