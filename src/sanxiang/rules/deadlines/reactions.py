"""Facts begin, stop, meet and end time limits, in the fact's own transaction."""

from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines import domain
from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.listening import listened_for
from sanxiang.rules.deadlines.models import Deadline, State
from sanxiang.rules.deadlines.places import day_of
from sanxiang.rules.editions.current import rulebook_on

STANDING = (State.OPEN, State.PAUSED, State.BROKEN)


def on_fact(fact: Fact) -> None:
    """What runs goes on by the clause it began under; what begins, by the rulebook of the site's own day."""
    book = rulebook_on(day_of(fact.site, fact.at))
    if fact.kind in listened_for(book):
        _settle(fact)
    for limit in book.time_limits:
        if limit.holds_for(fact.kind, fact.data):
            domain.open_deadline(limit, book, fact)


def _settle(fact: Fact) -> None:
    rows = Deadline.objects.filter(subject=fact.subject, state__in=STANDING, started_at__lte=fact.at)
    for row in rows.select_related("rule"):
        limit = limit_of(row)
        if limit is None:
            continue
        if fact.kind in limit.met_by:
            domain.meet(row, fact.at)
        elif fact.kind in limit.ended_by:
            domain.cancel(row, fact.at)
        elif fact.kind in limit.pauses:
            domain.pause(row, limit, at=fact.at, reason=str(fact.data.get("reason") or ""), by=fact.actor)
        elif fact.kind in limit.resumes:
            domain.resume(row, limit, at=fact.at, by=fact.actor)
