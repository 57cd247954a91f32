"""The keys of an ordinary phone: each says what the phone just did, and the register follows."""

from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import async_to_sync
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.ports import Arrival, RequestRefused
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.lines.by_hand import ByHand, register_history, register_sink
from sanxiang.office.people.queries import Staff
from sanxiang.web.console.access import body, person, row_of, takes_calls
from sanxiang.web.console.snapshot import snapshot
from sanxiang.web.console.words import refusals

Verb = Callable[[ByHand, str, str, dict[str, Any]], Awaitable[None]]

VERBS: dict[str, Verb] = {
    "answer": lambda phone, staff, call, said: phone.answer(staff, call),
    "hold": lambda phone, staff, call, said: phone.hold(staff, call),
    "retrieve": lambda phone, staff, call, said: phone.retrieve(staff, call),
    "mute": lambda phone, staff, call, said: phone.mute(staff, call),
    "unmute": lambda phone, staff, call, said: phone.unmute(staff, call),
    "consult": lambda phone, staff, call, said: phone.consult(staff, call, str(said.get("target"))),
    "join": lambda phone, staff, call, said: phone.join(staff, call),
    "complete": lambda phone, staff, call, said: phone.complete(
        staff, call, confirmed=said.get("confirmed") is True
    ),
    "cancel_consult": lambda phone, staff, call, said: phone.cancel_consult(staff, call),
    "hangup": lambda phone, staff, call, said: phone.hang_up(call, staff),
    "caller_hangup": lambda phone, staff, call, said: phone.hang_up(call),
}


@require_POST
@takes_calls
def begin(request: HttpRequest, direction: str) -> HttpResponse:
    """The phone rings (`in`), or a number is being dialled (`out`)."""
    said, staff = body(request), person(request)
    phone, arrival = _phone(), _arrival(said, staff)
    call = async_to_sync(_begin)(phone, direction, staff.username, arrival)
    return JsonResponse({"call": _shown(phone, call)})


async def _begin(phone: ByHand, direction: str, staff: str, arrival: Arrival) -> str:
    return await (phone.dial(arrival) if direction == "out" else phone.ring(staff, arrival))


@require_GET
@takes_calls
def read(request: HttpRequest, call_id: str) -> HttpResponse:
    """The call as it stands, for a page that was reloaded."""
    row_of(request, call_id)
    return JsonResponse({"call": _shown(_phone(), call_id)})


@require_POST
@takes_calls
def key(request: HttpRequest, call_id: str, verb: str) -> HttpResponse:
    said, staff = body(request), person(request)
    row_of(request, call_id)
    do = VERBS.get(verb)
    if do is None:
        raise Refused(_("没有这个按键。"), code="unknown", status=404)
    phone = _phone()
    _press(do, phone, staff.username, call_id, said)
    return JsonResponse({"call": _shown(phone, call_id)})


@require_POST
@takes_calls
def state(request: HttpRequest, verb: str) -> HttpResponse:
    """Ready or not, where no line keeps the state."""
    staff, phone = person(request), _phone()
    if verb == "ready":
        async_to_sync(phone.ready)(staff.username)
    else:
        async_to_sync(phone.not_ready)(staff.username, str(body(request).get("reason") or "other"))
    return JsonResponse({"state": verb})


def _press(do: Verb, phone: ByHand, staff: str, call: str, said: dict[str, Any]) -> None:
    async def press() -> None:
        await do(phone, staff, call, said)

    try:
        async_to_sync(press)()
    except RequestRefused as refused:
        raise Refused(refusals()[refused.code], code=refused.code, status=409) from refused


def _phone() -> ByHand:
    return ByHand(register_sink(), register_history, clock)


def _shown(phone: ByHand, call: str) -> dict[str, Any]:
    return snapshot(async_to_sync(phone.state)(call))


def _arrival(said: dict[str, Any], staff: Staff) -> Arrival:
    line = contacts.line_by_key(str(said.get("line") or ""))
    line = line or contacts.lines(staff.site_id).first()
    if line is None:
        raise Refused(_("还没有线路，请主管先在“线路与二维码”里添加。"), code="no_line")
    return Arrival(
        line=line.key,
        line_name=line.name,
        site=line.site_id,
        cycle_s=line.cycle_s,
        ring_for_s=line.ring_for_s,
        give_up_s=line.give_up_s,
        caller_name=str(said.get("name") or "")[:40],
        phone=_number(said.get("number")),
        callback=str(said.get("callback") or "") or None,
    )


def _number(given: Any) -> str | None:
    """Digits with an optional plus. Refused for anything else."""
    tidy = "".join(str(given or "").split()).replace("-", "")
    if tidy and not (tidy.removeprefix("+").isdecimal() and tidy.isascii() and len(tidy) <= 16):
        raise Refused(_("号码只能是数字，前面可以有一个加号。"), code="number")
    return tidy or None
