"""What the spool holds comes into the database, whatever happens in between."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError

from sanxiang.desk.contacts.models import CallEvent, Contact
from sanxiang.lines import intake
from sanxiang.office.people.domain import add_site, add_staff
from sanxiang.office.people.models import Presence

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path: Path, db) -> Path:
    site = add_site(name="云杉花园", company="云杉物业", desk_name="客服中心", at=AT)
    add_staff(number="8001", name="李静", role="operator", site=site.pk, password="sanxiang-3-rings", at=AT)
    return tmp_path


def write(spool: Path, *records: object) -> None:
    with (spool / "0000000000001-7.ndjson").open("a") as out:
        for record in records:
            out.write((record if isinstance(record, str) else json.dumps(record)) + "\n")


def record(name: str, second: int, **data: object) -> dict[str, object]:
    at = f"2026-03-02T09:00:{second:02}.000+08:00"
    return {"stream": "call", "call": "c-1", "eid": f"{name}{second}", "event": name, "at": at, **data}


OFFERED = record("offered", 0, line="general", direction="in", **{"from": None, "to": None})


def test_records_are_read_once_and_from_where_it_left_off(spool):
    write(spool, OFFERED)
    assert intake.step(spool) == 1
    write(spool, record("alerting", 1, staff="8001"))
    assert intake.step(spool) == 1
    assert intake.step(spool) == 0
    assert CallEvent.objects.count() == 2


def test_a_position_that_was_lost_costs_nothing(spool):
    write(spool, OFFERED, record("ended", 9))
    intake.step(spool)
    intake.calls.remember_position(spool.name, "")
    assert intake.step(spool) == 2
    assert CallEvent.objects.count() == 2 and Contact.objects.count() == 1


def test_a_record_that_nobody_can_read_is_kept_and_stops_nothing(spool):
    write(spool, record("teleported", 0), {"stream": "agent", "event": "agent_ready"}, OFFERED)
    assert intake.step(spool) == 3
    kept = [json.loads(line) for line in (spool / intake.REFUSED).read_text().splitlines()]
    assert kept[0]["record"]["event"] == "teleported" and len(kept) == 2
    assert Contact.objects.get().line == "general"


def test_a_database_that_goes_away_loses_nothing(spool, monkeypatch):
    write(spool, OFFERED, record("ended", 9))
    whole = intake.take

    def away(one):
        if one["event"] == "ended":
            raise OperationalError("the server closed the connection")
        whole(one)

    monkeypatch.setattr(intake, "take", away)
    with pytest.raises(OperationalError):
        intake.step(spool)
    monkeypatch.setattr(intake, "take", whole)
    assert intake.step(spool) == 1
    assert Contact.objects.get().state == "missed"


def test_states_of_staff_follow_one_another(spool):
    def state(event: str, second: int, **more: object) -> dict[str, object]:
        at = f"2026-03-02T09:00:{second:02}.000+08:00"
        return {"stream": "agent", "eid": f"a{second}", "staff": "8001", "event": event, "at": at, **more}

    write(
        spool,
        state("agent_logged_on", 0),
        state("agent_ready", 5),
        state("agent_not_ready", 9, reason="meal"),
    )
    intake.step(spool)
    rows = list(Presence.objects.order_by("since").values_list("state", "reason"))
    assert rows == [("not_ready", ""), ("ready", ""), ("not_ready", "meal")]
    assert Presence.objects.filter(until=None).count() == 1
