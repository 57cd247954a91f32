"""A person's own page: the sheets to hand in, and the results of the calls they took."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanxiang.kernel.clock import clock
from sanxiang.quality.review import queries as review
from sanxiang.rules.deadlines import queries as deadlines
from sanxiang.web.pages.register_access import person
from sanxiang.web.pages.register_words import Mark, clock_of
from sanxiang.web.pages.review_access import enters, tabs
from sanxiang.web.pages.review_words import due_mark, ruled, told

if TYPE_CHECKING:
    from datetime import datetime

    from sanxiang.quality.review.queries import SampledCall, Sheet
    from sanxiang.rules.deadlines.models import Deadline

HOME = "sanxiang/review/home.html"
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A sheet to hand in. `done` of `of` items have a mark."""

    sheet: "Sheet"
    talk: str
    done: int
    of: int
    due_at: "datetime | None"
    due: Mark | None


@dataclass(frozen=True, slots=True)
class Own:
    call: "SampledCall"
    points: str
    appeal: Mark | None


@require_GET
@enters
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and what came of their calls."""
    staff, now = person(request), clock.now()
    sheets = list(review.my_open_sheets(staff)[:SHOWN])
    limits = deadlines.of_subjects({_portion(sheet, staff.username) for sheet in sheets})
    said: dict[str, Any] = {
        "tabs": tabs(request, "review"),
        "rows": [_row(sheet, limits.get(_portion(sheet, staff.username), []), now) for sheet in sheets],
        "own": [_own(call) for call in review.own_results(staff)[:SHOWN]],
        "is_reviewer": bool(sheets) or review.is_reviewer(staff),
        "now": now,
    }
    return render(request, HOME, said)


def _portion(sheet: "Sheet", number: str) -> str:
    return f"portion:{sheet.sampled.sample_id}:{number}"


def _row(sheet: "Sheet", limits: "list[Deadline]", now: "datetime") -> Row:
    limit = limits[-1] if limits else None
    return Row(
        sheet=sheet,
        talk=clock_of(sheet.sampled.contact.talk_s),
        done=len(sheet.marks),
        of=len(sheet.sampled.sample.figures["items"]),
        due_at=limit.due_at if limit else None,
        due=due_mark(limit, now),
    )


def _own(call: "SampledCall") -> Own:
    appeal = getattr(call, "appeal", None)
    return Own(call, told(call.points), ruled(appeal) if appeal else None)
