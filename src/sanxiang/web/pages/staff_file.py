"""The file of one member of staff: what is on it, their password, their certificates."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.office.people import domain
from sanxiang.office.people import queries as people
from sanxiang.office.people.passwords import new_password
from sanxiang.web.pages.door import actor_of
from sanxiang.web.pages.register_access import may, person
from sanxiang.web.pages.staff import changes_staff, show_password, site_of
from sanxiang.web.pages.staff_forms import CertificateForm, StaffForm
from sanxiang.web.pages.staff_rows import certified

if TYPE_CHECKING:
    from sanxiang.office.people.queries import Staff

FILE = "sanxiang/staff/file.html"


@require_http_methods(["GET", "POST"])
@changes_staff
def file(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Show the file, or change what the form says."""
    staff = _staff_for(request, staff_id)
    if request.method == "GET":
        return _show(request, staff)
    form = StaffForm(request.POST, by=person(request), of=staff)
    if not form.is_valid():
        return _show(request, staff, form=form, status=400)
    try:
        _change(request, staff, form)
    except Refused as fault:
        form.refuse(fault)
        return _show(request, staff, form=form, status=fault.status)
    messages.success(request, _("已保存。"))
    return redirect("staff_file", staff_id)


def _change(request: HttpRequest, staff: "Staff", form: StaffForm) -> None:
    said = form.cleaned_data
    domain.change_staff(
        number=staff.username,
        at=clock.now(),
        actor=actor_of(request),
        name=said["name"],
        role=said["role"],
        site=site_of(request, form),
        active=said["active"],
        languages=said["languages"],
    )


@require_POST
@changes_staff
def password(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Give them a new password, made up and shown once; it signs them out everywhere."""
    staff = _staff_for(request, staff_id)
    if staff == person(request):
        raise Refused(_("自己的密码请在右上角的菜单里修改。"))
    word = new_password()
    domain.set_password(number=staff.username, password=word, at=clock.now(), actor=actor_of(request))
    return show_password(request, staff, word)


@require_POST
@changes_staff
def certify(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Let them answer a line from a day on."""
    staff = _staff_for(request, staff_id)
    form = CertificateForm(request.POST, lines=_lines(staff))
    if not form.is_valid():
        return _show(request, staff, certificate=form, status=400)
    try:
        domain.certify(number=staff.username, at=clock.now(), actor=actor_of(request), **form.cleaned_data)
    except Refused as fault:
        form.add_error("until_day", fault.sentence)
        return _show(request, staff, certificate=form, status=fault.status)
    return redirect("staff_file", staff_id)


@require_POST
@changes_staff
def end_certificate(request: HttpRequest, staff_id: int) -> HttpResponse:
    """Let them answer a line no more, from today on."""
    staff, now = _staff_for(request, staff_id), clock.now()
    domain.end_certificate(
        number=staff.username,
        line=request.POST.get("line", ""),
        day=timezone.localdate(now),
        at=now,
        actor=actor_of(request),
    )
    return redirect("staff_file", staff_id)


def _staff_for(request: HttpRequest, staff_id: int) -> "Staff":
    """The member of staff, if this person is in charge of them. Refused otherwise."""
    staff = people.staff_by_id(staff_id)
    if staff is None:
        raise Refused(_("没有这位人员。"), code="unknown", status=404)
    if not may(request, "people.change_staff", staff):
        raise Refused(
            _("这位人员属于别的项目，或者岗位比您的高，请系统管理员处理。"), code="not_allowed", status=403
        )
    return staff


def _lines(staff: "Staff") -> list[tuple[str, str]]:
    return [(line.key, line.name) for line in contacts.lines(staff.site_id)]


def _show(
    request: HttpRequest,
    staff: "Staff",
    *,
    form: StaffForm | None = None,
    certificate: CertificateForm | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate(clock.now())
    lines, held = _lines(staff), certified(staff, contacts.line_names(), today)
    next_line = next((key for key, _name in lines if key not in {one.key for one in held}), None)
    said = {
        "of": staff,
        "own": staff == person(request),
        "form": form or StaffForm(by=person(request), of=staff),
        "certificate": certificate
        or CertificateForm(lines=lines, initial={"line": next_line, "from_day": today}),
        "certificates": held,
    }
    return render(request, FILE, said, status=status)
