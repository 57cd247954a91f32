"""Clauses and moments as a person's page tells them: kindly, with the rulebook's own advice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from sanxiang.kernel.clock import clock
from sanxiang.quality.statistics.clauses import Moment, Weak
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.web.pages.quality_hear import Heard, Shelf
from sanxiang.web.pages.quality_words import plain, share_of
from sanxiang.web.said import said


@dataclass(frozen=True, slots=True)
class ToWorkOn:
    """A clause with what it costs, the advice for it, and calls to hear."""

    clause: str
    title: str
    text: str
    advice: str
    figure: str
    peers: str
    cost: str
    calls: list[Heard]


@dataclass(frozen=True, slots=True)
class Best:
    """Something done well: `title` of the clause or of what the caller wanted, `why` it is worth hearing."""

    title: str
    why: str
    call: Heard


def weak_told(found: Sequence[Weak], missed: Mapping[str, Sequence[str]], shelf: Shelf) -> list[ToWorkOn]:
    book = rulebook_on(timezone.localdate(clock.now()))
    told = []
    for one in found:
        clause = book.clause(one.clause)
        calls = [shelf.heard(call, one.clause) for call in missed[one.clause]]
        told.append(
            ToWorkOn(
                clause=one.clause,
                title=said(clause.title) if clause else one.clause,
                text=said(clause.text) if clause else "",
                advice=said(clause.advice) if clause else "",
                figure=_figure(one),
                peers=_peers(one),
                cost=_cost(one),
                calls=[call for call in calls if call is not None],
            )
        )
    return told


def _figure(one: Weak) -> str:
    told = {"missed": one.own.missed, "judged": one.own.judged, "share": share_of(one.own)}
    return _("%(judged)s 通里有 %(missed)s 通没做到：%(share)s") % told


def _peers(one: Weak) -> str:
    return _("同事 %(share)s") % {"share": share_of(one.peers)} if one.peers else ""


def _cost(one: Weak) -> str:
    if one.peers is not None and one.excess > 0:
        return _("做到同事那样，这段时间能多得 %(n)s 分。") % {"n": plain(one.excess)}
    return _("这段时间共失 %(n)s 分。") % {"n": plain(one.lost)}


def moments_told(found: Sequence[Moment], calls: Sequence[str], shelf: Shelf) -> list[Best]:
    book = rulebook_on(timezone.localdate(clock.now()))
    told = []
    for one, call in zip(found, calls, strict=True):
        clause, heard = book.clause(one.clause), shelf.heard(call, one.clause)
        if heard is not None:
            met = round(100 * one.met.part)
            why = _("全站只有 %(n)s%% 的来电做到，这一通做到了。") % {"n": met}
            told.append(Best(said(clause.title) if clause else one.clause, why, heard))
    return told


def praises_told(calls: Sequence[str], shelf: Shelf) -> list[Best]:
    heard = [one for one in (shelf.heard(call) for call in reversed(calls)) if one is not None]
    return [Best(_("业主打来表扬"), one.says, one) for one in heard]
