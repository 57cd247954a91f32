"""Facts begin, meet and end time limits, by the rulebook of the day, in the fact's own transaction."""

from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines import domain
from sanxiang.rules.editions.current import rulebook_on


def on_fact(fact: Fact) -> None:
    """Look the fact's kind up in the rulebook's time limits and do what they say."""
    rulebook = rulebook_on(fact.at.date())
    for limit in rulebook.time_limits:
        if fact.kind == limit.starts and all(
            fact.data.get(key) == value for key, value in limit.when.items()
        ):
            domain.open_deadline(limit, rulebook.edition, fact)
        if fact.kind in limit.met_by:
            domain.meet(limit.id, fact)
        if fact.kind in limit.ended_by:
            domain.cancel(limit.id, fact)
