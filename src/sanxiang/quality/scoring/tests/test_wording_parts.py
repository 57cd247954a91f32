"""Greeting, close and situations as dialogues. 我 is staff, 客 the caller."""

import pytest

from sanxiang.quality.scoring.tests.calls import answered, consulted, hung_up
from sanxiang.quality.scoring.tests.wording_kit import chat, judged, spoken

GREETING = ("greeting", "@organisation", "@staff", "offer")
KNOWN = {"staff_name": "陈晓明", "organisation": ("阳光花园物业服务中心",)}


def greeted(*lines, parts=GREETING, context=KNOWN, **more):
    return judged("greeting_parts", *lines, parts=parts, context=dict(context), **more)


@pytest.mark.parametrize(
    "text",
    [
        "您好，阳光花园物业服务中心陈晓明，请讲。",
        "早上好！物业服务中心，8001号为您服务，有什么可以帮您？",
        "您好 阳光花园 我是小陈 请讲",
        "您好,服务中心,工号八零零幺,请讲",
        "您好，陽光花園物業服務中心，我姓陳，請講。",
        "您好杨光花园物业陈小明请讲",  # as a recogniser heard it
        "Good morning, Sunshine service centre, my name is Chen, how may I help you?",
    ],
)
def test_a_whole_greeting(text):
    assert greeted(f"我:{text}", "客:我家漏水", "我:好的").verdict == "met"


@pytest.mark.parametrize(
    ("text", "lacking"),
    [
        ("您好，请讲。", "单位名称、姓名或工号"),
        ("喂，物业，我是小陈，什么事？", "“您好”、“请讲”"),
        ("您好，物业服务中心，请讲。", "姓名或工号"),
        ("Hello, how may I help you?", "单位名称、姓名或工号"),
    ],
)
def test_what_a_greeting_lacks_is_named(text, lacking):
    finding = greeted(f"我:{text}", "客:我家漏水", "我:好的，您稍等")
    assert finding.verdict == "missed" and str(finding.says) == f"开头语缺少：{lacking}。"
    assert [tuple(span) for span in finding.evidence] == [(0.0, 14.0)]


def test_a_caller_who_speaks_first_or_in_between_takes_nothing_from_the_greeting():
    lines = ["客:喂", "我:您好", "客:喂喂", "我:阳光花园物业小陈，请讲", "客:我要报修"]
    assert greeted(*lines).verdict == "met"


def test_what_comes_after_the_opening_is_no_greeting():
    finding = greeted("我:喂", "客:漏水", "我:哪里？", "客:八零一", "我:您好，物业小陈，请讲")
    assert finding.verdict == "missed"


def test_without_the_name_it_is_not_held_against_anybody():
    finding = greeted("我:您好，服务中心陈晓明，请讲", context={})
    assert finding.verdict == "not_observed" and "姓名或工号" in str(finding.says)
    assert greeted("我:您好，服务中心", context={}).verdict == "missed"


def test_a_known_caller_is_greeted_by_name():
    parts = ("greeting", "@caller")
    known = {"offered": {"caller_name": "欧阳锋"}}
    assert greeted("我:您好，欧阳先生", parts=parts, context=known).verdict == "met"
    assert greeted("我:您好，欧先生", parts=parts, context=known).verdict == "missed"
    assert greeted("我:您好", parts=parts, context={}).verdict == "met"


@pytest.mark.parametrize("measure", ["greeting_parts", "closing_parts"])
def test_without_words_nothing_is_judged(measure):
    assert judged(measure, parts=GREETING).verdict == "not_observed"
    assert judged(measure, "客:喂", "客:有人吗", parts=GREETING).verdict == "not_observed"
    assert judged(measure, words={"turns": []}, parts=GREETING).verdict == "not_observed"
    assert judged(measure, "我:喂", parts=GREETING, events=(hung_up(60),)).verdict == "not_applicable"


def test_a_chat_has_no_places():
    finding = greeted(words=chat("我:您好", "客:在吗"), parts=("greeting", "offer"))
    assert finding.verdict == "missed" and not finding.evidence


CLOSING = ("anything_else", "thanks", "closing")
TALK = ["我:您好，请讲", "客:漏水", "我:好的，师傅马上到"]


