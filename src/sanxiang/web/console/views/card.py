"""Who calls and where from, before the answer (ANS-3)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.web.console.access import person, takes_calls
from sanxiang.web.console.caller import caller_of

LONGEST = 16  # figures of a unit's id: more is none of ours, and no database takes it


@require_POST
@takes_calls
def card(request: HttpRequest) -> HttpResponse:
    """The card of the call that rings. By POST: a number in an address would end up in logs."""
    sent, staff = request.POST, person(request)
    number, unit = sent.get("from", ""), sent.get("unit", "")
    found = contacts.caller_card(
        site=staff.site_id,
        number=number or None,
        unit=int(unit) if unit.isdecimal() and len(unit) < LONGEST else None,
        call_id=sent.get("call", ""),
    )
    caller = caller_of(found, number=number, place=sent.get("place", ""), name=sent.get("caller_name", ""))
    row = contacts.contact_of_call(sent.get("call", ""))
    return render(request, "sanxiang/console/card.html", {"card": found, "caller": caller, "row": row})
