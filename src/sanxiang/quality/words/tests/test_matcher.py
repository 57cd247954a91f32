"""Plain phrases, turns and their places."""

import time

import pytest

from sanxiang.quality.words.folding import fold, normal, origins
from sanxiang.quality.words.matcher import Matcher, said
from sanxiang.quality.words.turns import Turn, Word, opening, place, runs, turns_of


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("什麼", "什么"), ("對不起,讓您 久等了", "让您久等了"),
     ("ＧＯＯＤ　ＢＹＥ", "good bye"), ("不著急", "不着急"),
     ("甚麼時候", "什么"), ("那麽", "那么"), ("Good-bye!", "good bye"), ("妳好", "你好"), ("裏面", "里面")],
)  # fmt: skip
def test_the_spelling_does_not_count(text, phrase):
    assert Matcher([phrase]).holds(text)


@pytest.mark.parametrize(
    ("text", "phrase"), [("by example", "bye"), ("再 见面", "再见了"), ("", "您好"), ("您好", "")]
)
def test_other_words_are_other_words(text, phrase):
    assert not Matcher([phrase]).holds(text)


def test_places_are_those_of_the_text_as_written():
    text = "嗯,對不起, 讓您 久等了 sorry!"
    hits = Matcher(["让您久等了", "sorry", "对不起"]).find(text)
    assert [text[hit.start : hit.end] for hit in hits] == ["對不起", "讓您 久等了", "sorry"]


def test_the_longest_phrase_is_found_once():
    assert [hit.phrase for hit in Matcher(["谢谢", "谢谢您的电话"]).find("谢谢您的电话，谢谢")] == [
        "谢谢您的电话",
        "谢谢",
    ]


@pytest.mark.parametrize("text", ["對不起", "a b", "a-b 您c", " x", "İ ı", "，。", "", "1楼B座２号"])
def test_every_character_that_is_kept_knows_where_it_came_from(text):
    assert len(fold(text)) == len(text) and len(origins(text)) == len(normal(text))


def turn(who, text, from_s=None, to_s=None):
    return {"who": who, "text": text} | ({} if from_s is None else {"from_s": from_s, "to_s": to_s})


def test_turns_come_in_the_order_of_time_and_empty_ones_fall():
    made = turns_of(
        {"turns": [turn("customer", "喂", 3, 4), turn("staff", "您好", 1, 2), turn("staff", " ", 5, 6)]}, 1
    )
    assert [(one.by_staff, one.text, one.from_s, one.to_s) for one in made] == [
        (True, "您好", 2, 3), (False, "喂", 4, 5)]  # fmt: skip
    assert turns_of({"turns": [turn("customer", "喂"), turn("staff", "")]}, 0) is None


def test_the_opening_lasts_until_the_caller_has_spoken_twice():
    chat = [
        ("c", "喂"),
        ("s", "您好"),
        ("c", "你好"),
        ("c", "我是张"),
        ("s", "请讲"),
        ("c", "漏水"),
        ("s", "抱歉"),
    ]
    turns = [Turn(who == "s", text, None, None) for who, text in chat]
    assert [one.text for one in opening(turns)] == ["您好", "请讲"]
    assert [len(run) for run in runs(turns)] == [1, 1, 2, 1, 1, 1]
    assert said(["抱歉"], opening(turns)) is None and said(["抱歉"], turns) is turns[-1]


def test_a_place_is_as_narrow_as_the_words_allow():
    words = (Word("我", 1.0, 1.2), Word("不知道", 1.2, 2.0), Word("啊", 2.0, 2.5))
    one = Turn(True, "我不知道啊", 1.0, 2.5, words)
    assert place(one, 1, 4) == (1.2, 2.0) and place(one) == (1.0, 2.5)
    assert place(one._replace(words=(Word("别的", 0, 9),)), 1, 4) == (1.0, 2.5)
    assert place(Turn(True, "我", None, None), 0, 1) is None


def test_plain_lists_are_quick():
    words = Matcher(
        [f"{a}{b}一下" for a in "帮给为替请让" for b in "您查问看办转接等说"] + ["谢谢", "再见", "您好"]
    )
    texts = [f"好的先生，您这边的情况我都记下来了{number}，师傅下午三点到" for number in range(20000)]
    began = time.process_time()
    assert not any(words.holds(text) for text in texts)
    assert len(texts) / (time.process_time() - began) > 20_000  # 50,000 and more on a core that is ours alone