def closed(*lines, by="customer", events=None, parts=CLOSING, **more):
    return judged(
        "closing_parts", *TALK, *lines, parts=parts, events=events or (answered(), hung_up(90, by)), **more
    )


@pytest.mark.parametrize("by", ["customer", "staff"])
def test_a_whole_close(by):
    lines = ["客:好", "我:请问还有什么能帮到您？", "客:没有了", "我:感谢您的来电，再见", "客:再见"]
    assert closed(*lines, by=by).verdict == "met"
    lines = ["客:OK", "我:Is there anything else? Thank you for calling, goodbye.", "客:bye"]
    assert closed(*lines, by=by).verdict == "met"


def test_what_a_close_lacks_is_named():
    finding = closed("客:好，再见", "我:再见")
    assert finding.verdict == "missed" and str(finding.says) == "结束语缺少：“还有什么能帮到您”、“谢谢”。"


@pytest.mark.parametrize("lines", [["客:知道了"], ["客:好的谢谢再见"], ["客:算了不说了", "我:您听我解释"]])
def test_a_caller_who_leaves_takes_the_chance_to_close(lines):
    assert closed(*lines).verdict == "not_applicable"
    assert closed(*lines, by="staff").verdict == "missed"


def test_a_call_that_broke_off_or_was_handed_on_is_not_judged():
    assert closed("客:喂喂", by="system").verdict == "not_applicable"
    away = (30, "transferred", {"from": "8001", "target": "8002", "attended": True})
    assert closed("客:好", events=(answered(), consulted(20), away, hung_up(90))).verdict == "not_applicable"


NOT_HEARD = ("staff", "not_heard")


def asked(*lines, cue=NOT_HEARD, parts=("apology", "ask_again"), **more):
    return judged("words_in_situation", *lines, cue=cue, parts=parts, **more)


def test_a_situation_that_does_not_arise():
    assert asked("我:您好", "客:我听不清").verdict == "not_applicable"
    assert asked("我:如果听不清请告诉我", "客:好").verdict == "not_applicable"
    assert asked("我:您说的“没听清”是哪一句", "客:嗯").verdict == "not_applicable"


@pytest.mark.parametrize(
    "lines",
    [
        ["我:对不起，我没听清，请您再说一遍好吗", "客:好"],
        ["我:我没听清", "我:抱歉，请您再说一遍", "客:好"],
        ["我:對不起，聽不清，請您再說一遍"],
        ["我:Sorry, I can't hear you, could you say that again?"],
    ],
)
def test_all_that_the_situation_asks_for_was_said(lines):
    finding = asked(*lines)
    assert (finding.verdict, finding.value) == ("met", 0)


def test_what_was_left_out_is_named_and_shown():
    finding = asked("我:您好", "客:……", "我:听不清，大点声", "客:我说漏水", "我:哦", "客:嗯")
    assert (finding.verdict, finding.value) == ("missed", 1)
    assert str(finding.says) == "说到“听不清”时，没有说：“对不起”、“请您再说一遍”。"
    assert [tuple(span) for span in finding.evidence] == [(10.0, 14.0)]


def test_the_answer_may_come_in_the_goes_that_follow():
    thanked = {"cue": ("customer", "thanked"), "parts": ("modest",)}
    lines = ["客:谢谢您啊", "我:嗯，还有事吗", "客:没有", "我:不客气"]
    assert asked(*lines, **thanked).verdict == "missed"
    assert asked(*lines, **thanked, within=2).verdict == "met"
    assert asked("我:好了", "客:谢谢您，再见", **thanked).verdict == "not_applicable"


def test_each_situation_counts_once():
    thanked = {"cue": ("customer", "thanked"), "parts": ("modest",)}
    lines = [
        "客:谢谢您",
        "客:多谢",
        "我:嗯",
        "客:好",
        "我:哦",
        "客:谢谢您",
        "我:不客气",
        "客:谢谢你",
        "我:嗯",
    ]
    assert (asked(*lines, **thanked).verdict, asked(*lines, **thanked).value) == ("missed", 2)


def test_overlapping_and_empty_turns_do_no_harm():
    words = spoken("我:您好", "客:喂", "我:")
    words["turns"].append({"who": "staff", "text": "物业小陈，请讲", "from_s": 0.5, "to_s": 9.0})
    assert greeted(words=words).verdict == "met"
