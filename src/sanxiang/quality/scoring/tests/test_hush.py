"""Holds, silence and the end of a call where there is a recording to hear."""

import pytest

from sanxiang.quality.scoring.tests.calls import (
    answered,
    consulted,
    failed,
    held,
    hung_up,
    judged,
    muted,
    recording,
    retrieved,
    said,
    sound,
    spans,
    speech,
    unmuted,
)

LIMIT = {"figures": {"limit": 15}, "unit": "s"}
TEN = {"figures": {"limit": 10}, "unit": "s"}
TALK = ((0.5, 10.0), (50.0, 58.0))
CALLER = speech((10.2, 11.0), (47.0, 49.5))


def call(*between, end=66):
    return (answered(), recording(), *between, hung_up(end))


def hold(measure, *words, limit=LIMIT, between=(), **more):
    """On hold from second 12 to 46 after the answer, with these words of staff in the recording."""
    staff = speech(*sorted((*TALK, *words)))
    events = sorted((held(18), retrieved(52), *between), key=lambda one: one[0])
    return judged(measure, *call(*events), clause=limit, context=sound(staff, CALLER, **more))


def test_a_word_every_fifteen_seconds_keeps_a_long_hold_within_the_limit():
    assert hold("longest_hold").value == 34.0
    found = hold("longest_hold", (26.5, 27.5), (40.0, 41.0))
    assert (found.verdict, found.value) == ("met", 14.5)
    found = hold("longest_hold", (28.0, 29.0))
    assert (found.verdict, found.value, spans(found)) == ("missed", 17.0, [(12.0, 28.0), (29.0, 46.0)])


def test_words_for_a_colleague_are_not_for_the_caller():
    between = (consulted(19), failed(50))
    found = hold("longest_hold", (26.5, 27.5), (40.0, 41.0), between=between)
    assert (found.verdict, found.value) == ("missed", 34.0)


def test_a_recording_that_ends_early_does_not_tell_of_the_rest_of_the_hold():
    assert hold("longest_hold", (26.5, 27.5), (40.0, 41.0), seconds=42.5).value == 34.0


def test_a_hold_that_never_ends_stays_a_miss():
    context = sound(speech((0.5, 10), (20, 21)), CALLER, seconds=30)
    found = judged("longest_hold", *call(held(24), end=36), clause=LIMIT, context=context)
    assert found.verdict == "missed"


def test_dead_air_is_heard_with_the_line_open():
    staff = speech((0.5, 10.0), (26.0, 58.0))
    found = judged("longest_silence", *call(), clause=LIMIT, context=sound(staff, speech((10.2, 10.8))))
    assert (found.verdict, found.value, spans(found)) == ("missed", 15.2, [(10.8, 26.0)])
    assert "只看静音" not in str(found.says)


@pytest.mark.parametrize(("until", "verdict"), [(25.8, "met"), (25.9, "missed")])
def test_just_as_long_as_the_limit_is_no_miss(until, verdict):
    context = sound(speech((0.5, 10.0), (until, 58.0)), speech((10.2, 10.8)))
    assert judged("longest_silence", *call(), clause=LIMIT, context=context).verdict == verdict


def test_a_caller_who_speaks_while_muted_fills_the_silence():
    context = sound(speech((0.5, 10.0), (40.0, 58.0)), speech((11.0, 24.0), (27.0, 39.0)))
    events = call(muted(17), unmuted(45))
    assert judged("longest_silence", *events, clause=LIMIT, context=context).verdict == "met"


def test_words_behind_a_mute_reach_nobody():
    context = sound(speech((0.5, 10.0), (20.0, 22.0), (40.0, 58.0)), speech((10.2, 11.0)))
    found = judged("longest_silence", *call(muted(17), unmuted(45)), clause=LIMIT, context=context)
    assert (found.verdict, found.value) == ("missed", 29.0)


