"""The company's file as it is written: with faults nothing is saved, and each is shown with its line."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanxiang.kernel.clock import clock
from sanxiang.kernel.errors import Refused
from sanxiang.rules.editions import domain
from sanxiang.rules.editions.company_file import company_file
from sanxiang.rules.editions.current import Standing, standing
from sanxiang.rules.rulebook import BadRulebook, Fault
from sanxiang.rules.rulebook.check import check_text
from sanxiang.rules.rulebook.edit import new_file
from sanxiang.rules.rulebook.read import read_text
from sanxiang.web.pages.door import actor_of
from sanxiang.web.pages.rulebook_access import changes_rulebook, today
from sanxiang.web.pages.rulebook_forms import TextForm

PAGE = "sanxiang/rulebook/text.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """A fault beside the line that it is about."""

    line: int
    written: str
    reason: str
    hint: str
    warning: bool


@require_http_methods(["GET", "POST"])
@changes_rulebook
def text(request: HttpRequest) -> HttpResponse:
    """Show the file, check it, save it."""
    now = standing()
    if request.method != "POST":
        form = TextForm(edition=now.edition.id, initial={"text": _stands(now)})
        return _page(request, form, now.faults)
    form = TextForm(request.POST, edition=now.edition.id)
    if not form.is_valid():
        return _page(request, form, (), status=400)
    written = form.cleaned_data["text"].replace("\r\n", "\n")
    if "check" in request.POST:
        found = tuple(check_text(written, domain.SHOWN_FILE))
        return _page(request, form, found, checked=True)
    return _save(request, form, written)


def _save(request: HttpRequest, form: TextForm, written: str) -> HttpResponse:
    said = form.cleaned_data
    try:
        domain.save(
            written, by=actor_of(request), at=clock.now(), based_on=said["edition"], note=said["note"]
        )
    except BadRulebook as bad:
        return _page(request, form, bad.faults, status=400)
    except Refused as fault:
        form.refuse(fault)
        return _page(request, form, (), status=fault.status)
    for warning in check_text(written, domain.SHOWN_FILE):
        messages.warning(request, str(warning))
    messages.success(request, _("已保存，新的版本从现在起用于评分。"))
    return redirect("rulebook_text")


def _stands(now: Standing) -> str:
    """The file as it is, also when it has faults; a new one where there is none."""
    if now.faults:
        try:
            return read_text(company_file())
        except BadRulebook:
            pass
    return now.text or new_file(now.edition.profile, today())


def _page(
    request: HttpRequest,
    form: TextForm,
    faults: tuple[Fault, ...],
    *,
    checked: bool = False,
    status: int = 200,
) -> HttpResponse:
    lines = str(form["text"].value() or "").splitlines()
    shown = {
        "tab": "text",
        "form": form,
        "faults": [
            Shown(one.line, _line(lines, one.line), one.reason, one.hint, one.warning) for one in faults
        ],
        "checked": checked,
        "may_change": True,
    }
    return render(request, PAGE, shown, status=status)


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""
