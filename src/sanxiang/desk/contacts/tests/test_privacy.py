"""What is masked is opened with a reason, and that stays on record."""

from datetime import timedelta
from uuid import uuid4

import pytest

from sanxiang.desk.contacts.domain import callbacks, privacy
from sanxiang.desk.contacts.queries import masked
from sanxiang.desk.contacts.tests.rows import CALLER, START, answered_call, site_of, staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of

NOW = START + timedelta(minutes=5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def staff(site):
    return staff_of(site)


@pytest.fixture
def row(site, staff):
    return answered_call(site=site)


def test_opening_a_number_tells_it_and_writes_down_why(row, staff):
    assert privacy.open_phone(contact_id=row.pk, reason=" 回电 ", at=NOW, actor=staff) == CALLER
    fact = facts_of(f"contact:{row.pk}", kinds=["personal_data.opened"])[0]
    assert (fact.actor, fact.at) == ("staff:8001", NOW)
    assert fact.data == {"what": "phone", "reason": "回电"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_it_stays_masked(row, staff, reason):
    with pytest.raises(Refused, match="写明查看号码的原因"):
        privacy.open_phone(contact_id=row.pk, reason=reason, at=NOW, actor=staff)
    assert not facts_of(f"contact:{row.pk}", kinds=["personal_data.opened"])


def test_the_number_of_a_return_call_may_be_another(row, staff):
    task = callbacks.promise(
        contact_id=row.pk, due_at=NOW + timedelta(hours=1), number="62345678", at=NOW, actor=staff
    )
    opened = privacy.open_phone(contact_id=row.pk, reason="回电", at=NOW, actor=staff, callback_id=task.pk)
    assert opened == "62345678"


def test_a_row_or_return_call_that_is_not_there_is_refused(row, staff):
    with pytest.raises(Refused, match="没有这一行"):
        privacy.open_phone(contact_id=uuid4(), reason="回电", at=NOW, actor=staff)
    with pytest.raises(Refused, match="没有这个回电"):
        privacy.open_phone(contact_id=row.pk, reason="回电", at=NOW, actor=staff, callback_id=uuid4())
    with pytest.raises(Refused, match="没有这一行"):
        privacy.recording_played(contact_id=uuid4(), at=NOW, actor=staff)


def test_listening_to_a_recording_is_on_record(row, staff):
    privacy.recording_played(contact_id=row.pk, at=NOW, actor=staff)
    fact = facts_of(f"contact:{row.pk}", kinds=["recording.played"])[0]
    assert (fact.actor, fact.at) == ("staff:8001", NOW)


def test_one_opening_of_the_player_is_one_fact(row, staff):
    for opening in ("o-1", "o-1", "o-2"):
        privacy.recording_played(contact_id=row.pk, opening=opening, at=NOW, actor=staff)
    facts = facts_of(f"contact:{row.pk}", kinds=["recording.played"])
    assert [fact.data["opening"] for fact in facts] == ["o-1", "o-2"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+8613800005678", "+86138****5678"),
        ("13800005678", "138****5678"),
        ("62345678", "****5678"),
        ("8002", "***2"),
        ("7", "7"),
        ("", ""),
    ],
)
def test_a_masked_number_still_tells_callers_apart(number, shown):
    assert masked(number) == shown
