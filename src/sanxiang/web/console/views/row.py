"""Writing in the register from the console: as it is typed, at the end, and a wrong number by one key."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from sanxiang.desk.contacts.domain import register
from sanxiang.desk.contacts.queries import Contact
from sanxiang.kernel.clock import clock
from sanxiang.web.console.access import body, person, row_of, takes_calls


@require_GET
@takes_calls
def read(request: HttpRequest, call_id: str) -> HttpResponse:
    """What stands in the row, for a form that opens it."""
    return _answer(row_of(request, call_id))


@require_POST
@takes_calls
def note(request: HttpRequest, call_id: str) -> HttpResponse:
    """Save what was typed; 409 with both wordings when somebody else saved in between."""
    said, row = body(request), row_of(request, call_id)
    try:
        revision = register.note(
            contact_id=row.pk,
            fields=_fields(said),
            revision=_revision(said),
            at=clock.now(),
            actor=person(request),
        )
    except register.Conflict as conflict:
        return _conflict(conflict)
    return JsonResponse({"revision": revision})


@require_POST
@takes_calls
def close(request: HttpRequest, call_id: str) -> HttpResponse:
    said, row = body(request), row_of(request, call_id)
    try:
        register.close(
            contact_id=row.pk,
            fields=_fields(said),
            revision=_revision(said),
            at=clock.now(),
            actor=person(request),
        )
    except register.Conflict as conflict:
        return _conflict(conflict)
    return _answer(row_of(request, call_id))


@require_POST
@takes_calls
def wrong_number(request: HttpRequest, call_id: str) -> HttpResponse:
    row = row_of(request, call_id)
    register.wrong_number(contact_id=row.pk, at=clock.now(), actor=person(request))
    return _answer(row_of(request, call_id))


def _fields(said: dict[str, Any]) -> dict[str, Any]:
    fields = said.get("fields")
    return fields if isinstance(fields, dict) else {}


def _revision(said: dict[str, Any]) -> int:
    revision = said.get("revision")
    return revision if isinstance(revision, int) else -1


def _answer(row: Contact) -> JsonResponse:
    return JsonResponse(
        {
            "contact": str(row.pk),
            "revision": row.revision,
            "state": row.state,
            "fields": register.written(row),
        }
    )


def _conflict(conflict: register.Conflict) -> JsonResponse:
    said = {"sentence": conflict.sentence, "code": conflict.code}
    return JsonResponse({**said, "theirs": conflict.theirs, "revision": conflict.revision}, status=409)
