"""Forbidden expressions on labelled sentences: what is found, and what is let be.

The sets were written one after another, each when the finder was settled on those before it. First looks
(precision, recall; half of each later set are sentences made to trap it): .95 .94, .75 1.0, .69 .97,
.85 .97, .85 .97. The figures below hold what was reached.
"""

import tomllib
from pathlib import Path

import pytest

from sanxiang.quality.words.forbidden import Expression, Forbidden

LABELLED = Path(__file__).parent / "labelled"
ENTRIES = tomllib.loads((LABELLED / "forbidden.toml").read_text(encoding="utf-8"))["forbidden"]
FINDER = Forbidden(Expression(one["id"], tuple(one["says"]), tuple(one.get("unless", ()))) for one in ENTRIES)


def labelled():
    lines = [line for file in sorted(LABELLED.glob("*.tsv")) for line in file.read_text("utf-8").splitlines()]
    return [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]


ROWS = labelled()


def test_there_are_enough_sentences_of_each_sort():
    count = {sort: sum(label == sort for label, _ in ROWS) for sort in ("yes", "variant", "trap")}
    assert count["yes"] >= 150 and count["variant"] >= 60 and count["trap"] >= 300
    assert len({text for _, text in ROWS}) == len(ROWS)


def test_precision_and_recall():
    false = [text for label, text in ROWS if label == "trap" and FINDER.find(text)]
    missed = [text for label, text in ROWS if label != "trap" and not FINDER.find(text)]
    right = sum(label != "trap" for label, _ in ROWS) - len(missed)
    assert right / (right + len(false)) >= 0.995, false
    assert right / (right + len(missed)) >= 0.98, missed


def where(text, finder=FINDER):
    return [(one.key, text[one.hit.start : one.hit.end], one.hit.how) for one in finder.find(text)]


def test_a_hit_says_which_entry_where_and_how():
    assert where("這個我不 知道,他不在。") == [("unknown", "不 知道", "same"), ("absent", "不在", "same")]
    assert where("嗯，这不归我馆。") == [("not_ours", "不归我馆", "sound")]


def test_the_longest_expression_is_told():
    assert [key for key, *_ in where("现在没空")] == ["busy"]
    assert where("现在没空")[0][1] == "现在没空"


def test_an_expression_may_be_paused_where_it_is_written_so():
    assert where("下班了明天再打") and where("下班了，明天再打") and not where("下班，了明天再打")


def test_two_clauses_make_no_expression():
    assert not where("我不，知道了") and not where("好的不。知道")


def test_short_expressions_have_no_homophones():
    finder = Forbidden([Expression("k", ("没空",))])
    assert where("没空", finder) and not where("没孔", finder)


@pytest.mark.parametrize("text", ["不指导", "部值到", "不清除", "您有什么事"])
def test_a_homophone_keeps_its_tones_and_half_of_its_characters(text):
    assert not where(text)


@pytest.mark.parametrize("unless", ["没空调", "帮您登记"])
def test_a_context_makes_harmless_what_it_holds_or_stands_beside(unless):
    finder = Forbidden([Expression("k", ("没空",), (unless,))])
    assert where("我没空", finder)
    assert not where({"没空调": "那屋没空调", "帮您登记": "我没空，帮您登记"}[unless], finder)
    assert where("那屋没空调。我没空。", finder)


def test_what_follows_in_the_same_go_is_part_of_the_answer():
    assert FINDER.find("这个我不知道") and not FINDER.find("这个我不知道", "这个我不知道 我帮您问一下")


@pytest.mark.parametrize("text", ["", " ", "。。。", "😀", "\x00", "ı̇İ不知道", "不" * 5000, "1234"])
def test_no_text_breaks_it(text):
    FINDER.find(text)


def test_no_expressions_find_nothing():
    assert not Forbidden([]).find("不知道") and not Forbidden([Expression("k", ("，",))]).find("，")
