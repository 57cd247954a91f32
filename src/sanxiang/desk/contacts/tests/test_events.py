import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from sanxiang.desk.contacts.events import EVENTS, BadEvent, event_of, parse_line, to_line, to_ms, to_record
from sanxiang.desk.contacts.tests.strategies import EVENT

OFFERED = {"call": "c-1", "line": "general", "direction": "in", "from": None, "to": "400"}
AT = "2026-03-02T09:00:00.120+08:00"


def line(event="offered", at=AT, **fields):
    return json.dumps({"at": at, "event": event, **fields}, ensure_ascii=False)


def reason(text):
    with pytest.raises(BadEvent) as caught:
        parse_line(text, 7)
    assert caught.value.line == 7
    return caught.value.reason


def test_reads_time_with_its_offset_and_keeps_unknown_fields():
    event = parse_line(line(**OFFERED, place="3栋", x={"y": [1]}), 1)
    assert event.at == datetime(2026, 3, 2, 1, 0, 0, 120_000, tzinfo=UTC)
    assert event.at.utcoffset() == timedelta(hours=8)
    assert event.data["place"] == "3栋"
    assert event.data["x"] == {"y": [1]}


@given(EVENT)
def test_a_written_event_reads_the_same(event):
    assert parse_line(to_line(event), 1) == event


@given(EVENT)
def test_a_spool_record_reads_the_same(event):
    record = json.loads(json.dumps(to_record("c-9", event)))
    again = event_of(record)
    assert (again.at, again.event, again.data) == (event.at, event.event, {**event.data, "call": "c-9"})
    assert record["stream"] == "call"


def test_an_unknown_event_is_named_with_what_is_known():
    said = reason(line("teleported"))
    assert "teleported" in said
    assert all(name in said for name in EVENTS)


@pytest.mark.parametrize(("event", "field"), [(e, f) for e, fields in EVENTS.items() for f in fields])
def test_every_required_field_is_missed_and_must_not_be_a_list(event, field):
    whole = {
        "offered": OFFERED,
        "queued": {"queue": "q"},
        "recording": {"sample_rate": 8000},
        "transferred": {"from": "8001", "target": "8002", "attended": True},
        "consult_failed": {"target": "8002", "reason": "busy"},
        "hung_up": {"by": "customer"},
    }.get(event, {"staff": "8001", "target": "8002", "by": "staff"})
    parse_line(line(event, **whole), 1)
    said = reason(line(event, **{name: value for name, value in whole.items() if name != field}))
    assert event in said
    assert field in said
    said = reason(line(event, **{**whole, field: []}))
    assert field in said
    assert "[]" in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        (line(**{**OFFERED, "direction": "sideways"}), "in / out / internal"),
        (line(**{**OFFERED, "call": ""}), "call"),
        (line(**{**OFFERED, "register": "no"}), "register"),
        (line(**{**OFFERED, "cycle_s": 0}), "cycle_s"),
        (line("held", by="system"), "staff / customer"),
        (line("hung_up", by="nobody"), "customer / staff / system"),
        (line("hung_up", by="staff", cause="16"), "cause"),
        (line("consult_failed", target="8002", reason="bored"), "no_answer"),
        (line("recording", sample_rate=44100), "44100"),
        (line("transferred", **{"from": "1", "target": "2", "attended": "yes"}), "attended"),
        (line("ended", at="2026-03-02T09:00:00.120"), "ISO 8601"),
        (line("ended", at="yesterday"), "yesterday"),
        (line("ended", at=1772413200000), "1772413200000"),
        ('{"event":"ended"}', "at"),
        (f'{{"at":"{AT}"}}', "event"),
        (f'{{"at":"{AT}","event":["ended"]}}', "ended"),
        ("[]", "JSON"),
        ('{"at":', "JSON"),
        (f'{{"at":"{AT}","event":"ended","x":NaN}}', "JSON"),
        ("[" * 100_000, "JSON"),
        (line("ended").replace("}", ',"x":"\\ud800"}'), "\\u0000"),
        (line("ended").replace("}", ',"x":"\\u0000"}'), "\\u0000"),
    ],
)
def test_a_wrong_line_says_what_is_wrong(text, part):
    assert part in reason(text)


def test_a_withheld_number_and_a_null_cause_are_fine():
    assert parse_line(line("hung_up", by="customer", cause=None), 1).data["cause"] is None
    assert parse_line(line(**OFFERED), 1).data["from"] is None


def test_times_are_cut_to_milliseconds():
    assert to_ms(datetime(2026, 3, 2, 9, 0, 0, 123_999, tzinfo=UTC)).microsecond == 123_000
