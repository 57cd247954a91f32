"""Writing in the register: typed, closed, corrected; nothing is lost and nothing is silently changed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanxiang.desk.contacts.domain import register
from sanxiang.desk.contacts.models import Contact, ContactState, Correction
from sanxiang.desk.contacts.tests.rows import START, answered_call, missed_call, site_of, staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.estate.domain import add_unit

pytestmark = pytest.mark.django_db
LATER = START + timedelta(minutes=2)


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def staff(site):
    return staff_of(site)


@pytest.fixture
def row(site, staff):
    return answered_call(site=site)


@pytest.fixture
def going_on(site, staff):
    return answered_call("c-2", site=site, over=False)


def kinds(row: Contact) -> list[str]:
    return [fact.kind for fact in facts_of(f"contact:{row.pk}") if not fact.kind.startswith("call.")]


def close(row: Contact, staff, **fields) -> Contact:
    register.close(contact_id=row.pk, fields={"category": "repair"} | fields, at=LATER, actor=staff)
    row.refresh_from_db()
    return row


# ---------------------------------------------------------------- typing


def test_what_is_typed_is_saved_with_a_new_revision(row, staff):
    said = {"caller_name": " 王先生 ", "summary": "厨房水管漏水"}
    assert register.note(contact_id=row.pk, fields=said, revision=0, at=LATER, actor=staff) == 1
    row.refresh_from_db()
    assert (row.caller_name, row.summary, row.saved_at) == ("王先生", "厨房水管漏水", LATER)
    assert row.state == ContactState.TO_CLOSE


def test_writing_is_one_fact_not_one_for_every_keystroke(row, staff):
    for revision in range(3):
        register.note(
            contact_id=row.pk, fields={"summary": "漏" * revision}, revision=revision, at=LATER, actor=staff
        )
    assert kinds(row) == ["contact.noted"]


def test_notes_are_taken_while_the_call_goes_on(going_on, staff):
    register.note(contact_id=going_on.pk, fields={"summary": "漏水"}, revision=0, at=LATER, actor=staff)
    going_on.refresh_from_db()
    assert (going_on.summary, going_on.state) == ("漏水", ContactState.GOING_ON)


def test_an_older_revision_is_a_conflict_that_shows_both(row, staff):
    register.note(contact_id=row.pk, fields={"summary": "甲"}, revision=0, at=LATER, actor=staff)
    with pytest.raises(register.Conflict) as told:
        register.note(contact_id=row.pk, fields={"summary": "乙"}, revision=0, at=LATER, actor=staff)
    assert (told.value.theirs["summary"], told.value.revision, told.value.status) == ("甲", 1, 409)
    row.refresh_from_db()
    assert row.summary == "甲"


def test_only_fields_that_are_named_are_written(row, staff):
    register.note(contact_id=row.pk, fields={"summary": "甲"}, revision=0, at=LATER, actor=staff)
    register.note(contact_id=row.pk, fields={"caller_name": "王"}, revision=1, at=LATER, actor=staff)
    row.refresh_from_db()
    assert (row.summary, row.caller_name) == ("甲", "王")


def test_a_category_that_is_none_is_refused(row, staff):
    with pytest.raises(Refused, match="没有“lunch”这个类别"):
        register.note(contact_id=row.pk, fields={"category": "lunch"}, revision=0, at=LATER, actor=staff)


def test_what_is_too_long_is_cut_not_refused(row, staff):
    register.note(contact_id=row.pk, fields={"caller_name": "王" * 80}, revision=0, at=LATER, actor=staff)
    row.refresh_from_db()
    assert len(row.caller_name) == 40


def test_restating_keeps_its_first_moment_until_it_is_taken_back(row, staff):
    register.note(contact_id=row.pk, fields={"restated": True}, revision=0, at=LATER, actor=staff)
    again = LATER + timedelta(seconds=5)
    register.note(contact_id=row.pk, fields={"restated": True}, revision=1, at=again, actor=staff)
    row.refresh_from_db()
    assert row.restated_at == LATER
    register.note(contact_id=row.pk, fields={"restated": False}, revision=2, at=again, actor=staff)
    row.refresh_from_db()
    assert row.restated_at is None


def test_a_message_keeps_its_six_questions_and_nothing_else(row, staff):
    message = {"who": "王先生", "what": " 取快递 ", "colour": "红", "why": ""}
    register.note(contact_id=row.pk, fields={"message": message}, revision=0, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.message == {"who": "王先生", "what": "取快递"}
    assert register.missing_parts(row.message) == ["when", "where", "why", "how"]
    assert register.missing_parts(None) == list(register.QUESTIONS)


@pytest.mark.parametrize("given", ["text", [], {}, {"who": ""}])
def test_a_message_without_words_is_none(row, staff, given):
    register.note(contact_id=row.pk, fields={"message": given}, revision=0, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.message is None


def test_the_unit_is_found_by_its_label(row, staff, site):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    fields = {"unit_text": "3栋2单元1001"}
    register.note(contact_id=row.pk, fields=fields, revision=0, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.unit_id == unit.pk


def test_a_place_that_is_no_unit_on_file_belongs_to_no_unit(row, staff, site):
    add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    for revision, place in enumerate(("3栋2单元1001", "南门外的停车场")):
        said = {"unit_text": place}
        register.note(contact_id=row.pk, fields=said, revision=revision, at=LATER, actor=staff)
    row.refresh_from_db()
    assert (row.unit_text, row.unit_id) == ("南门外的停车场", None)


def test_steps_that_were_ticked_are_kept(row, staff):
    register.note(contact_id=row.pk, fields={"steps": {"greet": "t1"}}, revision=0, at=LATER, actor=staff)
    register.note(contact_id=row.pk, fields={"steps": "none"}, revision=1, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.steps == {"greet": "t1"}


def test_a_row_that_is_not_there_is_refused(staff):
    with pytest.raises(Refused, match="没有这一行") as told:
        register.note(contact_id=uuid4(), fields={}, revision=0, at=LATER, actor=staff)
    assert told.value.status == 404


# ---------------------------------------------------------------- closing


def test_closing_writes_who_when_and_what(row, staff):
    close(row, staff, summary="漏水")
    assert (row.state, row.closed_by, row.closed_at) == (ContactState.CLOSED, staff, LATER)
    assert (row.category, row.summary, row.revision) == ("repair", "漏水", 1)
    assert kinds(row) == ["contact.closed"]


def test_closing_needs_a_category_and_keeps_nothing_when_refused(row, staff):
    with pytest.raises(Refused, match="请选类别") as told:
        register.close(contact_id=row.pk, fields={"summary": "漏水"}, at=LATER, actor=staff)
    assert told.value.code == "category"
    row.refresh_from_db()
    assert (row.state, row.summary) == (ContactState.TO_CLOSE, "")


def test_a_call_that_goes_on_is_not_closed(going_on, staff):
    with pytest.raises(Refused, match="还没有结束"):
        register.close(contact_id=going_on.pk, fields={"category": "repair"}, at=LATER, actor=staff)


def test_closing_twice_changes_nothing(row, staff):
    close(row, staff)
    register.close(contact_id=row.pk, fields={"category": "fee"}, at=LATER, actor=staff)
    row.refresh_from_db()
    assert (row.category, kinds(row)) == ("repair", ["contact.closed"])


def test_closing_an_older_revision_is_a_conflict(row, staff):
    register.note(contact_id=row.pk, fields={"summary": "甲"}, revision=0, at=LATER, actor=staff)
    fields = {"category": "repair", "summary": "乙"}
    with pytest.raises(register.Conflict):
        register.close(contact_id=row.pk, fields=fields, revision=0, at=LATER, actor=staff)
    register.close(contact_id=row.pk, fields=fields, revision=1, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.summary == "乙"


def test_a_closed_row_takes_no_notes(row, staff):
    close(row, staff)
    with pytest.raises(Refused, match="更正") as told:
        register.note(contact_id=row.pk, fields={"summary": "乙"}, revision=1, at=LATER, actor=staff)
    assert told.value.code == "closed"


def test_a_missed_call_can_be_closed_too(site, staff):
    row = close(missed_call(site=site), staff)
    assert row.state == ContactState.CLOSED


# ---------------------------------------------------------------- wrong number


def test_a_wrong_number_is_one_key_once_the_call_is_over(row, staff):
    register.wrong_number(contact_id=row.pk, at=LATER, actor=staff)
    row.refresh_from_db()
    assert (row.category, row.state) == ("wrong_number", ContactState.CLOSED)
    assert row.summary


def test_a_wrong_number_during_the_call_waits_for_its_end(going_on, staff):
    register.wrong_number(contact_id=going_on.pk, at=LATER, actor=staff)
    going_on.refresh_from_db()
    assert (going_on.category, going_on.state) == ("wrong_number", ContactState.GOING_ON)


def test_a_wrong_number_keeps_what_was_written(row, staff):
    register.note(contact_id=row.pk, fields={"summary": "找张医生"}, revision=0, at=LATER, actor=staff)
    register.wrong_number(contact_id=row.pk, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.summary == "找张医生"


def test_a_closed_row_is_no_wrong_number_afterwards(row, staff):
    close(row, staff)
    register.wrong_number(contact_id=row.pk, at=LATER, actor=staff)
    row.refresh_from_db()
    assert row.category == "repair"


# ---------------------------------------------------------------- correcting


def correct(row: Contact, staff, field: str, new: str, reason: str = "听录音核对") -> Correction:
    return register.correct(contact_id=row.pk, field=field, new=new, reason=reason, at=LATER, actor=staff)


def test_a_correction_keeps_the_earlier_wording_who_when_and_why(row, staff):
    close(row, staff, summary="三楼漏水")
    made = correct(row, staff, "summary", "四楼漏水")
    row.refresh_from_db()
    assert row.summary == "四楼漏水"
    assert (made.old, made.new, made.reason) == ("三楼漏水", "四楼漏水", "听录音核对")
    assert (made.by, made.at) == (staff, LATER)
    assert kinds(row) == ["contact.closed", "contact.corrected"]
    assert row.state == ContactState.CLOSED


def test_every_correction_stays(row, staff):
    close(row, staff, summary="一")
    for wording in ("二", "三", "一"):
        correct(row, staff, "summary", wording)
    assert [made.old for made in row.corrections.all()] == ["一", "二", "三"]


@pytest.mark.parametrize(
    ("field", "new", "reason", "sentence"),
    [
        ("offered_at", "2026-01-01", "手误", "这一栏不能更正"),
        ("summary", "四楼", "  ", "请写明更正的原因"),
        ("summary", " 三楼漏水 ", "手误", "内容没有变化"),
        ("category", "lunch", "手误", "没有“lunch”这个类别"),
        ("category", "", "手误", "类别不能为空"),
    ],
)
def test_a_correction_is_refused(row, staff, field, new, reason, sentence):
    close(row, staff, summary="三楼漏水")
    with pytest.raises(Refused, match=sentence):
        correct(row, staff, field, new, reason)
    row.refresh_from_db()
    assert (row.summary, row.category, row.corrections.count()) == ("三楼漏水", "repair", 0)


def test_an_open_row_is_written_not_corrected(row, staff):
    with pytest.raises(Refused, match="还没有登记完毕"):
        correct(row, staff, "summary", "四楼漏水")


def test_a_row_that_is_not_there_is_not_corrected(staff):
    row = Contact(pk=uuid4())
    with pytest.raises(Refused, match="没有这一行"):
        correct(row, staff, "summary", "四楼漏水")
