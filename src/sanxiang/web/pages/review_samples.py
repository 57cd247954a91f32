"""The samples of sites and quarters: sealing, drawing, giving out, and how far the sheets have come."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import queries as people
from sanxiang.quality.review import domain
from sanxiang.quality.review import queries as review
from sanxiang.quality.review.draft import title_of
from sanxiang.quality.review.quarter import parse, quarter_of
from sanxiang.rules.deadlines import queries as deadlines
from sanxiang.web.pages.register_access import person, require
from sanxiang.web.pages.register_words import clock_of
from sanxiang.web.pages.review_access import manages, sample_for, tabs
from sanxiang.web.pages.review_words import due_mark, latest, stands

if TYPE_CHECKING:
    from sanxiang.quality.review.queries import Sample

LIST = "sanxiang/review/samples.html"
PAGE = "sanxiang/review/sample.html"


@require_GET
@manages
def listing(request: HttpRequest) -> HttpResponse:
    """All samples of the person's site or company; and the form that begins another."""
    site, today = person(request).site_id, timezone.localdate(clock.now())
    current = quarter_of(today)
    said = {
        "tabs": tabs(request, "review_samples"),
        "samples": [{"row": row, "title": title_of(row.quarter)} for row in review.samples(site)],
        "quarters": [(str(one), title_of(str(one))) for one in (current.before, current)],
        "sites": [one for one in people.sites() if site in (None, one.pk)],
    }
    return render(request, LIST, said)


@require_POST
@manages
def seal(request: HttpRequest) -> HttpResponse:
    """Begin a sample: make the secret and show its seal."""
    try:
        site, quarter = int(request.POST.get("site", "")), parse(request.POST.get("quarter", ""))
    except ValueError:
        raise Refused(_("请选项目和季度。"), code="quarter") from None
    require(request, "review.manage", site)
    made = domain.seal_sample(site=site, quarter=quarter, at=clock.now(), actor=person(request))
    return redirect("review_sample", made.pk)


@require_GET
@manages
def sample(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    return show(request, sample_for(request, sample_id))


def show(request: HttpRequest, one: "Sample", **more: Any) -> HttpResponse:
    """The page of a sample: the next thing to do, what is on record, how far it is. No marks."""
    said: dict[str, Any] = {
        "tabs": tabs(request, "review_samples"),
        "sample": one,
        "title": title_of(one.quarter),
        "now": clock.now(),
        **more,
    }
    if one.drawn_at is None:
        return render(request, PAGE, said)
    rows, given = list(review.progress(one.pk)), one.given_at is not None
    said["calls"] = [
        {"row": row, "mark": stands(row, given=given), "talk": clock_of(row.contact.talk_s)} for row in rows
    ]
    said["settled"] = sum(row.settled_at is not None for row in rows)
    said["panel"] = list(review.panel(one.site_id))
    said["portions"] = _portions(one)
    return render(request, PAGE, said)


def _portions(one: "Sample") -> list[Mapping[str, Any]]:
    """Each reviewer with their counts and time limit."""
    rows, now = review.portions(one.pk), clock.now()
    limits = deadlines.of_subjects(f"portion:{one.pk}:{row['number']}" for row in rows)
    found: list[Mapping[str, Any]] = []
    for row in rows:
        limit = latest(limits, f"portion:{one.pk}:{row['number']}")
        share = round(100 * row["handed_in"] / row["given"])
        found.append({**row, "share": share, "due": due_mark(limit, now), "due_at": limit and limit.due_at})
    return found


@require_POST
@manages
def draw(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Draw with the person's number."""
    one, number = sample_for(request, sample_id), request.POST.get("number", "")
    domain.draw_sample(sample_id=one.pk, number=number, at=clock.now(), actor=person(request))
    return redirect("review_sample", one.pk)


@require_POST
@manages
def give(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Give the calls out to the reviewers who were ticked."""
    one = sample_for(request, sample_id)
    chosen = [int(word) for word in request.POST.getlist("reviewers") if word.isdigit()]
    count = domain.give_out(sample_id=one.pk, reviewers=chosen, at=clock.now(), actor=person(request))
    if count:
        messages.success(request, _("已分发 %(count)s 张评分单。") % {"count": count})
    return redirect("review_sample", one.pk)


@require_GET
@manages
def audit(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Draw again before everybody's eyes and compare."""
    one = sample_for(request, sample_id)
    return show(request, one, audited=domain.audit_sample(one.pk))


@require_POST
@manages
def pass_on(request: HttpRequest, sample_id: UUID) -> HttpResponse:
    """Give what somebody hasn't handed in to another reviewer, as far as that one may review it."""
    one, at = sample_for(request, sample_id), clock.now()
    who, to = (
        int(word) if word.isdigit() else 0 for word in (request.POST.get(n, "") for n in ("who", "to"))
    )
    left = review.open_sheets_of(one.pk, who)
    for sheet_id in left:
        domain.pass_on(
            sheet_id=sheet_id, to=to, reason=request.POST.get("reason", ""), at=at, actor=person(request)
        )
    messages.success(request, _("已转 %(count)s 张评分单。") % {"count": len(left)})
    return redirect("review_sample", one.pk)
