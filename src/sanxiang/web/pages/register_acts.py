"""What can be done on a call's page: close its row, correct it, promise a return call, open the number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain import callbacks, privacy, register
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.web.pages.register_access import person, row_for, sees_register
from sanxiang.web.pages.register_call import show
from sanxiang.web.pages.register_written import entries_of, fields_of, labels

WRITTEN = "sanxiang/register/written.html"
OWED = "sanxiang/register/owed.html"
NUMBER = "sanxiang/register/number.html"


@require_POST
@sees_register
def close(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Close the row with what the form says."""
    row = row_for(request, contact_id, "contacts.work_calls")
    entries = entries_of(request.POST)
    try:
        if row.closed_at is not None:  # by somebody else meanwhile: what was typed here must not vanish
            raise Refused(
                _("这一行刚被登记完毕，您写的没有存入；要改请用“更正”。"), code="closed", status=409
            )
        register.close(
            contact_id=contact_id,
            fields=entries | {"restated": request.POST.get("restated") == "on"},
            revision=_revision(request),
            at=clock.now(),
            actor=person(request),
        )
    except Refused as fault:
        return _again(request, contact_id, fault, typed=entries)
    return _done(request, contact_id, WRITTEN)


@require_POST
@sees_register
def correct(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Correct one field of a closed row; the earlier wording stays."""
    row_for(request, contact_id, "contacts.correct")
    field, new = request.POST.get("field", ""), request.POST.get("new", "")
    try:
        register.correct(
            contact_id=contact_id,
            field=field,
            new=new,
            reason=request.POST.get("reason", ""),
            at=clock.now(),
            actor=person(request),
        )
    except Refused as fault:
        said = {"correcting": field if field in labels() else "", "reason": request.POST.get("reason", "")}
        return _again(request, contact_id, fault, typed={field: new}, **said)
    return _done(request, contact_id, WRITTEN)


@require_POST
@sees_register
def promise(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Promise a return call by a time in the zone of the site."""
    row = row_for(request, contact_id, "contacts.work_calls")
    try:
        callbacks.promise(
            contact_id=contact_id,
            due_at=_moment(request.POST.get("due", ""), contacts.zone_of(row)),
            number=request.POST.get("number", "").strip(),
            note=request.POST.get("note", "").strip(),
            at=clock.now(),
            actor=person(request),
        )
    except Refused as fault:
        said = {"promise_fault": fault.sentence, "typed": request.POST}
        return _stays(show(request, row, template=OWED, status=fault.status, said=said), "#owed")
    return _done(request, contact_id, OWED)


@require_POST
@sees_register
def number(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show the whole number; who opened it and why is on record."""
    row = row_for(request, contact_id, "contacts.open_data")
    reason = request.POST.get("reason", "")
    try:
        whole = privacy.open_phone(contact_id=row.pk, reason=reason, at=clock.now(), actor=person(request))
    except Refused as fault:
        said = {"row": row, "may_open": True, "number": contacts.masked(row.phone or row.from_number)}
        again = render(request, NUMBER, {**said, "fault": fault.sentence}, status=fault.status)
        return _stays(again, "#number", "innerHTML")
    return render(request, NUMBER, {"row": row, "whole": whole})


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() else None


def _moment(text: str, zone: Any) -> datetime:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise Refused(_("请选回电的日期和时间。"), code="time") from None
    return at if at.tzinfo else timezone.make_aware(at, zone)


def _done(request: HttpRequest, contact_id: UUID, part: str) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect("register_call", contact_id)
    return show(request, row_for(request, contact_id), template=part)


def _again(
    request: HttpRequest, contact_id: UUID, fault: Refused, *, typed: dict[str, str], **said: Any
) -> HttpResponse:
    """The fields once more, with what was typed and what is to be mended."""
    row = row_for(request, contact_id)
    fields = fields_of(row, typed)
    unsaved = [one for one in fields if row.closed_at and fault.code == "closed" and one.entry != one.stands]
    said = {"fields": fields, "unsaved": unsaved, "fault": fault.sentence, "fault_code": fault.code, **said}
    return _stays(show(request, row, template=WRITTEN, status=fault.status, said=said), "#written")


def _stays(answer: HttpResponse, target: str, swap: str = "outerHTML") -> HttpResponse:
    """A refusal that brings its own form stands where the form stood, not where messages stand."""
    answer["HX-Retarget"], answer["HX-Reswap"] = target, swap
    return answer
