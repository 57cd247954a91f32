"""Return calls: owed by themselves or promised, kept or cancelled with a reason, never dropped."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain import callbacks
from sanxiang.desk.contacts.models import Callback, Contact
from sanxiang.desk.contacts.tests.rows import (
    CALLER,
    START,
    answered_call,
    happen,
    missed_call,
    offered,
    site_of,
    staff_of,
)
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of

pytestmark = pytest.mark.django_db
NOW = START + timedelta(minutes=5)
DUE = START + timedelta(hours=1)


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def staff(site):
    return staff_of(site)


def kinds(task: Callback) -> list[str]:
    return [fact.kind for fact in facts_of(f"callback:{task.pk}") if fact.kind.startswith("callback.")]


def promised(site, staff, **more) -> Callback:
    row = answered_call(site=site)
    given = {"due_at": DUE, "number": "", "at": NOW, "actor": staff} | more
    return callbacks.promise(contact_id=row.pk, **given)


# ---------------------------------------------------------------- owed by themselves


def test_a_missed_call_is_owed_a_return_call(site, staff):
    task = missed_call(site=site).callbacks.get()
    assert (task.reason, task.number, task.site_id, task.due_at) == ("missed", CALLER, site.pk, None)
    assert kinds(task) == ["callback.opened"]


def test_a_caller_who_gave_up_is_owed_one_too(site, staff):
    assert missed_call(site=site, by="customer").callbacks.get().reason == "missed"


def test_a_call_that_broke_off_is_owed_one(site, staff):
    row = answered_call(site=site, by="system", why="vanished")
    assert row.callbacks.get().reason == "broken_off"


@pytest.mark.parametrize("by", ["customer", "staff"])
def test_a_call_that_somebody_ended_is_owed_nothing(site, staff, by):
    assert not answered_call(site=site, by=by).callbacks.exists()


def test_an_ended_event_that_comes_twice_owes_once(site, staff):
    row = missed_call(site=site)
    assert happen("m-1", "ended", 60) is False
    assert row.callbacks.count() == 1


def test_a_call_out_and_an_imported_one_owe_nothing(site, staff):
    assert not missed_call("o-1", site=site, direction="out").callbacks.exists()
    assert not missed_call("i-1", site=site, register=False).callbacks.exists()


def test_the_caller_of_a_missed_call_leaves_a_number(site, staff):
    row = missed_call(site=site, **{"from": None})
    callbacks.leave_number(call_id="m-1", number=" 138-0000 1234 ", name=" 王先生 ", at=NOW)
    row.refresh_from_db()
    task = row.callbacks.get()
    assert (row.phone, row.caller_name) == ("13800001234", "王先生")
    assert (task.number, task.caller_name) == ("13800001234", "王先生")


@pytest.mark.parametrize("number", ["", "12", "call me", "1" * 17, "١٢٣٤٥"])
def test_what_is_no_number_is_not_left(site, staff, number):
    missed_call(site=site)
    with pytest.raises(Refused, match="号码看起来不对"):
        callbacks.leave_number(call_id="m-1", number=number, name="", at=NOW)


def test_a_number_for_a_call_that_is_not_there_yet_is_asked_again(site):
    with pytest.raises(Refused, match="过几秒") as told:
        callbacks.leave_number(call_id="none", number="13800001234", name="", at=NOW)
    assert told.value.status == 409


# ---------------------------------------------------------------- promised


def test_a_promise_has_its_time_its_number_and_who_gave_it(site, staff):
    task = promised(site, staff, note="问水费", caller_name="王先生")
    assert (task.reason, task.due_at, task.number) == ("promised", DUE, CALLER)
    assert (task.made_by, task.made_at, task.note, task.caller_name) == (staff, NOW, "问水费", "王先生")
    fact = facts_of(f"callback:{task.pk}", kinds=["callback.promised"])[0]
    assert fact.data["due_at"] == DUE.isoformat() and fact.data["contact"] == str(task.contact_id)


def test_another_number_may_be_promised(site, staff):
    assert promised(site, staff, number="62345678").number == "62345678"


@pytest.mark.parametrize("due", [NOW, NOW - timedelta(minutes=1)])
def test_a_time_that_has_passed_is_not_promised(site, staff, due):
    with pytest.raises(Refused, match="已经过去"):
        promised(site, staff, due_at=due)
    assert not Callback.objects.exists()


def test_a_promise_for_a_call_that_is_not_there_is_refused(staff):
    with pytest.raises(Refused, match="没有这一行"):
        callbacks.promise(contact_id=uuid4(), due_at=DUE, number="", at=NOW, actor=staff)


# ---------------------------------------------------------------- kept, cancelled, broken


def test_keeping_names_the_call(site, staff):
    task = promised(site, staff)
    callbacks.keep(callback_id=task.pk, call_id="c-9", at=NOW, actor=staff)
    task.refresh_from_db()
    assert (task.kept_at, task.kept_by_call) == (NOW, "c-9")
    assert kinds(task) == ["callback.promised", "callback.kept"]


def test_keeping_twice_changes_nothing(site, staff):
    task = promised(site, staff)
    callbacks.keep(callback_id=task.pk, call_id="c-9", at=NOW, actor=staff)
    callbacks.keep(callback_id=task.pk, call_id="c-10", at=DUE, actor=staff)
    task.refresh_from_db()
    assert task.kept_by_call == "c-9"
    assert kinds(task).count("callback.kept") == 1


def test_cancelling_needs_a_reason_that_stays(site, staff):
    task = promised(site, staff)
    with pytest.raises(Refused, match="为什么不再回电"):
        callbacks.cancel(callback_id=task.pk, why=" ", at=NOW, actor=staff)
    callbacks.cancel(callback_id=task.pk, why="业主已到前台", at=NOW, actor=staff)
    task.refresh_from_db()
    assert (task.cancelled_at, task.cancelled_why) == (NOW, "业主已到前台")
    assert kinds(task) == ["callback.promised", "callback.cancelled"]


def test_what_is_settled_is_not_cancelled(site, staff):
    task = promised(site, staff)
    callbacks.keep(callback_id=task.pk, call_id="", at=NOW, actor=staff)
    with pytest.raises(Refused, match="已经办结"):
        callbacks.cancel(callback_id=task.pk, why="不用了", at=NOW, actor=staff)


def test_a_broken_promise_is_still_owed(site, staff):
    task = promised(site, staff)
    callbacks.mark_broken(task.pk, DUE)
    callbacks.mark_broken(task.pk, DUE + timedelta(hours=1))
    task.refresh_from_db()
    assert task.broken_at == DUE
    assert list(queries.open_callbacks(site.pk)) == [task]


def test_a_late_call_keeps_its_mark(site, staff):
    task = promised(site, staff)
    callbacks.mark_broken(task.pk, DUE)
    callbacks.keep(callback_id=task.pk, call_id="", at=DUE + timedelta(minutes=3), actor=staff)
    task.refresh_from_db()
    assert task.broken_at == DUE and task.kept_at is not None


def test_what_was_kept_or_cancelled_is_never_broken(site, staff):
    for settle in (
        lambda task: callbacks.keep(callback_id=task.pk, call_id="", at=NOW, actor=staff),
        lambda task: callbacks.cancel(callback_id=task.pk, why="不用了", at=NOW, actor=staff),
    ):
        task = promised(site, staff)
        settle(task)
        callbacks.mark_broken(task.pk, DUE)
        task.refresh_from_db()
        assert task.broken_at is None


def test_the_register_opens_with_the_call_so_an_early_event_owes_nothing_yet(site, staff):
    offered("c-5", site=site.pk)
    assert not Contact.objects.get(call_id="c-5").callbacks.exists()
