"""A rulebook with one clause of every kind of clock, and the desk's day laid out."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction

from sanxiang.kernel.facts.domain import announce
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.rules.deadlines import reactions
from sanxiang.rules.deadlines.listening import forget
from sanxiang.rules.deadlines.models import Deadline
from sanxiang.rules.rulebook import Text, TimeLimit, load
from sanxiang.rules.rulebook.model import Rung, WorkingTime

ZONE = ZoneInfo("Asia/Shanghai")
SUBJECT = "case:1"
DAY_S = 86400
BOOK = load("property", on=date(2026, 3, 2))
LADDER = (Rung(0, "supervisor"), Rung(3600, "manager"))


def limit(clause="CASE-6", **fields):
    plain = {
        "title": Text("期限", "Limit"), "text": Text("", ""), "sources": (), "starts": "case.opened",
        "met_by": ("case.solved",), "ended_by": ("case.dropped",), "within_s": 2 * DAY_S,
        "calendar": "working_days", "pauses": ("case.waiting",), "resumes": ("case.resumed",),
        "lawful": ("resident", "parts"), "ladder": LADDER, "extends": ("manager",), "escalate": "supervisor",
    }  # fmt: skip
    return TimeLimit(id=clause, **{**plain, **fields})


def lay_down(monkeypatch, *limits, hours=((time(8, 30), time(12)), (time(14), time(18))), days=()):
    """Let these be the only time limits. Returns the days for which the rulebook is asked."""
    asked: list[date] = []
    # An edition of its own: what other tests kept of the shipped one says nothing of these limits.
    own = {"edition": "laid-down@2026-03-02", "time_limits": limits}
    book = replace(BOOK, **own, working_time=WorkingTime(hours, tuple(days)))

    def on(day):
        asked.append(day)
        return book

    forget()
    for module in ("reactions", "places", "clauses"):
        monkeypatch.setattr(f"sanxiang.rules.deadlines.{module}.rulebook_on", on)
    assert reactions.rulebook_on is on
    return asked


def local(text):
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=ZONE)


def tell(kind, at, subject=SUBJECT, **data):
    with transaction.atomic():
        return announce(kind=kind, subject=subject, at=local(at), actor="staff:8001", data=data)


def opened(at="03-02 10:00", **data):
    tell("case.opened", at, **data)
    return Deadline.objects.get()


def due():
    return f"{Deadline.objects.get().due_at.astimezone(ZONE):%m-%d %H:%M}"


def kinds(prefix="deadline."):
    return [fact.kind.removeprefix(prefix) for fact in facts_of(SUBJECT) if fact.kind.startswith(prefix)]
