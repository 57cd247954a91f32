"""When staff's voice began, how fast, loud and lively it was; and when that can't be told."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import score
from sanxiang.quality.scoring.tests.calls import (
    BOOK,
    answered,
    hung_up,
    judged,
    recording,
    sound,
    spans,
    speech,
)
from sanxiang.quality.scoring.tests.test_scorer import calls

CALL = (answered(), recording(), hung_up(66))
BAND = {"figures": {"limit": (90, 180), "aim": 120}, "unit": "chars/min"}
LEVEL = {"figures": {"limit": (-36, -16), "spread": 12}, "unit": "dB"}
GREETING = {"figures": {"limit": 2}, "unit": "s"}
PITCH = {"figures": {"least": 4}, "unit": "st"}
MEASURES = {
    "greeting_delay": GREETING, "speech_rate": BAND, "loudness": LEVEL, "pitch_variation": PITCH,
    "interruptions": {"figures": {"limit": 0}}, "response_time": {"figures": {"limit": 3, "monologue": 60}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(89.9, "missed"), (90, "met"), (120, "met"), (180, "met"), (180.04, "met"), (180.1, "missed")],
)
def test_the_band_of_the_speech_rate(rate, verdict):
    found = judged("speech_rate", *CALL, clause=BAND, context=sound(speech((1, 20), rate=rate)))
    assert (found.verdict, found.value) == (verdict, round(rate, 1))


def test_the_fastest_turns_can_be_played():
    quick, slow = speech((4.1, 22.0), rate=240), speech((30.0, 40.0), rate=100)
    both = replace(quick, speech=quick.speech + slow.speech, turns=slow.turns + quick.turns, rate=211.0)
    found = judged("speech_rate", *CALL, clause=BAND, context=sound(both))
    assert spans(found)[0] == (4.1, 22.0) and "211 字，太快" in str(found.says) and "120" in str(found.says)
    found = judged("speech_rate", *CALL, clause=BAND, context=sound(replace(both, rate=80.0)))
    assert "太慢" in str(found.says) and "90–180" in str(found.says)


@pytest.mark.parametrize(
    ("voice", "verdict", "words"),
    [
        (speech((1, 20), level=-26), "met", "平稳"),
        (speech((1, 20), level=-40), "missed", "太小"),
        (speech((1, 20), level=-12), "missed", "太大"),
        (speech((1, 9), (12, 20), spread=15.0), "missed", "忽大忽小"),
        (speech((1, 20), level=-12, faults=("clipped",)), "not_observed", "削波"),
    ],
)
def test_loudness_and_its_spread(voice, verdict, words):
    found = judged("loudness", *CALL, clause=LEVEL, context=sound(voice))
    assert found.verdict == verdict and words in str(found.says)


@pytest.mark.parametrize(("range_st", "verdict"), [(4.0, "met"), (3.9, "missed"), (None, "not_observed")])
def test_a_flat_voice(range_st, verdict):
    context = sound(speech((1, 20), pitch=range_st))
    assert judged("pitch_variation", *CALL, clause=PITCH, context=context).verdict == verdict


@pytest.mark.parametrize(
    ("first", "begins", "verdict", "value"),
    [
        (0.4, 6.0, "met", 0.4), (2.0, 6.0, "met", 2.0), (2.2, 6.0, "missed", 2.2),
        (1.0, 8.0, "not_observed", None),  # something may have been said before the recording began
        (0.0, 7.0, "met", 1.0),
        (3.0, 4.0, "met", 1.0),  # the recording began before the answer
    ],
)  # fmt: skip
def test_the_greeting_begins_at_once(first, begins, verdict, value):
    call = (answered(), recording(begins), hung_up(66))
    if begins < 6:
        call = (recording(begins), answered(), hung_up(66))
    context = sound(speech((first, 20)))
    found = judged("greeting_delay", *call, clause=GREETING, context=context)
    assert (found.verdict, found.value) == (verdict, value)


def test_a_greeting_is_not_judged_on_a_clock_that_nobody_knows():
    found = judged("greeting_delay", answered(), hung_up(66), clause=GREETING, context=sound(speech((9, 20))))
    assert found.verdict == "not_observed"


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "context",
    [
        Context(),
        Context(sound_fault="unreadable"),
        sound(speech((1, 20), rate=300, level=-9, pitch=0.1), faults=("swapped",)),
        sound(speech((1, 20), rate=300, level=-9, pitch=0.1), faults=("one_channel",)),
        sound(speech((9, 20), rate=300, level=-9, pitch=0.1), faults=("silent_staff",)),
        sound(speech((9, 20), rate=300, level=-9, pitch=0.1), seconds=30.0),  # 16 kHz that was 8 kHz
        sound(speech((9, 20), rate=300, level=-9, pitch=0.1), seconds=120.0),
        sound(speech((9, 9.5), rate=None, level=None, pitch=None), greeting_s=None),
    ],
)
def test_what_can_not_be_heard_is_no_fault(measure, context):
    found = judged(measure, *CALL, clause=MEASURES[measure], context=context)
    assert found.verdict in ("not_observed", "met") and str(found.says)
    assert found.verdict != "met" or measure == "interruptions"


@pytest.mark.parametrize("measure", MEASURES)
def test_a_call_that_nobody_answered_has_no_voice(measure):
    assert judged(measure, hung_up(9), clause=MEASURES[measure]).verdict == "not_applicable"


SPANS = st.lists(st.floats(0, 60), max_size=8, unique=True).map(
    lambda times: tuple(zip(sorted(times)[::2], sorted(times)[1::2], strict=False))
)
FIGURE = st.none() | st.floats(-60, 400)
FAULTS = st.sets(st.sampled_from(["swapped", "one_channel", "silent_staff", "silent_customer"]), max_size=2)


@st.composite
def sounds(draw):
    figures = {name: draw(FIGURE) for name in ("rate", "level", "spread", "pitch")}
    return sound(
        speech(*draw(SPANS), **figures),
        speech(*draw(SPANS)),
        faults=tuple(draw(FAULTS)),
        latencies=tuple(draw(st.lists(st.floats(0, 30), max_size=5))),
        seconds=draw(st.floats(0, 90)),
    )


@settings(max_examples=40)
@given(calls(), sounds())
def test_any_sound_of_any_call_is_judged_without_contradiction(call, context):
    result = score(observe(call, context), BOOK)
    trusted = observe(call, context).sound is not None
    for one in result.findings:
        assert str(one.says) and all(span.from_s <= span.to_s for span in one.evidence)
        if "audio" in one.kind.split("+") and one.kind != "signal+audio" and not trusted:
            assert one.verdict not in ("met", "missed")
