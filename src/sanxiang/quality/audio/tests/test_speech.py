"""On synthesised Mandarin whose truth is known from its making; the whole table: `sanxiang bench audio`."""

import numpy as np
import pytest

from sanxiang.quality.audio.bench import accuracy
from sanxiang.quality.audio.bench.damage import LINES
from sanxiang.quality.audio.bench.speech import HELD_OUT, OTHER_MAKER

pytestmark = pytest.mark.media


@pytest.mark.parametrize("line", [LINES[0], LINES[4]], ids=lambda line: line.name)
def test_speech_rate(line):
    found = accuracy.rates([*HELD_OUT[:2], OTHER_MAKER[0]], (90, 150, 220), line, accuracy.own_rate)
    assert found["median"] <= 6
    assert found["p90"] <= 14


@pytest.mark.parametrize("line", [LINES[2], LINES[3]], ids=lambda line: line.name)
def test_events_of_dialogues(line):
    found = accuracy.events(accuracy.dialogues(HELD_OUT, 2), line, accuracy.own_analysis)
    assert found["interruptions_f1"] >= 0.85
    assert found["dead_air_f1"] == 1.0
    assert found["backchannels_taken_for_interruptions"] == 0
    assert found["hold_gap_error_s"] <= 0.5
    assert found["greeting_error_s"] <= 0.2


def test_a_normal_dialogue_has_no_fault_and_a_swapped_one_is_said():
    scenes = [one for one in accuracy.dialogues(HELD_OUT, 6) if one.spans(1)[0].from_s < 2]
    assert scenes
    for seed, scene in enumerate(scenes):
        samples = accuracy.recorded(scene, LINES[1], seed)
        assert accuracy.own_analysis(samples).faults == ()
        assert accuracy.own_analysis(np.ascontiguousarray(samples[:, ::-1])).faults == ("swapped",)
