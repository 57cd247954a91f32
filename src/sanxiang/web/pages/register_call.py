"""The page of one call: who, the course, the recording, the findings, what is written, what is owed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.office.people import queries as people
from sanxiang.web.pages.register_access import may, person, row_for, sees_register
from sanxiang.web.pages.register_appeals import appeals_of
from sanxiang.web.pages.register_course import Scene, course_of, operators_of, people_in
from sanxiang.web.pages.register_findings import result_of
from sanxiang.web.pages.register_player import player_of
from sanxiang.web.pages.register_rows import place_of
from sanxiang.web.pages.register_said import said_of
from sanxiang.web.pages.register_trail import trail_of
from sanxiang.web.pages.register_voice import voice_of
from sanxiang.web.pages.register_words import clock_of, hung_up_by, owed_mark, rings_of, seconds_of, state_of
from sanxiang.web.pages.register_written import fields_of, message_of

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Callback, Contact

WHOLE = "sanxiang/register/call.html"
SOON = timedelta(minutes=30)  # what the form for a promise proposes


@require_GET
@sees_register
def call(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The whole page. Live refreshes take the parts they need from it."""
    return show(request, row_for(request, contact_id))


def show(
    request: HttpRequest,
    row: "Contact",
    *,
    template: str = WHOLE,
    status: int = 200,
    said: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """The page of a row, or one part of it, in the zone of its site."""
    with timezone.override(contacts.zone_of(row)):
        return render(request, template, {**_whole(request, row), **(said or {})}, status=status)


def _whole(request: HttpRequest, row: "Contact") -> dict[str, Any]:
    now, (lived, events) = clock.now(), contacts.lived(row)
    scene = Scene(
        row=row,
        call=lived,
        names=people.names(people_in(events)),
        line_name=contacts.line_names().get(row.line, row.line),
        number=contacts.masked(row.phone or row.from_number),
    )
    appeals = appeals_of(request, row)
    result = None if appeals.hidden else result_of(row, _number(request))
    return {
        "row": row,
        "now": now,
        "scene": scene,
        "head": _head(scene),
        "course": course_of(scene, events),
        "turns": said_of(row, result),
        "result": result,
        "appeals": appeals,
        "voice": voice_of(row, result.book if result else None),
        "player": player_of(
            scene,
            staff_number=person(request).username,
            may_play=may(request, "contacts.play_recording", row),
        ),
        **_written(row),
        **_owed(row, now),
        **_rights(request, row),
    }


def _number(request: HttpRequest) -> int | None:
    """An earlier result that was asked for."""
    text = request.GET.get("result", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def _head(scene: Scene) -> dict[str, Any]:
    row = scene.row
    return {
        "who": row.caller_name or (row.unit_text or scene.number),
        "where": place_of(row),
        "state": state_of(row),
        "rings": rings_of(row),
        "ring_s": seconds_of(row.ring_s) if row.ring_s is not None else "",
        "talk": clock_of(row.talk_s) if row.answered_at else "",
        "hold": seconds_of(row.hold_s) if row.hold_s else "",
        "hung_up": hung_up_by(row),
        "operators": operators_of(scene),
    }


def _written(row: "Contact") -> dict[str, Any]:
    return {
        "fields": fields_of(row),
        "message": message_of(row),
        "categories": contacts.categories(),
        "open": row.closed_at is None and row.ended_at is not None,
    }


def _owed(row: "Contact", now: datetime) -> dict[str, Any]:
    tasks: list[Callback] = row.all_callbacks  # type: ignore[attr-defined]
    soon = timezone.localtime(now + SOON, contacts.zone_of(row))
    rounded = soon.replace(minute=soon.minute // 5 * 5)
    return {
        "callbacks": [{"task": task, "mark": owed_mark(task, now)} for task in tasks],
        "propose_due": rounded.strftime("%Y-%m-%dT%H:%M"),
    }


def _rights(request: HttpRequest, row: "Contact") -> dict[str, Any]:
    sees_trail = may(request, "contacts.view_trail", row)
    return {
        "may_work": may(request, "contacts.work_calls", row),
        "may_correct": may(request, "contacts.correct", row),
        "may_open": may(request, "contacts.open_data", row),
        "trail": trail_of(row, row.all_callbacks) if sees_trail else None,  # type: ignore[attr-defined]
    }
