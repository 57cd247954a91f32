"""The recording of a drawn call, for those to whom the call was given and those who may see its result."""

from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanxiang.desk.contacts import queries as contacts
from sanxiang.web.pages.register_access import person
from sanxiang.web.pages.register_course import Scene
from sanxiang.web.pages.register_player import Player, player_of
from sanxiang.web.pages.register_sound import key_for, outline_of, play
from sanxiang.web.pages.review_access import drawn_call, enters, eyes_on

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.review.queries import SampledCall


@require_safe
@enters
def sound(request: HttpRequest, sampled_id: UUID) -> HttpResponseBase:
    """The WAV file or a stretch of it."""
    call, row = drawn_call(sampled_id)
    eyes_on(request, call, row)
    return play(request, row)


@require_safe
@enters
def peaks(request: HttpRequest, sampled_id: UUID) -> HttpResponse:
    """The outline to draw."""
    call, row = drawn_call(sampled_id)
    eyes_on(request, call, row)
    return outline_of(row)


def player_for(request: HttpRequest, call: "SampledCall", row: "Contact") -> Player:
    """The register's player over our own addresses; it names no operator."""
    lived, _events = contacts.lived(row)
    scene = Scene(row=row, call=lived, names={}, line_name="", number="")
    number = person(request).username
    made = player_of(scene, staff_number=number, may_play=True)
    if made.data is None:
        return made
    data = {
        **made.data,
        "sound": f"{reverse('review_sound', args=[call.pk])}?key={key_for(row, number)}",
        "outline": reverse("review_peaks", args=[call.pk]),
    }
    return replace(made, data=data, operators=_("客服"))
