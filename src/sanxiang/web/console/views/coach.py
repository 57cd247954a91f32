"""How the call in hand sounds, as a stream while it goes on, and the switch for who wants none of it."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import rules
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sanxiang.kernel.clock import clock
from sanxiang.office.people.queries import Staff
from sanxiang.quality.live import domain as coaching
from sanxiang.quality.live.queries import told_of
from sanxiang.web.console.access import body, person, takes_calls

LOOK_S = 0.4  # the recorder brings something new every half second
HEARTBEAT_S = 15.0  # proxies close a stream that says nothing


@never_cache
async def stream(request: HttpRequest, call_id: str) -> HttpResponseBase:
    """Server-sent events: the snapshot of the call whenever it has changed (quality/live/board.py)."""
    staff = await request.auser()
    if not isinstance(staff, Staff):
        return HttpResponse(status=401)
    if not may_see(staff, await asyncio.to_thread(told_of, call_id)):
        return HttpResponse(status=403)
    answer = StreamingHttpResponse(_told(staff, call_id), content_type="text/event-stream")
    answer["X-Accel-Buffering"] = "no"
    return answer


def may_see(staff: Staff, told: dict[str, Any]) -> bool:
    """Figures: for who handles the call and their supervisors. That there are none: for who takes calls."""
    if "call" in told:
        return bool(rules.has_perm("live.see", staff, told))
    return bool(rules.has_perm("contacts.work_calls", staff))


async def _told(staff: Staff, call_id: str) -> AsyncIterator[bytes]:
    """Until the browser has heard enough, or the call is another's."""
    last: dict[str, Any] | None = None
    quiet_s = 0.0
    while True:
        told = await asyncio.to_thread(told_of, call_id)
        if not may_see(staff, told):
            return
        if told != last:
            last, quiet_s = told, 0.0
            yield b"data: " + json.dumps(told, separators=(",", ":")).encode() + b"\n\n"
        elif quiet_s > HEARTBEAT_S:
            quiet_s = 0.0
            yield b": still here\n\n"
        await asyncio.sleep(LOOK_S)
        quiet_s += LOOK_S


@require_POST
@takes_calls
def switch(request: HttpRequest) -> HttpResponse:
    """Switch the coach on or off for oneself: `{"on": bool}`."""
    on = body(request).get("on") is True
    coaching.switch_coach(staff=person(request), on=on, at=clock.now())
    return JsonResponse({"on": on})
