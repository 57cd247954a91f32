"""Dialogues and the words of a small rulebook, for the measures of words."""

from dataclasses import replace

from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import judge
from sanxiang.quality.scoring.tests.calls import BOOK, answered, folder, hung_up
from sanxiang.rules.rulebook.model import Cue, Forbidden, Text

PHRASES = {
    "greeting": ("您好", "早上好", "good morning", "hello"),
    "offer": ("请讲", "有什么可以帮您", "how may I help"),
    "anything_else": ("还有什么能帮到您", "还有别的事", "anything else"),
    "thanks": ("谢谢", "感谢", "thank you"),
    "closing": ("再见", "goodbye", "bye"),
    "apology": ("对不起", "抱歉", "久等了", "sorry"),
    "waiting": ("请稍等", "请稍候", "查一下", "one moment"),
    "ask_again": ("请您再说一遍", "请重复", "say that again"),
    "not_heard": ("听不清", "没听清", "can't hear"),
    "thanked": ("谢谢你", "谢谢您", "多谢", "thank you"),
    "modest": ("不客气", "不用谢", "应该的", "you're welcome"),
    "courtesy": ("您好", "请", "谢谢", "对不起", "再见", "please", "thank you"),
    "orders": ("你必须", "您必须", "快点", "等着", "赶紧", "you must"),
    "requests": ("请", "麻烦", "好吗", "可以吗", "please"),
    "hedges": ("可能", "大概", "也许", "应该", "好像", "maybe"),
}
FORBIDDEN = (
    Forbidden("unknown", "arrogant", ("不知道",), Text("我马上帮您查", "Let me find out for you")),
    Forbidden("ours", "blame", ("不关我的事", "not my job"), Text("我来帮您联系", "I will see to it")),
    Forbidden("clear", "blame", ("不清楚",), Text("我帮您问清楚", "I will ask"), unless=("听不清楚",)),
)
WORDS = replace(BOOK, phrases={**BOOK.phrases, **PHRASES}, forbidden=FORBIDDEN)
CHAT = (answered(6.0),)
CALL = (answered(6.0), hung_up(90))


def spoken(*lines):
    """A transcript from lines "客: …" (the caller) or "我: …" (staff), five seconds each from the answer."""
    turns = [
        {"who": "staff" if line[0] == "我" else "customer", "text": line[2:].strip()}
        | {"from_s": 5.0 * number, "to_s": 5.0 * number + 4}
        for number, line in enumerate(lines)
    ]
    return {"lang": "zh", "turns": turns}


def chat(*lines):
    """The same without times."""
    turns = [{"who": one["who"], "text": one["text"]} for one in spoken(*lines)["turns"]]
    return {"lang": "zh", "turns": turns}


def judged(
    measure, *lines, events=CALL, parts=(), cue=None, words=None, context=None, record=None, **figures
):
    """The finding of a measure on a dialogue; `words`: a transcript instead of the lines."""
    clause = replace(
        BOOK.clauses[0], id="X-1", measure=measure, figures=figures, steps=(), exempt=(), parts=tuple(parts),
        cue=Cue(cue[0], tuple(cue[1:])) if cue else None,
    )  # fmt: skip
    offered = (context or {}).pop("offered", {}) if isinstance(context, dict) else {}
    made = folder(*events, transcript=words or (spoken(*lines) if lines else None), record=record, **offered)
    return judge(observe(made, Context(**(context or {}))), clause, WORDS)
