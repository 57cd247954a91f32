"""Giving a call its score."""

from datetime import datetime

from django.db import transaction

from sanxiang.desk.contacts.scorable import Scorable, recording_of
from sanxiang.kernel.facts.domain import announce
from sanxiang.quality.audio.model import VERSION
from sanxiang.quality.scoring import facts, scorer
from sanxiang.quality.scoring.folders import sound_of
from sanxiang.quality.scoring.models import Score, SoundAnalysis
from sanxiang.quality.scoring.queries import latest_of
from sanxiang.quality.scoring.seeing import see, sounds_of
from sanxiang.quality.scoring.storing import Keeper
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.editions.domain import take_in
from sanxiang.rules.rulebook.model import Rulebook


@transaction.atomic
def score_call(call: Scorable, *, final: bool, at: datetime) -> Score | None:
    """Score one call by the rulebook of its own day and keep the result beside the earlier ones.

    A result that says what the last one of its sort said is not written again: None. While it isn't
    `final` the row may still be written, so gaps in it are no misses.
    """
    offered = call.folder.events[0] if call.folder.events else None
    if offered is None or offered.event != "offered":
        return None  # the line's first events are still on their way
    book = rulebook_on(offered.at.astimezone(call.zone).date())
    sound = sounds_of([call.folder.call]).get(call.folder.call)
    result = scorer.score(see(call, final=final, sound=sound), book)
    made = _row(result, book, final=final, at=at)
    if made is None:
        return None
    take_in(at)  # what a score names can be opened again
    # Two workers at once take the same number: one of them fails here and, tried again, finds the other's.
    made.save(force_insert=True)
    announce(
        kind=facts.MADE,
        subject=f"contact:{call.contact}",
        at=at,
        site=call.site,
        data={
            "contact": str(call.contact),
            "call": call.folder.call,
            "final": final,
            "score": None if made.score is None else float(made.score),
            "edition": made.edition,
        },
    )
    return made


def listen(call_id: str, *, at: datetime) -> bool:
    """Analyse a call's recording and keep what it told, once for each version of the analysis.

    Takes seconds: call it in no transaction. Returns False where there never was a recording.
    """
    kept = recording_of(call_id)
    if kept is None:
        return False
    if not SoundAnalysis.objects.filter(call_id=call_id, version=VERSION).exists():
        _recording, path = kept
        sound, fault = sound_of(path) if path is not None else (None, "missing")
        SoundAnalysis.objects.get_or_create(
            call_id=call_id,
            version=VERSION,
            defaults={"content": sound and sound.as_json(), "fault": fault, "made_at": at},
        )
    return True


def _row(result: scorer.Result, book: Rulebook, *, final: bool, at: datetime) -> Score | None:
    """The row to add; None where the last result of its sort says the same."""
    keeper = Keeper()
    keeper.learn([result], [book])
    last = Score.objects.filter(call_id=result.call).order_by("-number").first()
    made = keeper.row(result, book, number=last.number + 1 if last else 1, final=final, at=at)
    before = latest_of(result.call, final=final)
    same = before is not None and (before.content, before.edition) == (made.content, made.edition)
    return None if same else made
