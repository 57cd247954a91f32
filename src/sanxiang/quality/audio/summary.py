"""The analysis of a whole recording from what was heard in its two channels."""

from sanxiang.quality.audio import dialogue
from sanxiang.quality.audio.channels import faults_of
from sanxiang.quality.audio.heard import Heard
from sanxiang.quality.audio.model import VERSION, Analysis
from sanxiang.quality.audio.overlaps import overlaps_of
from sanxiang.quality.audio.voices import spans_of, voice


def summary(heard: tuple[Heard, Heard], rate: int, seconds: float, *, same: bool) -> Analysis:
    """`same`: both channels carry one sound."""
    spans = spans_of(heard[0], seconds), spans_of(heard[1], seconds)
    customer, staff = voice(heard[0], spans[0], spans[1]), voice(heard[1], spans[1], spans[0])
    return Analysis(
        version=VERSION,
        rate=rate,
        seconds=seconds,
        customer=customer,
        staff=staff,
        overlaps=overlaps_of(customer.speech, staff.speech),
        silences=dialogue.silences_of(customer, staff, seconds),
        greeting_s=dialogue.greeting_of(staff),
        latencies=dialogue.latencies_of(customer, staff),
        staff_share=dialogue.share_of(customer, staff),
        monologues=dialogue.monologues_of(customer, staff),
        faults=faults_of(customer, staff, same=same),
    )
