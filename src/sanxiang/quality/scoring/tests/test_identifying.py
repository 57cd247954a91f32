"""Names written down, and calls that nobody asked for."""

import pytest

from sanxiang.quality.scoring.observed import Context
from sanxiang.quality.scoring.tests.calls import answered, hung_up, judged

FIELDS = {"fields": ("caller_name", "unit", "phone")}
CALL = (answered(), hung_up(60))
TRANSFER = (30, "transferred", {"from": "8001", "target": "8002", "attended": True})
WHOLE = {"caller_name": "张女士", "unit": "3-2-1001"}


@pytest.mark.parametrize(
    ("record", "offered", "verdict"),
    [
        (WHOLE, {}, "met"),  # the number is known by the line
        (WHOLE, {"from": None}, "missed"),
        (WHOLE | {"phone": "138"}, {"from": None}, "met"),
        ({"caller_name": "不愿透露", "unit": "不愿透露"}, {}, "met"),
        ({"caller_name": " "}, {}, "missed"),
        ({}, {"caller_name": "张伟", "place": "3栋2单元1001"}, "met"),
        (None, {}, "missed"),
        (None, {"register": False}, "not_observed"),
    ],
)
def test_who_called_is_written_down_or_told_by_the_line(record, offered, verdict):
    assert judged("caller_identified", *CALL, clause=FIELDS, record=record, **offered).verdict == verdict


def test_what_is_missing_is_named():
    said = str(judged("caller_identified", *CALL, clause=FIELDS, record={"unit": "3-2-1001"}).says)
    assert "姓名" in said and "房号" not in said and "不愿透露" in said


def test_an_open_row_a_call_of_ours_and_an_unanswered_call_are_no_misses():
    still_open = judged("caller_identified", *CALL, clause=FIELDS, context=Context(register_open=True))
    assert still_open.verdict == "not_observed"
    assert judged("caller_identified", *CALL, clause=FIELDS, direction="out").verdict == "not_applicable"
    assert judged("caller_identified", hung_up(9), clause=FIELDS).verdict == "not_applicable"


def test_a_transferred_caller_has_a_name():
    assert judged("transfer_identified", *CALL).verdict == "not_applicable"
    passed_on = (answered(), TRANSFER, hung_up(60))
    assert judged("transfer_identified", *passed_on, record=WHOLE).verdict == "met"
    assert judged("transfer_identified", *passed_on, record={"unit": "1"}).verdict == "missed"


@pytest.mark.parametrize(
    ("more", "tied", "verdict"),
    [
        ({}, None, "for_person"),
        ({}, False, "for_person"),
        ({}, True, "met"),
        ({"callback": "0190"}, None, "met"),
        ({"record": {"summary": "约水工"}}, False, "met"),
        ({"register": False}, None, "not_observed"),
    ],
)
def test_a_call_of_ours_that_serves_nothing_is_for_people_to_judge(more, tied, verdict):
    found = judged("private_call", *CALL, direction="out", context=Context(tied=tied), **more)
    assert (found.verdict, found.of) == (verdict, 5 if verdict == "met" else 0)


def test_what_people_judge_has_no_points():
    assert (judged("by_person", *CALL).verdict, judged("by_person", *CALL).of) == ("for_person", 0)
    assert judged("by_person", hung_up(9)).verdict == "not_applicable"


@pytest.mark.parametrize(("direction", "verdict"), [("in", "for_person"), ("out", "not_applicable")])
def test_a_clause_keeps_to_its_direction(direction, verdict):
    found = judged("by_person", *CALL, clause={"direction": "in"}, direction=direction)
    assert found.verdict == verdict
