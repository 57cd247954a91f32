"""The return calls that the desk owes: take one up, mark it made, or give it up with a reason (OUT-4)."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import callbacks, privacy
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.rules.deadlines import queries as deadlines
from sanxiang.web.pages.callbacks_rows import groups_of
from sanxiang.web.pages.register_access import may, person, sees_register, task_for

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Callback, Contact

WHOLE = "sanxiang/callbacks/page.html"
ROWS = "sanxiang/callbacks/rows.html"
REASONS = ("", "missed", "promised", "broken_off")


@require_GET
@sees_register
def listing(request: HttpRequest) -> HttpResponse:
    """The whole page, or its rows alone for a live refresh."""
    part = bool(request.headers.get("HX-Request"))
    return render(request, ROWS if part else WHOLE, _list(request))


def _list(request: HttpRequest) -> dict[str, Any]:
    now, reason = clock.now(), request.GET.get("reason", "")
    tasks = list(contacts.open_callbacks(person(request).site_id))
    shown = [task for task in tasks if reason in ("", task.reason)]
    counts = {code: sum(not code or task.reason == code for task in tasks) for code in REASONS}
    names = {
        "": _("全部"),
        "missed": _("未接来电"),
        "promised": _("承诺回电"),
        "broken_off": _("通话中断"),
    }
    return {
        "groups": groups_of(shown, _limits(shown), now),
        "reasons": [
            {"code": code, "name": names[code], "count": counts[code], "here": code == reason}
            for code in REASONS
        ],
        "reason": reason,
        "may_work": may(request, "contacts.work_calls"),
        "now": now,
    }


def _limits(tasks: "list[Callback]") -> dict[UUID, datetime]:
    """Until when the rulebook wants each of them."""
    found = deadlines.of_subjects(f"callback:{task.pk}" for task in tasks)
    subjects = {task.pk: found.get(f"callback:{task.pk}") for task in tasks}
    return {key: rows[-1].due_at for key, rows in subjects.items() if rows}


@require_POST
@sees_register
def take(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Show the number to dial. That it was opened for a return call is on record."""
    task = task_for(request, callback_id)
    number = privacy.open_phone(
        contact_id=task.contact_id,
        reason=_("回电"),
        at=clock.now(),
        actor=person(request),
        callback_id=task.pk,
    )
    return render(request, "sanxiang/callbacks/number.html", {"number": number, "task": task})


@require_http_methods(["GET", "POST"])
@sees_register
def keep(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Ask by which call it was kept, and write it down."""
    task = task_for(request, callback_id)
    if request.method == "GET":
        said = {"task": task, "calls": _calls_since(task), "now": clock.now()}
        return render(request, "sanxiang/callbacks/keep.html", said)
    known = {call.call_id for call in _calls_since(task)}
    call = request.POST.get("call", "")
    if call and call not in known:
        raise Refused(_("请从列出的通话里选一通，或者选“用别的电话回的”。"), code="call")
    callbacks.keep(callback_id=task.pk, call_id=call, at=clock.now(), actor=person(request))
    return _done(request)


@require_http_methods(["GET", "POST"])
@sees_register
def cancel(request: HttpRequest, callback_id: UUID) -> HttpResponse:
    """Ask why it isn't owed any more, and take it off the list."""
    task = task_for(request, callback_id)
    if request.method == "GET":
        return render(request, "sanxiang/callbacks/cancel.html", {"task": task})
    try:
        why = request.POST.get("why", "")
        callbacks.cancel(callback_id=task.pk, why=why, at=clock.now(), actor=person(request))
    except Refused as fault:
        said = {"task": task, "fault": fault.sentence}
        again = render(request, "sanxiang/callbacks/cancel.html", said, status=fault.status)
        again["HX-Retarget"], again["HX-Reswap"] = f"#do-{task.pk}", "innerHTML"
        return again
    return _done(request)


def _calls_since(task: "Callback") -> "list[Contact]":
    """Calls with this number or unit after the return call became due: one of them may have kept it."""
    number = task.number or task.contact.phone
    found = contacts.recent_of(
        site=task.site_id, number=number, unit=task.contact.unit_id, exclude=task.contact.call_id
    )
    return [call for call in found if call.answered_at is not None and call.offered_at >= task.made_at]


def _done(request: HttpRequest) -> HttpResponse:
    """Back to the list; a live page takes its rows anew."""
    if not request.headers.get("HX-Request"):
        return redirect("callbacks")
    return render(request, ROWS, _list(request))