def test_waiting_for_the_caller_to_hang_up_is_no_dead_air_but_leaving_a_question_is():
    waiting = sound(speech((0.5, 30.0)), speech((10.0, 20.0)))
    assert judged("longest_silence", *call(), clause=LIMIT, context=waiting).verdict == "met"
    asked = sound(speech((0.5, 20.0)), speech((21.0, 30.0)))
    assert judged("longest_silence", *call(), clause=LIMIT, context=asked).verdict == "missed"


def test_a_colleague_on_the_line_is_not_dead_air():
    context = sound(speech((0.5, 10.0), (50.0, 58.0)), speech((10.2, 11.0)))
    events = call(consulted(17), failed(50), retrieved(51))
    assert judged("longest_silence", *events, clause=LIMIT, context=context).verdict == "met"


def test_without_the_callers_voice_only_mutes_and_holds_are_judged():
    context = sound(speech((0.5, 10.0)), faults=("silent_customer",))
    assert judged("longest_silence", *call(), clause=LIMIT, context=context).verdict == "not_applicable"


@pytest.mark.parametrize(
    ("ends", "transcript", "verdict"),
    [
        (50.0, None, "met"),  # nobody was heard for 10 s
        (50.1, None, "missed"),
        (50.0, said(("staff", "再见")), "met"),  # a goodbye without a time: the sound has it
        (50.0, said(("staff", "好的")), "missed"),
    ],
)
def test_staff_may_hang_up_on_a_caller_who_stays_silent(ends, transcript, verdict):
    events = (answered(), recording(), hung_up(66, by="staff"))
    context = sound(speech((0.5, ends)), speech((10.0, 20.0)))
    found = judged("who_hung_up", *events, clause=TEN, context=context, transcript=transcript)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("turns", "fault"),
    [
        ((("staff", 0.5, 10.0, "您好这里是客服中心请讲"), ("customer", 10.2, 11.0, "你好我家漏水了")), ""),
        (
            (("staff", 30.0, 35.0, "您好这里是客服中心请讲"), ("customer", 36.0, 38.0, "你好我家漏水")),
            "disagrees",
        ),
        ((("staff", 0.5, 10.0, "您好"),), "disagrees"),  # 38 s of speech without a word
        ((("staff", "您好这里是客服中心请讲"),), ""),
    ],
)
def test_words_that_do_not_fit_the_sound_judge_nobody(turns, fault):
    from sanxiang.quality.scoring.observed import observe
    from sanxiang.quality.scoring.tests.calls import folder

    staff = speech((0.5, 10.0), (42.0, 50.0)) if fault != "disagrees" else speech((0.5, 10.0), (12, 50))
    if turns[0][1] == 30.0:
        staff = speech((0.5, 10.0))
    one = folder(*call(), transcript=said(*turns), audio=True)
    seen = observe(one, sound(staff, speech((10.2, 11.0))))
    assert seen.transcript_fault == fault and (seen.turns is None) == bool(fault)


def test_where_words_were_said_there_was_no_silence():
    """The ears may take a strange voice for music: what the transcript tells stands against it."""
    heard = sound(speech(*TALK), CALLER)
    assert judged("longest_silence", *call(), clause=LIMIT, context=heard).verdict == "missed"
    turns = [
        ("staff", 0.5, 10, "您好，这里是云杉花园客服中心，我是李静，请问有什么可以帮您？"),
        ("staff", 26, 30, "请您稍等，我查一下。"),
        ("staff", 50, 58, "查到了，这个月的账单是一百二十元，您看可以吗？谢谢，再见。"),
    ]
    limit = {"figures": {"limit": 18}, "unit": "s"}
    words = said(*turns)
    found = judged("longest_silence", *call(), clause=limit, context=heard, transcript=words, audio=True)
    assert (found.verdict, found.value) == ("met", 17.0)


def test_sound_and_words_that_disagree_prove_no_silence():
    heard = sound(speech(*TALK), CALLER)
    words = said(("staff", 12, 30, "请您稍等，我查一下这个月的账单，再跟您核对一遍，看看是哪一天的用量。"))
    found = judged("longest_silence", *call(), clause=LIMIT, context=heard, transcript=words, audio=True)
    assert found.verdict != "missed"
