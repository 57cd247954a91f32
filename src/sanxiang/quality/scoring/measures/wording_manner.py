"""How staff spoke: courtesy, address, orders, hedges, the caller's name."""

import re
from collections.abc import Iterator

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.scoring.judgement import (
    Judgement,
    Said,
    Span,
    met,
    missed,
    not_applicable,
    not_observed,
    say,
)
from sanxiang.quality.scoring.measures.wording import (
    hits,
    is_earnest,
    quoted,
    span_of,
    spans,
    turns_of_call,
    unjudged,
)
from sanxiang.quality.scoring.measures.wording_people import caller_pattern
from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.folding import fold, normal
from sanxiang.quality.words.matcher import Hit, matcher
from sanxiang.quality.words.turns import Turn, by_staff, runs
from sanxiang.rules.rulebook.model import Clause, Rulebook

_SENTENCES = re.compile(r"[^。！？!?；;\n]+[。！？!?；;\n]*")
_PLAIN_YOU = re.compile(r"(?<!迷)你(?!好|们|早)")
_ASKING = re.compile(r"[吗呢几哪谁么]|什么|多少|怎|是不是|有没有|[?？]")
_NO_HEDGE = re.compile(r"(?:尽|不|有没有|才)$")
_DUTY = re.compile(r"应[该当](?:的|做|谢)")


def courtesy_words(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How often staff used a courtesy word; times. Fewer than `least` is missed.

    Source: D01.6, D12, D20. Words: phrases.courtesy. A call in which staff came to speak fewer times than
    `least` isn't judged. Can't see: the tone.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    turns, least = tuple(by_staff(turns_of_call(seen))), clause.number("least")
    count = len([hit for _turn, hit in hits(book, "courtesy", turns)])
    if count >= least:
        return met(say(_("用了 %(count)s 次礼貌用语。"), count=count), count)
    if sum(run[0].by_staff for run in runs(turns_of_call(seen))) < least:
        return not_applicable(say(_("客服员说话太少，不评礼貌用语。")))
    return missed(
        say(_("礼貌用语只用了 %(count)s 次，应不少于 %(least)s 次。"), count=count, least=least), count
    )


def polite_address(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Share of 你 among 你 and 您 in what staff said; %. 你好 and 你们 have no politer form and don't count.

    Source: D12. One 你 alone is no fault: recognisers take 您 for 你. Can't see: what was misheard
    more often.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    plain = list(_plain_yous(seen))
    polite = sum(turn.text.count("您") for turn in by_staff(turns_of_call(seen)))
    if not plain and not polite:
        return not_applicable(say(_("没有称呼对方。")))
    share = round(100 * len(plain) / (len(plain) + polite), 1)
    if len(plain) < 2 or share <= clause.number("limit"):
        return met(
            say(_("用“您” %(polite)s 次，“你” %(plain)s 次。"), polite=polite, plain=len(plain)), share
        )
    text = say(_("“你”用了 %(plain)s 次，“您” %(polite)s 次。"), plain=len(plain), polite=polite)
    return missed(text, share, *(span for turn, hit in plain for span in span_of(turn, hit)))


def _plain_yous(seen: Observed) -> Iterator[tuple[Turn, Hit]]:
    for turn in by_staff(turns_of_call(seen)):
        for found in _PLAIN_YOU.finditer(fold(turn.text)):
            hit = Hit("你", found.start(), found.end())
            if is_earnest(turn.text, hit):
                yield turn, hit


def orders(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How many sentences of staff ordered the caller about; times. More than `limit` is missed.

    Source: D12 (questions rather than orders). Words: phrases.orders, unless the same sentence has one of
    phrases.requests. Can't see: an order in other words, nor one softened by the tone.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    asks = matcher(book.phrases["requests"])
    found = [
        (turn, hit)
        for turn, hit in hits(book, "orders", by_staff(turns_of_call(seen)))
        if not asks.holds(_sentence_of(turn.text, hit))
    ]
    asked = sum(len(asks.find(turn.text)) for turn in by_staff(turns_of_call(seen)))
    return _counted(
        found, clause, _("请求 %(asked)s 次，没有过多命令。"), _("用了命令的口气：%(words)s。"), asked=asked
    )


def hedges(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How many unsure words staff used; times. More than `limit` is missed.

    Source: D17.3, D01.8F. Words: phrases.hedges; in a question (大概几点?) they aren't staff's doubt.
    Can't see: whether the matter really was unsure.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    found = [
        (turn, hit)
        for turn, hit in hits(book, "hedges", by_staff(turns_of_call(seen)))
        if not _ASKING.search(fold(_sentence_of(turn.text, hit)))
        and not _NO_HEDGE.search(fold(turn.text[: hit.start]))
        and not _DUTY.match(fold(turn.text[hit.start :]))
    ]
    return _counted(found, clause, _("没有过多含糊的话。"), _("含糊的话用得多：%(words)s。"))


def _counted(found: list[tuple[Turn, Hit]], clause: Clause, good: str, bad: str, **told: int) -> Judgement:
    count = len(found)
    if count <= clause.number("limit"):
        return met(say(good, **told), count)
    places: list[Span] = [span for turn, hit in found for span in span_of(turn, hit)]
    words = quoted(turn.text[hit.start : hit.end] for turn, hit in found)
    return missed(Said(bad, {"words": words}), count, *places)


def _sentence_of(text: str, hit: Hit) -> str:
    """The sentence that a hit begins in."""
    return next((one[0] for one in _SENTENCES.finditer(text) if one.start() <= hit.start < one.end()), text)


def surname_used(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How often staff addressed the caller by surname and title; times. Fewer than `least` is missed.

    Source: D20.3.6, D15.1(4), D25. The name is that of the row, or of the screen before the answer. Near
    sounds count, for recognisers mishear names. Can't see: a name that was never written down.
    """
    if (unseen := unjudged(seen)) is not None:
        return unseen
    pattern = caller_pattern(seen, book)
    if pattern is None:
        return not_observed(say(_("没有登记对方的姓名。")))
    least = clause.number("least")
    found = [turn for turn in by_staff(turns_of_call(seen)) if pattern.search(normal(turn.text))]
    count = sum(len(pattern.findall(normal(turn.text))) for turn in found)
    if count >= least:
        return met(say(_("称呼对方姓氏 %(count)s 次。"), count=count), count, *spans(found))
    text = say(_("称呼对方姓氏 %(count)s 次，应不少于 %(least)s 次。"), count=count, least=least)
    return missed(text, count, *spans(found))
