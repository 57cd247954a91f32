"""When words that stand in a sentence aren't meant by who says them: negated, quoted, asked, supposed.

Each look sees the text with its signs folded: "," parts clauses and "." sentences. Where it is in doubt the
words don't count, for a false fault against an operator is worse than a miss.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_FILE = files("sanxiang.quality.words") / "data" / "grammar.toml"
_PAIRS = ("“”", "‘’", "「」", "『』", "《》", "【】", "''", '""', "＂＂")
_IGNORANCE = re.compile(r"不(?:太|是很)?(?:知道|清楚|了解|晓得|懂)|dont know|not sure|no idea")
_QUESTION = re.compile(r"[^,.]{0,12}(?:吗|[是对]吧|是不是|没有|怎么办)(?:[,.]|$)")
_CONFIRMING = re.compile(r"[^.]{0,20},(?:[是对][吧吗]|是不是|对不对)")
_WHO_DOES = re.compile(r"[^,.]{0,8}的(?:,|我|可以|请)")
_ENDS = re.compile(r"(?:[啊呀吧呢哦嘛啦了的]*(?:[,.]|$))|[啊呀吧呢啦你您]|投诉|告")


class Grammar(NamedTuple):
    """Patterns made of the words of grammar.toml."""

    negated: re.Pattern[str]
    reported: re.Pattern[str]
    read_back: re.Pattern[str]
    supposed: re.Pattern[str]
    about_others: re.Pattern[str]
    state: re.Pattern[str]
    set_aside: re.Pattern[str]
    asked: re.Pattern[str]
    finding_out: re.Pattern[str]
    helping: re.Pattern[str]
    sharp: re.Pattern[str]


@cache
def grammar() -> Grammar:
    words = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    one = {name: f"(?:{'|'.join(value)})" for name, value in words.items() if isinstance(value, list)}
    you = words["you"]
    return Grammar(
        negated=re.compile(
            f"{one['negations']}{words['after_a_negation']}$|{one['forbidding']}[^,.]{{0,6}}(?:说|讲|回答)$"
            f"|(?:it is |it s |its )?{one['negations_en']} (?:i |we )?$"
        ),
        reported=re.compile(
            f"(?:{you}|{one['others']})[^,.我]{{0,8}}?{one['reporting']}"
            f"(?:的|(?:过|了|是|到|的是|一句|一声|着|,){{0,3}}{one['after_reporting']}{{0,4}})$"
            "|(?:说|讲|回)了?一?句$"
            f"|{one['reporters_en']} (?:just )?{one['reporting_en']}(?: that)? (?:\\w+ ){{0,3}}$"
        ),
        read_back=re.compile(one["reading_back"]),
        supposed=re.compile(f"{one['supposing']}[^,.]{{0,8}}$|{one['supposing_en']} [^,.]{{0,20}}$"),
        about_others=re.compile(
            f"(?:{you}|{one['people']}){one['relations']}?{one['after_people']}{{0,4}}$"
            f"|{you}[^,.我这那说问讲告]{{0,5}}$"
            "|(?:you|they|he|she|residents?) (?:may |might |still |also |really )?$"
        ),
        state=re.compile(words["state"]),
        set_aside=re.compile(one["setting_aside"]),
        asked=re.compile(one["asking_courteously"]),
        finding_out=re.compile(one["finding_out"]),
        helping=re.compile(one["helping"]),
        sharp=re.compile(words["sharp"]),
    )


def means(text: str, start: int, end: int, around: str = "") -> bool:
    """Whether characters `start` to `end` of the folded `text` are said in earnest.

    `around`: everything that the speaker says in one go, folded; "" when that is `text`.
    """
    before, words, after = text[:start], text[start:end], text[end:]
    return not (
        _is_part_of_a_word(before, words)
        or turns_round(text, start)
        or grammar().read_back.search(before)
        or _is_somebody_elses(before[_last(before, ",.") :], words, after)
        or (words.endswith(("不在", "随便")) and not _ENDS.match(after))
        or grammar().set_aside.match(after)
        or _CONFIRMING.match(after)
        or _is_helped_on(words, after, around or text)
    )


def turns_round(text: str, start: int) -> bool:
    """Whether what begins at `start` is negated, reported or supposed: the look for anybody's words."""
    before, known = text[:start], grammar()
    clause, sentence = before[_last(before, ",.") :], before[_last(before, ".") :]
    return bool(
        known.negated.search(clause) or known.reported.search(sentence) or known.supposed.search(clause)
    )


def is_quoted(text: str, start: int, end: int) -> bool:
    """Whether characters `start` to `end` of the text as it is written stand within quotation marks."""
    before, after = text[:start], text[end:]
    for left, right in ((pair[0], pair[1]) for pair in _PAIRS):
        opened = before.count(left) % 2 if left == right else before.rfind(left) > before.rfind(right)
        if opened and right in after:
            return True
    return False


def _last(text: str, signs: str) -> int:
    return max(text.rfind(sign) for sign in signs) + 1


def _is_part_of_a_word(before: str, words: str) -> bool:
    """知不知道 asks, 听不清楚 says that one can't hear: neither is 不知道 or 不清楚."""
    if not before or words[0] not in "不没":
        return False
    return before[-1] == words[1:2] or (words[0] == "不" and before[-1] in "听看说讲写记分认辨读")


def _is_somebody_elses(clause: str, words: str, after: str) -> bool:
    """Who says 没空在家等是吗 asks for the caller's time; 不清楚的,… is whoever doesn't see it clearly."""
    if not grammar().state.match(words):
        return words[0] == "有" and clause.endswith("您")
    if grammar().about_others.search(clause) or _QUESTION.match(after):
        return True
    return not clause and _WHO_DOES.match(after) is not None


def _is_helped_on(words: str, after: str, around: str) -> bool:
    """不知道您方便吗 asks courteously; who says 不清楚 and helps on does what is prescribed."""
    known = grammar()
    if not known.sharp.match(words) and known.helping.search(around):
        return True
    ignorant = _IGNORANCE.search(words)
    return bool(ignorant and (known.asked.match(after) or known.finding_out.search(around)))
