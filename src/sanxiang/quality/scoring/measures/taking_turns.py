"""How staff and caller took turns: who interrupted, how soon staff answered, who spoke without end."""

from statistics import median

from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.audio.model import Analysis
from sanxiang.quality.scoring.judgement import Judgement, Span, met, missed, not_applicable, not_observed, say
from sanxiang.quality.scoring.measures.unseen import NO_SOUND, no_sound
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

LEAST_ANSWERS = 3  # below it a median is chance
EXAMPLES = 3


def interruptions(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """How often staff broke into the caller's speech; times. Backchannels and ends of turns don't count.

    Source: D01.8D–E, D20.3.9, D23. Method: overlap after the caller had spoken and staff had been silent,
    and staff spoke on (audio.md). Can't see: an interruption that the caller was glad of.
    """
    unseen = _one_sided(seen)
    if unseen or seen.sound is None:
        return unseen or no_sound(seen)
    found = [one for one in seen.sound.overlaps if one.by == "staff" and one.kind == "interruption"]
    count, limit = len(found), clause.number("limit")
    spans = [Span(round(one.from_s, 3), round(one.to_s, 3)) for one in found]
    if not found:
        return met(say(_("没有打断对方。")), 0)
    if count <= limit:
        return met(
            say(_("打断对方 %(count)s 次，没有超过 %(limit)s 次。"), count=count, limit=limit), count, *spans
        )
    return missed(
        say(_("打断对方 %(count)s 次，最多 %(limit)s 次。"), count=count, limit=limit), count, *spans
    )


def response_time(seen: Observed, clause: Clause, book: Rulebook) -> Judgement:
    """Median time from the end of the caller's turns to staff's answer, and staff speaking on without the
    caller for longer than `monologue`; s.

    Source: D17.4, D17.9, D01.8D; the figures are ours (Stivers 2009: people answer in 0.2 s). Known error
    about 0.1 s. Can't see: what staff looked up meanwhile; fewer than 3 answers aren't judged.
    """
    unseen = _one_sided(seen)
    if unseen or seen.sound is None:
        return unseen or no_sound(seen)
    breathless = _monologues(seen.sound, clause)
    few = len(seen.sound.latencies) < LEAST_ANSWERS
    value = None if few else round(median(seen.sound.latencies), 1)
    limit = clause.number("limit")
    if value is not None and value > limit:
        text = say(_("对方说完后平均 %(value)s 秒才回应，应在 %(limit)s 秒之内。"), value=value, limit=limit)
        return missed(text, value, *_slow_answers(seen.sound, float(limit)))
    if breathless:
        longest = max(one.to_s - one.from_s for one in breathless)
        most = clause.figures["monologue"]
        text = say(
            _("连续说了 %(longest)s 秒没有停下来听对方，应在 %(most)s 秒之内。"), longest=longest, most=most
        )
        return missed(text, value, *breathless)
    if value is None:
        return not_observed(say(_("对方的话太少，看不出回应快慢。")))
    return met(say(_("对方说完后平均 %(value)s 秒回应。"), value=value), value)


def _one_sided(seen: Observed) -> Judgement | None:
    if not seen.answered:
        return not_applicable(say(_("没有接通。")))
    if seen.sound is None:
        return no_sound(seen)
    if "silent_customer" in seen.sound.faults:
        return not_observed(say(NO_SOUND["silent_customer"]))
    return None


def _monologues(sound: Analysis, clause: Clause) -> list[Span]:
    most = clause.figures.get("monologue")
    if not isinstance(most, int | float):
        return []
    return [
        Span(round(one.from_s, 3), round(one.to_s, 3))
        for one in sound.monologues
        if round(one.to_s - one.from_s, 1) > most
    ]


def _slow_answers(sound: Analysis, limit: float) -> list[Span]:
    """From the caller's last word to staff's first, where that took longer than `limit`; the slowest."""
    waits = []
    starts = sorted(turn.from_s for turn in (*sound.staff.turns, *sound.customer.turns))
    for turn in sound.customer.turns:
        after = next((start for start in starts if start >= turn.to_s), None)
        if after in {one.from_s for one in sound.staff.turns} and after - turn.to_s > limit:
            waits.append(Span(round(turn.to_s, 3), round(after, 3)))
    return sorted(sorted(waits, key=lambda one: one.from_s - one.to_s)[:EXAMPLES])
