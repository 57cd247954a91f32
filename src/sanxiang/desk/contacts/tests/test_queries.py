"""Reading the registers: every filter, and as many queries for three rows as for one."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain import callbacks, register
from sanxiang.desk.contacts.domain.lines import add_line
from sanxiang.desk.contacts.models import Contact, Recording
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
from sanxiang.office.estate.domain import add_resident, add_unit

pytestmark = pytest.mark.django_db
NOW = START + timedelta(minutes=5)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def staff(site):
    return staff_of(site)


def calls(rows) -> list[str]:
    return [row.call_id for row in rows]


# ---------------------------------------------------------------- the list


def test_the_register_shows_every_call_newest_first(site, staff):
    answered_call("c-1", site=site)
    missed_call("m-1", START + HOUR, site=site)
    missed_call("a-1", START + 2 * HOUR, site=site, by="customer")
    answered_call("c-2", START + 3 * HOUR, site=site, over=False)
    assert calls(queries.register(site=site.pk)) == ["c-2", "a-1", "m-1", "c-1"]


def test_calls_of_one_moment_keep_one_order(site):
    for number in range(4):
        offered(f"c-{number}", site=site.pk)
    rows = list(queries.register(site=site.pk))
    assert rows == sorted(rows, key=lambda row: row.pk, reverse=True)


def test_a_site_sees_its_own_and_the_company_all(site, staff):
    other = site_of("另一处")
    answered_call("c-1", site=site)
    answered_call("c-2", START + HOUR, site=other)
    assert calls(queries.register(site=site.pk)) == ["c-1"]
    assert calls(queries.register(site=None)) == ["c-2", "c-1"]


def test_a_missed_call_stays_among_the_missed_when_its_row_is_closed(site, staff):
    row = missed_call(site=site)
    register.close(contact_id=row.pk, fields={"category": "repair"}, at=NOW, actor=staff)
    assert calls(queries.register(site=site.pk, state="missed")) == ["m-1"]
    assert calls(queries.register(site=site.pk, state="closed")) == ["m-1"]


@pytest.mark.parametrize(
    ("state", "found"),
    [("going_on", ["c-3"]), ("to_close", ["c-1"]), ("closed", ["c-2"]), ("missed", ["m-1"]), ("", None)],
)
def test_by_state(site, staff, state, found):
    answered_call("c-1", site=site)
    done = answered_call("c-2", START + HOUR, site=site)
    register.close(contact_id=done.pk, fields={"category": "fee"}, at=NOW, actor=staff)
    answered_call("c-3", START + 2 * HOUR, site=site, over=False)
    missed_call("m-1", START + 3 * HOUR, site=site)
    rows = calls(queries.register(site=site.pk, state=state))
    assert rows == (found if found is not None else ["m-1", "c-3", "c-2", "c-1"])


def test_by_category_line_and_operator(site, staff):
    staff_of(site, "8002", "陈明")
    row = answered_call("c-1", site=site)
    register.close(contact_id=row.pk, fields={"category": "fee"}, at=NOW, actor=staff)
    answered_call("c-2", START + HOUR, site=site, staff="8002", line="night")
    assert calls(queries.register(site=site.pk, category="fee")) == ["c-1"]
    assert calls(queries.register(site=site.pk, line="night")) == ["c-2"]
    assert calls(queries.register(site=site.pk, staff="8002")) == ["c-2"]
    assert calls(queries.register(site=site.pk, staff="8002", category="fee")) == []


def test_days_are_those_of_the_site_both_included(site, staff):
    # 2026-03-02 begins at 16:00 of the day before in UTC.
    midnight = START.replace(hour=16) - DAY
    for name, at in {"before": -1, "first": 0, "last": 86_399, "after": 86_400}.items():
        offered(name, midnight + timedelta(seconds=at), site=site.pk)
    day = date(2026, 3, 2)
    with timezone.override("Asia/Shanghai"):
        assert calls(queries.register(site=site.pk, day_from=day, day_to=day)) == ["last", "first"]
        assert calls(queries.register(site=site.pk, day_from=day)) == ["after", "last", "first"]
        assert calls(queries.register(site=site.pk, day_to=day)) == ["last", "first", "before"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("漏水", True),
        ("王先生 厨房", True),
        ("已派", True),
        ("5678", True),
        ("1001", True),
        ("大堂", True),
        ("李静", True),
        ("8001", True),
        ("王先生 电梯", False),
        ("700", False),
        ("   ", True),
    ],
)
def test_every_word_must_stand_somewhere(site, staff, text, found):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    row = answered_call(site=site, unit=unit.pk, place="大堂")
    fields = {"category": "repair", "caller_name": "王先生", "summary": "厨房漏水", "handling": "已派工"}
    register.close(contact_id=row.pk, fields=fields, at=NOW, actor=staff)
    assert calls(queries.register(site=site.pk, text=text)) == (["c-1"] if found else [])


def test_three_rows_need_as_many_queries_as_one(site, staff, django_assert_num_queries):
    def look() -> None:
        for row in queries.register(site=site.pk):
            str(row.site), str(row.staff), row.unit, row.link, getattr(row, "recording", None)

    answered_call("c-1", site=site)
    with django_assert_num_queries(1):
        look()
    answered_call("c-2", START + HOUR, site=site)
    missed_call("m-1", START + 2 * HOUR, site=site)
    with django_assert_num_queries(1):
        look()


# ---------------------------------------------------------------- one row


def test_a_page_has_all_of_its_row(site, staff, django_assert_num_queries):
    row = answered_call(site=site)
    register.close(contact_id=row.pk, fields={"category": "fee", "summary": "甲"}, at=NOW, actor=staff)
    for new in ("乙", "丙"):
        register.correct(contact_id=row.pk, field="summary", new=new, reason="手误", at=NOW, actor=staff)
    callbacks.promise(contact_id=row.pk, due_at=NOW + HOUR, number="", at=NOW, actor=staff)
    with django_assert_num_queries(4):
        found = queries.contact(row.pk)
        assert found is not None and found.closed_by == staff
        assert [made.by.name for made in found.all_corrections] == ["李静", "李静"]
        assert [task.made_by.name for task in found.all_callbacks] == ["李静"]
        assert [event.event for event in found.events.all()][:2] == ["offered", "alerting"]
    assert queries.contact(Contact().pk) is None
    assert queries.contact_of_call("c-1") == row and queries.contact_of_call("none") is None


def test_the_call_folder_has_the_events_and_what_was_written(site, staff):
    row = answered_call(site=site)
    before = queries.call_folder("c-1")
    assert before is not None and before.record is None
    fields = {"category": "repair", "unit_text": "3栋", "restated": True}
    register.close(contact_id=row.pk, fields=fields, at=NOW, actor=staff)
    folder = queries.call_folder("c-1")
    assert folder is not None and folder.record is not None
    assert [event.event for event in folder.events] == [
        "offered",
        "alerting",
        "answered",
        "held",
        "retrieved",
        "hung_up",
        "ended",
    ]
    assert folder.record["category"] == "repair" and folder.record["unit"] == "3栋"
    assert folder.record["restated"] is True and "summary" not in folder.record
    assert queries.call_folder("none") is None


def test_what_was_lived_is_the_fold_of_the_events(site, staff):
    answered_call(site=site)
    found = queries.contact_of_call("c-1")
    assert found is not None
    call, events = queries.lived(found)
    assert call.held_s == 4.0 and call.staff == "8001"
    assert [event.event for event in events][-1] == "ended"


def test_lines_out_of_use_keep_their_names(site):
    line = add_line(site=site.pk, key="general", name="总机", at=START)
    line.active = False
    line.save()
    assert queries.line_names() == {"general": "总机"} and not queries.lines(site.pk)


def test_categories_stand_in_the_order_of_the_form():
    assert queries.categories()[:2] == [("advice", "咨询"), ("repair", "报修")]


# ---------------------------------------------------------------- return calls


def test_open_return_calls_the_earliest_due_first_and_those_without_a_time_by_age(site, staff):
    young = missed_call("m-2", START + 2 * HOUR, site=site).callbacks.get()
    old = missed_call("m-1", START + HOUR, site=site).callbacks.get()
    row = answered_call("c-1", site=site)
    late, soon, gone, kept = (
        callbacks.promise(contact_id=row.pk, due_at=NOW + hours * HOUR, number="", at=NOW, actor=staff)
        for hours in (5, 1, 2, 3)
    )
    callbacks.cancel(callback_id=gone.pk, why="不用了", at=NOW, actor=staff)
    callbacks.keep(callback_id=kept.pk, call_id="", at=NOW, actor=staff)
    assert list(queries.open_callbacks(site.pk)) == [soon, late, old, young]
    assert list(queries.open_callbacks(None)) == [soon, late, old, young]
    assert not queries.open_callbacks(site_of("另一处").pk)


def test_return_calls_are_one_query(site, staff, django_assert_num_queries):
    missed_call("m-1", site=site)
    missed_call("m-2", START + HOUR, site=site)
    with django_assert_num_queries(1):
        for task in queries.open_callbacks(site.pk):
            str(task.contact.unit), str(task.made_by), str(task.site)


def test_one_return_call(site, staff):
    task = missed_call(site=site).callbacks.get()
    found = queries.callback(task.pk)
    assert found == task and found.contact.call_id == "m-1"
    assert queries.callback(Contact().pk) is None


def test_how_long_a_broken_off_call_waited_for_ours(site, staff):
    row = answered_call(site=site, by="system", why="vanished")
    assert queries.rung_back_after("c-1") is None
    assert row.ended_at is not None
    back = row.ended_at + timedelta(seconds=90)
    callbacks.keep(callback_id=row.callbacks.get().pk, call_id="c-2", at=back, actor=staff)
    assert queries.rung_back_after("c-1") == 90.0
    assert queries.rung_back_after("none") is None


# ---------------------------------------------------------------- who calls


def test_the_last_contacts_of_a_number_or_unit(site, staff):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    answered_call("c-1", site=site)
    answered_call("c-2", START + HOUR, site=site, unit=unit.pk, **{"from": "8002"})
    answered_call("c-3", START + 2 * HOUR, site=site, **{"from": "9999"})
    answered_call("c-4", START + 3 * HOUR, site=site_of("另一处"))
    found = queries.recent_of(site=site.pk, number=CALLER, unit=unit.pk)
    assert calls(found) == ["c-2", "c-1"]
    assert calls(queries.recent_of(site=None, number=CALLER, unit=None)) == ["c-4", "c-1"]
    assert calls(queries.recent_of(site=site.pk, number=CALLER, unit=None, exclude="c-1")) == []
    assert queries.recent_of(site=site.pk, number=None, unit=None) == []


def test_the_caller_card_knows_who_what_is_owed_and_what_was(site, staff):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    resident = add_resident(
        site=site.pk, name="王建国", surname="王", address_as="先生", units=[unit], phones=[CALLER], at=START
    )
    missed_call("m-1", site=site)
    card = queries.caller_card(site=site.pk, number=CALLER, unit=unit.pk, call_id="now")
    assert (card.residents, card.unit) == ([resident], unit)
    assert calls(card.recent) == ["m-1"]
    assert [task.contact.call_id for task in card.callbacks] == ["m-1"]


def test_an_unknown_caller_has_an_empty_card(site, staff):
    missed_call("m-1", site=site)
    card = queries.caller_card(site=site.pk, number=None, unit=None)
    assert (card.residents, card.unit, card.callbacks, card.recent) == ([], None, [], [])


def test_the_card_takes_the_same_number_of_queries_for_more(site, staff, django_assert_max_num_queries):
    for number in range(3):
        missed_call(f"m-{number}", START + number * HOUR, site=site)
    with django_assert_max_num_queries(5):
        queries.caller_card(site=site.pk, number=CALLER, unit=None)


# ---------------------------------------------------------------- recordings


def recorded(site, path: str, **fault: str) -> Contact:
    row = answered_call(site=site)
    Recording.objects.create(contact=row, path=path, started_at=START, **fault)
    return queries.contact_of_call("c-1")


def test_the_file_of_a_recording(site, staff, home):
    file = home / "recordings" / "2026" / "c-1.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"RIFF")
    assert queries.recording_file(recorded(site, "2026/c-1.wav")) == file.resolve()


@pytest.mark.parametrize("fault", ["missing", "expired"])
def test_what_is_gone_has_no_file(site, staff, home, fault):
    file = home / "recordings" / "gone.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"RIFF")
    assert queries.recording_file(recorded(site, "gone.wav", fault=fault)) is None


@pytest.mark.parametrize("path", ["../secret.json", "/etc/hostname", "none.wav", "2026"])
def test_a_path_never_leads_out_of_the_folder(site, staff, home, path):
    (home / "recordings" / "2026").mkdir(parents=True, exist_ok=True)
    (home / "secret.json").write_text("{}")
    assert queries.recording_file(recorded(site, path)) is None


def test_a_call_without_a_recording_has_no_file(site, staff):
    assert queries.recording_file(answered_call(site=site)) is None


def test_the_recording_begins_with_its_event(site, staff):
    offered("c-1", site=site.pk)
    happen("c-1", "recording", 6.05, sample_rate=8000, file="2026/c-1.wav")
    row = queries.contact_of_call("c-1")
    assert row is not None and row.recording.started_at == START + timedelta(seconds=6.05)
    assert list(queries.recordings_oldest_first()) == [row.recording]


def test_rows_are_shown_in_the_zone_of_their_site(site):
    assert queries.zone_of(Contact(site=site)).key == "Asia/Shanghai"
    assert queries.zone_of(Contact()).key
