"""One clause or time limit: what it says, and changing its figures, its points, or whether it holds."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.rules.editions import domain
from sanxiang.rules.editions.current import Standing, standing
from sanxiang.rules.rulebook import BadRulebook, edit
from sanxiang.web.pages.door import actor_of
from sanxiang.web.pages.rulebook_access import changes_rulebook, may_change, reads_rulebook, today
from sanxiang.web.pages.rulebook_forms import BasedForm, FiguresForm, PointsForm, SwitchForm
from sanxiang.web.pages.rulebook_rows import Row, figures_of, row_of
from sanxiang.web.pages.rulebook_told import told_of

PAGE = "sanxiang/rulebook/entry.html"
Edit = Callable[[str], str]


@require_GET
@reads_rulebook
def entry(request: HttpRequest, entry: str) -> HttpResponse:
    now, row = _find(entry)
    return _page(request, now, row)


@require_POST
@changes_rulebook
def figures(request: HttpRequest, entry: str) -> HttpResponse:
    """Let figures hold from a day on."""
    now, row = _find(entry)
    form = _forms(now, row, request)["figures"]
    if form is None or not form.is_valid():
        return _page(request, now, row, figures=form)
    values, since = form.values(), form.cleaned_data["since"]
    if not values:
        form.add_error(None, _("没有改动，不用保存。"))
        return _page(request, now, row, figures=form)
    said = _("已保存，从 %(day)s 起按新数值。") % {"day": date_format(since)}
    change = partial(edit.set_figures, section=row.section, entry=row.id, figures=values, since=since)
    return _change(request, now, row, form, change, said, name="figures")


@require_POST
@changes_rulebook
def points(request: HttpRequest, entry: str) -> HttpResponse:
    now, row = _find(entry)
    form = _forms(now, row, request)["points"]
    if form is None or not form.is_valid():
        return _page(request, now, row, points=form)
    counted = float(form.cleaned_data["points"])
    counted = int(counted) if counted.is_integer() else counted
    change = partial(edit.set_points, entry=row.id, points=counted)
    return _change(request, now, row, form, change, _("分值已保存。"), name="points")


@require_POST
@changes_rulebook
def switch(request: HttpRequest, entry: str) -> HttpResponse:
    """Leave the entry out of the rulebook, or take it in again."""
    now, row = _find(entry)
    form = _forms(now, row, request)["switch"]
    if not form.is_valid():
        return _page(request, now, row, switch=form)
    off, reason = row.state != "off", form.cleaned_data["note"]
    said = _("已停用，以后的来电不再按这一条判。") if off else _("已启用。")
    change = partial(edit.switch, section=row.section, entry=row.id, off=off, reason=reason)
    return _change(request, now, row, form, change, said, name="switch")


@require_POST
@changes_rulebook
def take_back(request: HttpRequest, entry: str) -> HttpResponse:
    """Drop what the company changed; the shipped entry holds again."""
    now, row = _find(entry)
    form = _forms(now, row, request)["back"]
    if form is None or not form.is_valid():
        return _page(request, now, row, back=form)
    change = partial(edit.take_back, section=row.section, entry=row.id)
    return _change(request, now, row, form, change, _("已恢复成随程序的规定。"), name="back")


def _find(entry: str) -> tuple[Standing, Row]:
    now = standing()
    row = row_of(now, entry, today())
    if row is None:
        raise Refused(_("规范里没有“%(id)s”这一条。") % {"id": entry}, code="unknown", status=404)
    return now, row


def _forms(now: Standing, row: Row, request: HttpRequest | None = None) -> dict[str, Any]:
    """The forms that fit the entry, filled in with what was sent."""
    data, edition = request.POST if request else None, now.edition.id
    forms: dict[str, Any] = dict.fromkeys(("figures", "points", "back"))
    forms["switch"] = SwitchForm(data, edition=edition, auto_id="switch_%s")
    if row.judge and (read := figures_of(row.judge)):
        forms["figures"] = FiguresForm(
            data,
            edition=edition,
            figures=read,
            today=today(),
            spans=row.section != "clauses",
            auto_id="figures_%s",
        )
    if row.judge and row.section == "clauses":
        counts = {"points": row.points}
        forms["points"] = PointsForm(data, edition=edition, initial=counts, auto_id="points_%s")
    if row.can_go_back:
        forms["back"] = BasedForm(data, edition=edition, auto_id="back_%s")
    return forms


def _page(request: HttpRequest, now: Standing, row: Row, **sent: BasedForm | None) -> HttpResponse:
    shown = {
        "tab": "list",
        "row": row,
        "told": told_of(now, row, today()),
        "forms": _forms(now, row) | sent if may_change(request) else {},
        "may_change": may_change(request),
    }
    return render(request, PAGE, shown, status=400 if sent else 200)


def _change(
    request: HttpRequest, now: Standing, row: Row, form: BasedForm, change: Edit, said: str, *, name: str
) -> HttpResponse:
    based_on, note = form.cleaned_data["edition"], form.cleaned_data["note"]
    try:
        domain.change(change, on=today(), by=actor_of(request), at=clock.now(), based_on=based_on, note=note)
    except BadRulebook as bad:
        for fault in bad.faults:
            form.add_error(None, f"{fault.reason}（{fault.hint}）" if fault.hint else fault.reason)
        return _page(request, now, row, **{name: form})
    except Refused as fault:
        form.refuse(fault)
        return _page(request, now, row, **{name: form})
    messages.success(request, said)
    return redirect("rulebook_entry", row.id)
