"""Courtesy, address, orders, hedges, names, forbidden words and words around holds, as dialogues."""

import pytest

from sanxiang.quality.scoring.tests.calls import answered, consulted, held, hung_up, retrieved
from sanxiang.quality.scoring.tests.wording_kit import CALL, chat, judged, spoken

LIMITS = {
    "courtesy_words": {"least": 3},
    "polite_address": {"limit": 20},
    "orders": {"limit": 0},
    "hedges": {"limit": 1},
    "forbidden_words": {"limit": 0},
    "surname_used": {"least": 1},
    "hold_words": {},
}


def found(measure, *lines, **more):
    return judged(measure, *lines, **{**LIMITS[measure], **more})


@pytest.mark.parametrize("measure", LIMITS)
def test_without_words_nothing_is_judged(measure):
    assert found(measure).verdict == "not_observed"
    assert found(measure, "客:你好，不知道").verdict == "not_observed"
    assert found(measure, "我:不知道", events=(hung_up(60),)).verdict == "not_applicable"


@pytest.mark.parametrize(
    "measure", ["courtesy_words", "polite_address", "orders", "hedges", "forbidden_words"]
)
def test_only_what_staff_said_counts(measure):
    rude = "你必须赶紧快点！不知道！不关我的事！可能大概也许，你你你"
    kind = ["我:您好", f"客:{rude}", "我:请您稍等", "客:哼", "我:谢谢您，再见"]
    assert found(measure, *kind).verdict == "met"
    assert found(measure, words=chat(*kind)).verdict == "met"


def test_courtesy_words_are_counted():
    assert found("courtesy_words", "我:您好", "客:喂", "我:请讲", "客:水", "我:谢谢").value == 3
    finding = found("courtesy_words", "我:喂", "客:喂", "我:说", "客:水", "我:謝謝", "客:哦", "我:嗯")
    assert (finding.verdict, finding.value) == ("missed", 1)
    assert found("courtesy_words", "我:喂", "客:打错了").verdict == "not_applicable"


@pytest.mark.parametrize(
    ("text", "verdict", "value"),
    [
        ("您的房号？您贵姓？您稍等", "met", 0),
        ("你的房号？你贵姓？", "missed", 100),
        ("你好，你们那栋停水了", "not_applicable", None),
        ("你的房号", "met", 100),
        ("您贵姓？您住几栋？你几号？", "met", 33.3),
        ("您，您，你，你", "missed", 50),
        ("他说“你等着，你别走”，我向您道歉", "met", 0),
        ("妳的房號？妳貴姓？", "missed", 100),
        ("Your unit?", "not_applicable", None),
    ],
)
def test_polite_address(text, verdict, value):
    finding = found("polite_address", f"我:{text}", "客:好")
    assert (finding.verdict, finding.value) == (verdict, value)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("你必须明天来。", 1),
        ("快点！赶紧交费！", 2),
        ("麻烦您快点过来好吗？", 0),
        ("请您赶紧关水阀。", 0),
        ("您不是必须来的。", 0),
        ("我不会让您等着的。", 0),
        ("請您等著，我馬上來", 0),
        ("您必須親自來。", 1),
        ("You must come.", 1),
        ("师傅说“赶紧”，我记下了", 0),
    ],
)
def test_orders_are_told_from_requests(text, count):
    finding = found("orders", f"我:{text}", "客:好")
    assert (finding.value, finding.verdict) == (count, "missed" if count else "met")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("可能吧，大概是明天", 2),
        ("师傅大概几点到合适？", 0),
        ("尽可能今天修好", 0),
        ("这是我们应该做的", 0),
        ("不可能的", 0),
        ("應該是物業的，好像是", 2),
        ("如果可能的话", 0),
        ("Maybe tomorrow, maybe not.", 2),
        ("明天三点到", 0),
    ],
)
def test_hedges_are_counted(text, count):
    assert found("hedges", f"我:{text}", "客:好").value == count


def named(*lines, name="李小明", **more):
    return found("surname_used", *lines, record={"caller_name": name}, **more)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("李小明", "好的李先生"),
        ("李小明", "李女士，稍等"),
        ("李小明", "黎先生您好"),
        ("歐陽鋒", "欧阳先生"),
        ("李", "李小姐"),
        ("王强", "王总"),
        ("王强", "王國強先生"),
        ("John Smith", "Yes, Mr Smith."),
        ("李小明", "李小明先生"),
    ],
)
def test_the_caller_is_addressed_by_surname(name, text):
    assert named(f"我:{text}", "客:好", name=name).verdict == "met"


