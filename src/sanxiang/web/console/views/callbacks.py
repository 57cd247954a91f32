"""Return calls: promised in two keys, offered when due, kept or given up with a reason (OUT-4)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import callbacks, privacy
from sanxiang.desk.contacts.queries import Callback
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.web.console.access import body, may, person, row_of, takes_calls
from sanxiang.web.console.due import due_rows

LONGEST = timedelta(days=30)


@require_GET
@takes_calls
def owed(request: HttpRequest) -> HttpResponse:
    """The return calls that the desk owes, the most pressing first."""
    staff, now = person(request), clock.now()
    rows = due_rows(contacts.open_callbacks(staff.site_id)[:30], now=now)
    return render(request, "sanxiang/console/callbacks.html", {"rows": rows, "now": now})


@require_POST
@takes_calls
def promise(request: HttpRequest, call_id: str) -> HttpResponse:
    said, row, now = body(request), row_of(request, call_id), clock.now()
    made = callbacks.promise(
        contact_id=row.pk,
        due_at=_due(said, now),
        number=str(said.get("number") or ""),
        caller_name=str(said.get("name") or ""),
        note=str(said.get("note") or ""),
        at=now,
        actor=person(request),
    )
    return JsonResponse({"callback": str(made.pk), "due": round((made.due_at or now).timestamp() * 1000)})


def _due(said: dict[str, Any], now: datetime) -> datetime:
    """From `minutes` ahead, or the moment `at` (epoch ms). Refused for what can't be a time."""
    minutes, at = said.get("minutes"), said.get("at")
    try:
        due = now + timedelta(minutes=float(minutes)) if minutes else _moment(at, now)
    except (TypeError, ValueError, OverflowError, OSError) as fault:
        raise Refused(_("没有看懂回电时间，请填几点几分，例如 15:30。"), code="time") from fault
    if due > now + LONGEST:
        raise Refused(_("回电时间太远，请约在 30 天之内。"), code="time")
    return due


def _moment(at: Any, now: datetime) -> datetime:
    return datetime.fromtimestamp(float(at) / 1000, tz=now.tzinfo)


@require_POST
@takes_calls
def take(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Show the number to dial; that it was opened, and why, is on record."""
    task = _task(request, callback_id)
    number = privacy.open_phone(
        contact_id=task.contact_id,
        reason=_("回电"),
        at=clock.now(),
        actor=person(request),
        callback_id=task.pk,
    )
    said = {"number": number, "name": task.caller_name, "unit": task.contact.unit_text, "note": task.note}
    return JsonResponse({**said, "callback": str(task.pk), "reason": task.reason})


@require_POST
@takes_calls
def keep(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    task = _task(request, callback_id)
    call = str(body(request).get("call") or "")
    callbacks.keep(callback_id=task.pk, call_id=call, at=clock.now(), actor=person(request))
    return JsonResponse({"kept": str(task.pk)})


@require_POST
@takes_calls
def cancel(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    task = _task(request, callback_id)
    why = str(body(request).get("why") or "")
    callbacks.cancel(callback_id=task.pk, why=why, at=clock.now(), actor=person(request))
    return JsonResponse({"cancelled": str(task.pk)})


def _task(request: HttpRequest, callback_id: UUID) -> Callback:
    task = contacts.callback(callback_id)
    if task is None:
        raise Refused(_("没有这个回电。"), code="unknown", status=404)
    if not may(request, task):
        raise Refused(_("这个回电属于别的项目。"), code="not_allowed", status=403)
    return task
