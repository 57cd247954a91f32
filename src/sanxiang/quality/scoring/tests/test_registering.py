"""TLK-12, REG-3 and MSG-1 as sentences."""

import pytest

from sanxiang.quality.scoring.tests.calls import answered, found, hung_up, said

CALL = (answered(6.0), hung_up(60))
RECORD_CLAUSES = ["TLK-12", "REG-3"]


@pytest.mark.parametrize("clause", RECORD_CLAUSES)
def test_nothing_written_down_is_missed(clause):
    assert found(clause, *CALL).verdict == "missed"
    assert found(clause, *CALL, record={}).verdict == "missed"


@pytest.mark.parametrize("clause", RECORD_CLAUSES)
def test_an_import_that_never_had_registers_is_not_observed(clause):
    assert found(clause, *CALL, register=False).verdict == "not_observed"


@pytest.mark.parametrize("clause", RECORD_CLAUSES)
def test_a_row_that_may_still_be_written_is_not_judged_yet(clause):
    assert found(clause, *CALL, register_open=True).verdict == "not_observed"
    assert found(clause, *CALL, record={}, register_open=True).verdict == "not_observed"


@pytest.mark.parametrize("clause", RECORD_CLAUSES)
def test_an_unanswered_call_is_no_case(clause):
    assert found(clause, hung_up(60)).verdict == "not_applicable"


def test_a_category_of_the_tree_is_met():
    assert found("REG-3", *CALL, record={"category": "repair"}).verdict == "met"
    assert found("REG-3", *CALL, record={"category": "wrong_number"}).verdict == "met"


def test_a_category_that_the_tree_does_not_know_is_missed():
    finding = found("REG-3", *CALL, record={"category": "reapir"})
    assert finding.verdict == "missed" and "reapir" in str(finding.says)


@pytest.mark.parametrize("record", [{"category": "repair"}, {"category": "repair", "restated": False}])
def test_not_restated_is_missed_whatever_was_said(record):
    words = said(("staff", "我复述一遍给您听"))
    assert found("TLK-12", *CALL, record=record).verdict == "missed"
    assert found("TLK-12", *CALL, record=record, transcript=words).verdict == "missed"


RESTATED = {"category": "repair", "restated": True}


def test_restated_needs_the_words_to_be_heard():
    assert found("TLK-12", *CALL, record=RESTATED).verdict == "not_observed"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("好的,我复述一遍给您听", "met"), ("我再複述一遍", "met"), ("跟您确认一下地址", "met"),
     ("Let me repeat that", "met"), ("请您再重复一遍好吗", "missed"), ("请您重述一遍", "missed"),
     ("好的", "missed")],
)  # fmt: skip
def test_restated_and_heard(text, verdict):
    words = said(("customer", 1, 2, "我复述一遍"), ("staff", 3, 5, text))
    assert found("TLK-12", *CALL, record=RESTATED, transcript=words).verdict == verdict


@pytest.mark.parametrize("category", ["wrong_number", "sales"])
def test_a_wrong_number_has_nothing_to_restate(category):
    assert found("TLK-12", *CALL, record={"category": category}).verdict == "not_applicable"


PARTS = {"who": "王经理", "when": "下午三点", "where": "会议室", "what": "合同", "why": "到期", "how": "回电"}


def test_a_message_with_all_its_parts():
    assert found("MSG-1", *CALL, record={"message": PARTS}).verdict == "met"


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("empty", ["", "  ", None])
def test_a_message_that_lacks_a_part(part, empty):
    finding = found("MSG-1", *CALL, record={"message": PARTS | {part: empty}})
    assert finding.verdict == "missed"
    assert found("MSG-1", *CALL, record={"message": {}}).verdict == "missed"


def test_the_missing_parts_are_named():
    finding = found("MSG-1", *CALL, record={"message": {"who": "王经理", "what": "合同", "how": "回电"}})
    assert str(finding.says) == "留言缺少：何时、何地、何因。"


@pytest.mark.parametrize("record", [None, {}, {"message": None}, {"category": "message"}])
def test_no_message_is_no_case(record):
    assert found("MSG-1", *CALL, record=record).verdict == "not_applicable"