def test_a_name_that_is_not_used():
    assert named("我:好的先生", "客:嗯").verdict == "missed"
    assert named("我:李子熟了", "客:嗯").value == 0
    assert found("surname_used", "我:好的先生", "客:嗯").verdict == "not_observed"
    assert named("我:李先生，好的李先生", "客:嗯", least=2).value == 2


@pytest.mark.parametrize(
    "text",
    [
        "您說的「不知道」是誰說的？",
        "不是不知道",
        "听不清楚，请您再说一遍",
        "您知不知道几栋？",
        "对不起，我不知道，我马上帮您问",
        "He said it's not my job?",
    ],
)
def test_what_is_not_meant_is_not_forbidden(text):
    assert found("forbidden_words", f"我:{text}", "客:好").verdict == "met"


def test_forbidden_words_are_named_with_what_to_say():
    finding = found("forbidden_words", "我:不知道。", "客:啊？", "我:這不關我的事。不知道。", "客:哼")
    assert (finding.verdict, finding.value) == ("missed", 3)
    assert (
        str(finding.says) == "用了服务忌语：“不知道”、“不關我的事”。可以说：“我马上帮您查”、“我来帮您联系”。"
    )
    assert [tuple(span) for span in finding.evidence] == [(0.0, 4.0), (10.0, 14.0), (10.0, 14.0)]
    english = found("forbidden_words", "我:That's not my job.", "客:what?")
    assert "I will see to it" in str(english.says)


def test_the_evidence_is_as_narrow_as_the_words():
    words = spoken("我:这个不知道")
    words["turns"][0]["words"] = [["这个", 0.0, 1.0], ["不知道", 1.0, 2.0]]
    assert [tuple(span) for span in found("forbidden_words", words=words).evidence] == [(1.0, 2.0)]


def test_what_follows_in_the_next_breath_makes_it_good():
    assert found("forbidden_words", "我:这个我不知道", "我:我帮您问一下同事", "客:好").verdict == "met"
    assert found("forbidden_words", "我:这个我不知道", "客:那怎么办", "我:我帮您问一下").verdict == "missed"


HOLD = (answered(0.0), held(20), retrieved(50), hung_up(90))
BEFORE = ("staff", 15, 19, "我查一下，请稍等")
AFTER = ("staff", 51, 53, "让您久等了")


def held_with(*turns, events=HOLD, **more):
    listed = [{"who": who, "from_s": start, "to_s": end, "text": text} for who, start, end, text in turns]
    return found("hold_words", events=events, words={"turns": listed}, **more)


def test_a_hold_with_its_words():
    finding = held_with(BEFORE, AFTER)
    assert (finding.verdict, finding.value) == ("met", 30.0)
    assert held_with(BEFORE, ("staff", 52, 54, "謝謝您的等待")).verdict == "met"


def test_a_hold_without_them():
    finding = held_with(("staff", 1, 3, "您好"), ("staff", 51, 53, "喂，查到了"))
    assert finding.verdict == "missed" and str(finding.says) == "没有：等候前说明原因、等候后致歉或致谢。"
    assert [tuple(span) for span in finding.evidence] == [(20.0, 50.0)]
    assert str(held_with(BEFORE, ("staff", 51, 53, "喂")).says) == "没有：等候后致歉或致谢。"


def test_words_too_far_from_the_hold_are_not_of_it():
    early = ("staff", 1, 3, "请稍等")
    assert held_with(early, AFTER).verdict == "met"
    assert held_with(early, AFTER, within=10).verdict == "missed"


def test_a_hold_that_ends_in_a_transfer_has_no_after():
    away = (50, "transferred", {"from": "8001", "target": "8002", "attended": True})
    events = (answered(0.0), held(20), consulted(21), away, hung_up(90))
    assert held_with(BEFORE, ("staff", 51, 53, "你好我是工程部"), events=events).verdict == "met"
    assert held_with(BEFORE, events=(answered(0.0), held(20), hung_up(40))).verdict == "met"


def test_a_slip_of_the_key_is_no_hold():
    assert (
        held_with(events=(answered(0.0), held(20), retrieved(20.5), hung_up(90)), least=1).verdict != "missed"
    )
    assert held_with(("staff", 1, 2, "您好"), events=CALL).verdict == "not_applicable"


def test_words_without_times_say_nothing_about_a_hold():
    assert found("hold_words", events=HOLD, words=chat("我:喂")).verdict == "not_observed"
