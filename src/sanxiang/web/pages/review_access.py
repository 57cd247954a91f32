"""The door of the review pages: who reviews, who is in charge, whose call it was."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.errors import Refused
from sanxiang.quality.review import queries as review
from sanxiang.web.pages.door import only_with
from sanxiang.web.pages.register_access import may, person, require

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.quality.review.queries import Sample, SampledCall, Sheet

enters = only_with("review.enter", gettext_lazy("您的岗位不参加质检评分。"))
manages = only_with("review.manage", gettext_lazy("您的岗位不安排质检抽样；需要的话，请主管或品质督导处理。"))


@dataclass(frozen=True, slots=True)
class Tab:
    href: str
    word: str
    here: bool


def tabs(request: HttpRequest, here: str) -> list[Tab]:
    """The pages of the review that this person may open."""
    places = [("review", _("我的评分")), ("review_bulletins", _("通报"))]
    if may(request, "review.manage"):
        places[1:1] = [("review_samples", _("抽样")), ("review_panel", _("评分人"))]
    places.insert(-1, ("review_appeals", _("申诉")))
    return [Tab(reverse(name), word, name == here) for name, word in places]


def sheet_for(request: HttpRequest, sheet_id: UUID) -> "Sheet":
    """The person's own sheet. Refused for anybody else's."""
    sheet = review.my_sheet(sheet_id, person(request))
    if sheet is None:
        raise Refused(_("没有您的这张评分单。"), code="unknown", status=404)
    return sheet


def sample_for(request: HttpRequest, sample_id: UUID) -> "Sample":
    sample = review.sample(sample_id)
    if sample is None:
        raise Refused(_("没有这个抽样。"), code="unknown", status=404)
    require(request, "review.manage", sample)
    return sample


@dataclass(frozen=True, slots=True)
class Eyes:
    """As whom somebody looks at a reviewed call. An operator reads no reviewer's name."""

    in_charge: bool
    reviewer: bool
    operator: bool


def eyes_on(request: HttpRequest, call: "SampledCall", row: "Contact") -> Eyes:
    """Refused where it is none of this person's business."""
    staff = person(request)
    eyes = Eyes(
        in_charge=may(request, "review.manage", call.sample),
        reviewer=review.has_sheet(call.pk, staff),
        operator=row.staff_id == staff.pk,
    )
    if not (eyes.in_charge or eyes.reviewer or eyes.operator):
        raise Refused(_("这通电话的评分不归您看。"), code="not_allowed", status=403)
    return eyes


def drawn_call(sampled_id: UUID) -> "tuple[SampledCall, Contact]":
    """A drawn call with its row of the register."""
    call = review.sampled(sampled_id)
    row = contacts.contact(call.contact_id) if call else None
    if call is None or row is None:
        raise Refused(_("没有这通抽到的电话。"), code="unknown", status=404)
    return call, row
