"""Who may speak to the line, and what happens to those who may not or who speak nonsense."""

import asyncio
import json
import urllib.request

import pytest
from django.core import signing
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from sanxiang.lines.embedded.clients import Refused
from sanxiang.lines.embedded.media.g711 import Law
from sanxiang.lines.embedded.media.peer import Peer
from sanxiang.lines.tickets import SALT

from .line_kit import caller_ticket, line, staff_ticket
from .voices_kit import LOOPBACK


@pytest.fixture
async def running(tmp_path):
    async with line(tmp_path) as made:
        yield made


@pytest.mark.parametrize(
    ("ticket", "code"),
    [
        ("rubbish", "bad_ticket"),
        ("", "bad_ticket"),
        (signing.dumps({"kind": "caller"}, salt="another"), "bad_ticket"),
        (signing.dumps({"kind": "admin"}, salt=SALT), "bad_ticket"),
        (signing.dumps({"kind": "staff", "staff": "8001"}, salt=SALT), "bad_ticket"),
    ],
    ids=["rubbish", "empty", "another salt", "unknown kind", "incomplete"],  # a signature has its time in it
)
async def test_a_bad_ticket_is_refused_by_name(running, ticket, code):
    with pytest.raises(Refused, match=code):
        await running.caller(ticket)


async def test_an_old_ticket_is_refused_by_name(running, monkeypatch):
    old = caller_ticket()
    monkeypatch.setattr("sanxiang.lines.tickets.CALLER_S", -1)
    monkeypatch.setattr("sanxiang.lines.tickets.STAFF_S", -1)
    with pytest.raises(Refused, match="expired"):
        await running.caller(old)


@pytest.mark.parametrize(
    ("origin", "fits"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://desk.example", True),
        ("http://evil.example", False),
        ("null", False),
        (None, True),
    ],
)
async def test_only_our_own_pages_may_connect(running, origin, fits):
    try:
        async with connect(running.url, origin=origin):
            assert fits
    except InvalidStatus as refusal:
        assert not fits
        assert refusal.response.status_code == 403


async def test_other_paths_are_not_here(running):
    with pytest.raises(InvalidStatus, match="404"):
        await connect(running.url.replace("/line", "/other"))


@pytest.mark.parametrize("first", ['{"t":"call"}', "rubbish", "[]", '{"t":5}', "[" * 30000])
async def test_whoever_does_not_say_hello_first_is_let_go(running, first):
    async with connect(running.url) as socket:
        await socket.send(first)
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 3)


async def test_silence_instead_of_hello_is_let_go(running, monkeypatch):
    monkeypatch.setattr("sanxiang.lines.embedded.signalling.HELLO_S", 0.2)
    async with connect(running.url) as socket:
        with pytest.raises(ConnectionClosed):
            await asyncio.wait_for(socket.recv(), 3)


async def test_a_flood_of_messages_is_let_go_and_others_are_not(running):
    quiet = await running.caller()
    noisy = await running.caller()
    with pytest.raises((ConnectionClosed, TimeoutError)):
        for _ in range(2000):
            await noisy._send({"t": "ping"})
        await noisy.wait(lambda m: m["t"] == "never", seconds=1)
        await noisy._send({"t": "ping"})
    assert (await quiet.ask("ping"))["t"] == "pong"


async def test_requests_that_make_no_sense_are_refused_and_change_nothing(running):
    caller = await running.caller()
    operator = await running.operator("8001", ready=False)
    for page, request, code in [
        (caller, {"kind": "ready"}, "not_allowed"),
        (caller, {"kind": "hangup"}, "gone"),
        (caller, {"kind": "call", "sdp": "v=0"}, "sdp"),
        (operator, {"kind": "ready"}, "no_media"),
        (operator, {"kind": "answer", "call": "nobody"}, "gone"),
        (operator, {"kind": "answer", "call": 5}, "not_allowed"),
        (operator, {"kind": "not_ready", "reason": "tired"}, "not_allowed"),
        (operator, {"kind": "fly"}, "not_allowed"),
    ]:
        with pytest.raises(Refused, match=code):
            await page.ask(**request)
    assert running.records() == []


async def test_a_browser_without_our_codec_is_told_so(running):
    caller = await running.caller()
    peer = Peer(LOOPBACK)
    offer = await peer.offer()
    await peer.close()
    opus = offer.replace(" 0\r\n", " 111\r\n").replace("rtpmap:0 PCMU/8000", "rtpmap:111 opus/48000/2")
    with pytest.raises(Refused, match="codec"):
        await caller.ask("call", sdp=opus)
    assert running.records() == []
    caller.laws = (Law.A,)
    assert await caller.call()


async def test_dialling_again_and_again_is_stopped(running):
    caller = await running.caller()
    for _ in range(6):
        await caller.call()
        await caller.hang_up()
    with pytest.raises(Refused, match="busy"):
        await caller.call()


async def test_the_welcome_tells_what_a_page_needs(running):
    operator = await running.operator("8001", ready=False)
    assert operator.welcome["you"]["name"] == "话务员8001"
    assert operator.welcome["state"]["presence"]["state"] == "not_ready"
    assert operator.welcome["state"]["call"] is None
    assert operator.welcome["ice"] == []


async def test_health_says_how_it_is(running):
    await running.operator("8001")

    def look():
        with urllib.request.urlopen(running.url.replace("ws", "http").replace("/line", "/health")) as reply:
            return json.load(reply)

    health = await asyncio.to_thread(look)
    assert health["ok"] is True
    assert (health["calls"], health["operators"], health["ready"]) == (0, 1, 1)
    assert health["spool"] == {"full": False, "faulty": False, "backlog": 0}
    assert staff_ticket("8001") not in json.dumps(health)
