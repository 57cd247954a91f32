"""A desk with ten answered calls of a quarter, a panel of reviewers and a rulebook with person clauses."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from sanxiang.desk.contacts.models import CallEvent, Contact, Recording
from sanxiang.desk.contacts.tests.rows import site_of, staff_of
from sanxiang.office.people.models import Staff
from sanxiang.quality.review import domain, figures
from sanxiang.quality.review.models import Sample, SampledCall, Sheet
from sanxiang.quality.review.quarter import Quarter
from sanxiang.rules.rulebook import Clause, Text, open_edition
from sanxiang.rules.rulebook.model import Review

QUARTER = Quarter(2026, 1)
CALLED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
AFTER = datetime(2026, 4, 2, 1, 0, tzinfo=UTC)  # the quarter is over
ITEMS = ("service_time", "connection", "wording", "manner", "first_asked", "knowledge")
REVIEW = Review(
    reviewers=3, sample=4, spread=1, improve_days=30, scale=5, commend=90, criticise=75, bulletin_days=15
)


def clause(item: str) -> Clause:
    said = Text(f"{item} 的要求", f"What {item} asks for")
    return Clause(f"P-{item}", ("person",), said, said, said, (), "by_person", 5, item=item)


@pytest.fixture(autouse=True)
def book(monkeypatch):
    """The property profile with one person clause an item and small figures."""
    whole = open_edition("property").on(date(2026, 4, 1))
    kept = tuple(one for one in whole.clauses if not one.item)
    made = replace(whole, clauses=(*kept, *map(clause, ITEMS)), review=REVIEW)
    monkeypatch.setattr(figures, "rulebook_on", lambda day: made)
    return made


@pytest.fixture
def site(db):
    return site_of()


@pytest.fixture
def operator(site):
    return staff_of(site, "8001", "李静")


@pytest.fixture
def manager(site):
    return staff_of(site, "7001", "周经理", "manager")


@pytest.fixture
def inspector(site):
    return staff_of(None, "6001", "吴督导", "inspector")


def call(number: int, site, *, recorded: bool = True, staff: Staff | None = None, at=CALLED) -> Contact:
    """An answered call of that site; written straight into the tables, for the sake of speed."""
    rang, person = at + timedelta(hours=number), staff or Staff.objects.get(username="8001")
    row = Contact.objects.create(
        call_id=f"c-{number}",
        site=site,
        staff=person,
        offered_at=rang,
        answered_at=rang + timedelta(seconds=6),
        ended_at=rang + timedelta(seconds=36),
    )
    spoke(row, "answered", staff=person.username)
    if recorded:
        Recording.objects.create(
            contact=row, path=f"{row.call_id}.wav", started_at=row.answered_at, seconds=30
        )
    return row


def spoke(row: Contact, event: str, **who: str) -> None:
    CallEvent.objects.create(
        eid=f"{row.call_id}/{event}", contact=row, at=row.answered_at, event=event, data=who
    )


@pytest.fixture
def calls(site, operator):
    return [call(number, site) for number in range(10)]


@pytest.fixture
def panel(site, manager):
    people = [staff_of(site, f"600{n}", f"评分人{n}", "supervisor") for n in (2, 3, 4)]
    for one in people:
        domain.appoint(staff_id=one.pk, site=None, at=CALLED, actor=manager)
    return people


def drawn_sample(site, actor, number: str = "314159") -> Sample:
    sample = domain.seal_sample(site=site.pk, quarter=QUARTER, at=AFTER, actor=actor)
    return domain.draw_sample(sample_id=sample.pk, number=number, at=AFTER, actor=actor)


@pytest.fixture
def given(calls, panel, manager, site) -> Sample:
    """A sample whose sheets are with the reviewers."""
    sample = drawn_sample(site, manager)
    domain.give_out(sample_id=sample.pk, reviewers=[one.pk for one in panel], at=AFTER, actor=manager)
    return sample


def fill(sheet: Sheet, mark: int | None = 4, *, at=AFTER, **marks) -> Sheet:
    """Write every item with `mark`, those that are named with their own, and hand in."""
    said = {**dict.fromkeys(ITEMS, mark), **marks}
    revision = Sheet.objects.get(pk=sheet.pk).revision
    domain.save_sheet(
        sheet_id=sheet.pk, marks=said, remarks=None, revision=revision, at=at, actor=sheet.reviewer
    )
    return domain.hand_in(sheet_id=sheet.pk, at=at, actor=sheet.reviewer)


def review(call_: SampledCall, *marks: int | None) -> SampledCall:
    """Let the reviewers of a call hand in with these marks, one each."""
    for sheet, mark in zip(call_.sheets.order_by("reviewer__username"), marks, strict=True):
        fill(sheet, mark)
    call_.refresh_from_db()
    return call_


def taken(sample: Sample) -> list[SampledCall]:
    return list(sample.calls.filter(passed=""))
