"""The console's page, and what it asks anew while it stands open."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain.register import QUESTIONS
from sanxiang.desk.contacts.queries import ContactState
from sanxiang.kernel.clock import clock
from sanxiang.lines.tickets import staff_ticket
from sanxiang.web.console.access import person, takes_calls
from sanxiang.web.console.data import categories, desk_data, zone_of
from sanxiang.web.console.snapshot import row_snapshot
from sanxiang.web.console.words import all_words, reasons
from sanxiang.web.line_address import line_url

REASONS = ("break", "meal", "training", "counter", "other")
CATEGORY_KEYS = "1234567890-="  # twelve, in the order in which they stand on the keyboard


@require_GET
@takes_calls
def console(request: HttpRequest) -> HttpResponse:
    now, staff = clock.now(), person(request)
    names = reasons()
    known = categories(now, staff.site)
    return render(
        request,
        "sanxiang/console/console.html",
        {
            "desk": desk_data(staff, now),
            "words": all_words(),
            "reasons": [(str(place), code, names[code]) for place, code in enumerate(REASONS, start=1)],
            "categories": [
                (CATEGORY_KEYS[place] if place < len(CATEGORY_KEYS) else "", code, name)
                for place, (code, name) in enumerate(known)
            ],
            "questions": QUESTIONS,
            "lines": contacts.lines(staff.site_id),
        },
    )


@require_GET
@takes_calls
def desk(request: HttpRequest) -> HttpResponse:
    """The data of the page as it stands now: greetings of the next hours, rules, colleagues."""
    return JsonResponse(desk_data(person(request), clock.now()))


@require_POST
@takes_calls
def ticket(request: HttpRequest) -> HttpResponse:
    """What the line wants to see at hello, good for some minutes, and where the line is."""
    staff = person(request)
    today = clock.now().astimezone(zone_of(staff.site)).date()
    return JsonResponse({"ticket": staff_ticket(staff, on=today), "url": line_url(request)})


@require_GET
@takes_calls
def unclosed(request: HttpRequest) -> HttpResponse:
    """Calls of this person that wait to be closed: the console takes them up again after a restart."""
    staff = person(request)
    rows = contacts.register(site=staff.site_id, staff=staff.username, state=ContactState.TO_CLOSE.value)[:20]
    return JsonResponse({"calls": [row_snapshot(row) for row in rows]})
