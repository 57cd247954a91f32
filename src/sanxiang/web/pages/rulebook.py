"""The company's rulebook as it holds today: clauses, time limits, forbidden expressions. All may read it."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from sanxiang.rules.editions.current import standing
from sanxiang.rules.rulebook.model import Forbidden
from sanxiang.web.pages.rulebook_access import may_change, reads_rulebook, today
from sanxiang.web.pages.rulebook_rows import groups, rows
from sanxiang.web.said import said

LIST = "sanxiang/rulebook/list.html"
WORDS = "sanxiang/rulebook/words.html"
SHOWN_AT_ONCE = 4


@require_GET
@reads_rulebook
def listing(request: HttpRequest) -> HttpResponse:
    now, day = standing(), today()
    found = list(rows(now, day))
    shown = {
        "tab": "list",
        "book": now.edition.on(day),
        "title": said(now.edition.on(day).title),
        "groups": list(groups(row for row in found if row.state != "off")),
        "off": [row for row in found if row.state == "off"],
        "faults": now.faults,
        "may_change": may_change(request),
    }
    return render(request, LIST, shown)


@require_GET
@reads_rulebook
def forbidden(request: HttpRequest) -> HttpResponse:
    """What is never said, and what is said instead."""
    book = standing().edition.on(today())
    order = list(book.forbidden_groups)
    listed = sorted(book.forbidden, key=lambda one: order.index(one.group))
    shown = [
        (said(book.forbidden_groups[code]), [_words_row(one) for one in members])
        for code, members in groupby(listed, key=lambda one: one.group)
    ]
    return render(request, WORDS, {"tab": "words", "groups": shown, "may_change": may_change(request)})


def _words_row(one: Forbidden) -> tuple[list[str], list[str], str, list[str]]:
    """Return the variants that are shown at once, the rest, what to say instead, and where it is harmless."""
    variants = list(dict.fromkeys(one.says))
    return variants[:SHOWN_AT_ONCE], variants[SHOWN_AT_ONCE:], said(one.better), list(one.unless)
