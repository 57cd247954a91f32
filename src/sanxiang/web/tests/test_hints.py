"""Hints reach those whom they concern, and nobody else."""

import asyncio

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.test import AsyncClient

from sanxiang.kernel.push import publish
from sanxiang.kernel.push.hub import serve
from sanxiang.kernel.push.subscribe import hints
from sanxiang.web.hints import may_hear


@pytest.mark.parametrize(
    ("topic", "site", "heard"),
    [
        ("register:1", 1, True),
        ("register:2", 1, False),
        ("register:2", None, True),
        ("alarm:0", 1, True),
        ("contact:0190", 1, True),
        ("*", 1, True),
    ],
)
def test_a_person_is_told_of_their_own_site(topic, site, heard):
    assert may_hear(topic, site) is heard


@pytest.mark.django_db(transaction=True)
async def test_a_stranger_hears_nothing():
    answer = await AsyncClient().get("/hints/")
    assert answer.status_code == 401


def tell(topics: list[str]) -> None:
    with transaction.atomic():
        publish.hint(topics)
    connection.close()  # this thread's own


@pytest.mark.django_db(transaction=True)
async def test_a_hint_reaches_the_stream_once_it_is_committed(operator, settings, unused_tcp_port):
    settings.SANXIANG_HUB_PORT = unused_tcp_port
    hub = await serve(publish.hub_token(), unused_tcp_port)
    client = AsyncClient()
    await client.aforce_login(operator, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = await client.get("/hints/")
    stream = aiter(answer.streaming_content)
    assert b"data: *" in await anext(stream)
    told = asyncio.ensure_future(anext(stream))
    topics = [f"register:{operator.site_id + 1}", f"register:{operator.site_id}"]
    for _ in range(100):  # until the listener has found the hub, or listens at the database
        await sync_to_async(tell)(topics)
        await asyncio.sleep(0.05)
        if told.done():
            break
    assert (await told).endswith(f"data: register:{operator.site_id}\n\n".encode())
    await answer._iterator.aclose()  # as when the browser has gone
    await asyncio.wait([hints._task], timeout=5)  # the listener goes with its last stream
    hub.close()
