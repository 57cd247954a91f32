"""The stream of hints: tells a signed-in browser what has news, never what it is. The page fetches anew."""

import asyncio
from collections.abc import AsyncIterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache

from sanxiang.kernel.push.subscribe import RECONNECT, hints
from sanxiang.office.people.queries import Staff

OF_A_SITE = ("register", "callbacks", "presence", "alarm")
HEARTBEAT_S = 15.0  # proxies close a stream that says nothing


def may_hear(topic: str, site: int | None) -> bool:
    """Whether a person of this site (None: of the company) is told of the topic."""
    room, _, key = topic.partition(":")
    return room not in OF_A_SITE or site is None or key in (str(site), "0")


@never_cache
async def stream(request: HttpRequest) -> HttpResponseBase:
    """Server-sent events, one `hint` a topic, for as long as the browser listens."""
    person = await request.auser()
    if not isinstance(person, Staff):
        return HttpResponse(status=401)
    answer = StreamingHttpResponse(_told(person.site_id), content_type="text/event-stream")
    answer["X-Accel-Buffering"] = "no"  # nginx passes each line on at once
    return answer


async def _told(site: int | None) -> AsyncIterator[bytes]:
    with hints.subscribe() as queue:
        # Whatever happened between the page and this stream was not heard: fetch everything once.
        yield b"retry: 2000\n\n" + _event(RECONNECT)
        while True:
            try:
                topic = await asyncio.wait_for(queue.get(), HEARTBEAT_S)
            except TimeoutError:
                yield b": still here\n\n"
                continue
            if may_hear(topic, site):
                yield _event(topic)


def _event(topic: str) -> bytes:
    return f"event: hint\ndata: {topic}\n\n".encode()
