"""The measures by the names that a rulebook calls them. Adding one: a function, its shape in the rulebook's
vocabulary, a test."""

from collections.abc import Callable, Mapping

from sanxiang.quality.scoring.judgement import Judgement
from sanxiang.quality.scoring.measures.answering import greeting_delay, late_answer_apology, rings_to_answer
from sanxiang.quality.scoring.measures.calling_out import quiet_hours
from sanxiang.quality.scoring.measures.ending import call_length, ring_back, who_hung_up
from sanxiang.quality.scoring.measures.identifying import (
    by_person,
    caller_identified,
    private_call,
    transfer_identified,
)
from sanxiang.quality.scoring.measures.registering import classified, message_parts, restated
from sanxiang.quality.scoring.measures.taking_turns import interruptions, response_time
from sanxiang.quality.scoring.measures.transferring import attended_transfer, failed_transfer
from sanxiang.quality.scoring.measures.voice import loudness, pitch_variation, speech_rate
from sanxiang.quality.scoring.measures.waiting import longest_hold, longest_silence
from sanxiang.quality.scoring.measures.wording_forbidden import forbidden_words
from sanxiang.quality.scoring.measures.wording_holds import hold_words
from sanxiang.quality.scoring.measures.wording_manner import (
    courtesy_words,
    hedges,
    orders,
    polite_address,
    surname_used,
)
from sanxiang.quality.scoring.measures.wording_parts import closing_parts, greeting_parts
from sanxiang.quality.scoring.measures.wording_situations import words_in_situation
from sanxiang.quality.scoring.observed import Observed
from sanxiang.rules.rulebook.model import Clause, Rulebook

Measure = Callable[[Observed, Clause, Rulebook], Judgement]

MEASURES: Mapping[str, Measure] = {
    measure.__name__: measure
    for measure in (
        rings_to_answer,
        late_answer_apology,
        longest_hold,
        longest_silence,
        restated,
        call_length,
        who_hung_up,
        ring_back,
        attended_transfer,
        failed_transfer,
        classified,
        message_parts,
        quiet_hours,
        private_call,
        caller_identified,
        transfer_identified,
        by_person,
        greeting_delay,
        speech_rate,
        loudness,
        pitch_variation,
        interruptions,
        response_time,
        greeting_parts,
        closing_parts,
        words_in_situation,
        courtesy_words,
        polite_address,
        orders,
        forbidden_words,
        surname_used,
        hedges,
        hold_words,
    )
}
