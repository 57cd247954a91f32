"""The staff: the list, and putting somebody new on file."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import domain
from sanxiang.office.people import queries as people
from sanxiang.office.people.passwords import new_password
from sanxiang.web.pages.door import actor_of, only_with
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.staff_forms import StaffForm
from sanxiang.web.pages.staff_rows import row_of

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Staff

LIST = "sanxiang/staff/list.html"
ADD = "sanxiang/staff/add.html"
PASSWORD = "sanxiang/staff/password.html"

sees_staff = only_with("people.view_staff", _("您的岗位不看人员；需要的话，请主管处理。"))
changes_staff = only_with("people.change_staff", _("您的岗位不能更改人员；需要的话，请主管处理。"))


@require_GET
@sees_staff
def listing(request: HttpRequest) -> HttpResponse:
    """Everybody of the person's site, or of the company; those who left stand apart."""
    viewer, today, names = person(request), timezone.localdate(clock.now()), contacts.line_names()
    rows = [
        row_of(now, lines=names, today=today, may_change=may(request, "people.change_staff", now.staff))
        for now in people.present_states(viewer.site_id, also_left=True)
    ]
    said = {
        "rows": [row for row in rows if row.staff.is_active],
        "left": [row for row in rows if not row.staff.is_active],
        "may_add": may(request, "people.change_staff"),
        "whole": viewer.site_id is None,
    }
    return render(request, LIST, said)


@require_http_methods(["GET", "POST"])
@changes_staff
def add(request: HttpRequest) -> HttpResponse:
    """Ask who it is; then show the password that was made up for them, once."""
    form = StaffForm(request.POST or None, by=person(request))
    if not form.is_valid():
        return render(request, ADD, {"form": form}, status=400 if form.is_bound else 200)
    word = new_password()
    try:
        staff = _put_on_file(request, form, word)
    except Refused as fault:
        form.refuse(fault)
        return render(request, ADD, {"form": form}, status=fault.status)
    return show_password(request, staff, word, new=True)


def _put_on_file(request: HttpRequest, form: StaffForm, word: str) -> "Staff":
    said = form.cleaned_data
    return domain.add_staff(
        number=said["number"],
        name=said["name"],
        role=said["role"],
        site=site_of(request, form),
        password=word,
        at=clock.now(),
        languages=said["languages"],
        actor=actor_of(request),
    )


def site_of(request: HttpRequest, form: StaffForm) -> int | None:
    """The site that the form says; people of one site put theirs on file at that site."""
    mine = person(request).site_id
    site: int | None = form.cleaned_data["site"] if "site" in form.fields else mine
    return site


def show_password(request: HttpRequest, staff: "Staff", word: str, *, new: bool = False) -> HttpResponse:
    """The one page that ever shows it: nothing keeps the password itself."""
    said = {"of": staff, "word": word, "new": new, "address": settings.SANXIANG_URL}
    return render(request, PASSWORD, said)
