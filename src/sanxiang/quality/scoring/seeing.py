"""Calls on file as the measures see them."""

from collections.abc import Collection, Mapping

from sanxiang.desk.contacts.scorable import Scorable
from sanxiang.quality.audio.model import Analysis
from sanxiang.quality.scoring.models import SoundAnalysis
from sanxiang.quality.scoring.observed import Context, Observed, observe

Sound = tuple[Analysis | None, str]  # and why there is none


def sounds_of(call_ids: Collection[str]) -> Mapping[str, Sound]:
    """The analyses of these calls' recordings, of each the newest: one query."""
    rows = SoundAnalysis.objects.filter(call_id__in=call_ids).order_by("id")
    return {
        call: (Analysis.from_json(content) if content else None, fault)
        for call, content, fault in rows.values_list("call_id", "content", "fault")
    }


def see(call: Scorable, *, final: bool, sound: Sound | None) -> Observed:
    """`final`: the row will not be written any more. `sound`: None before there is an analysis."""
    unheard = (None, "none" if call.folder.audio_path is None else "waiting")
    analysis, fault = sound or unheard
    return observe(
        call.folder,
        Context(
            register_open=not final,
            rung_back_s=call.rung_back_s,
            zone=call.zone,
            staff_name=call.staff_name,
            organisation=call.organisation,
            tied=call.tied,
            sound=analysis,
            sound_fault=fault,
        ),
    )
