from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.desk.contacts.call import (
    CONSULTING,
    TALKING,
    WAITING,
    AskCallBack,
    Bridge,
    Call,
    Mute,
    Play,
    RecordStaff,
    Release,
    Silence,
    StartRecording,
    StartRinging,
    StopRecording,
    StopRinging,
    advance,
    fold,
    routing,
)
from sanxiang.desk.contacts.events import Event, parse_line, to_line
from sanxiang.desk.contacts.tests.strategies import EVENT, OFFERED, START, call_events

CUSTOMER, A, B = "customer:c-1", "staff:8001", "staff:8002"
NAMES = {"offered": {"call": "c-1", "line": "general", "direction": "in", "from": None, "to": "400"}}


def at(seconds):
    return START + timedelta(seconds=seconds)


def live(*steps):
    """Take (seconds, event, fields) through the machine; return the call and all commands of the last."""
    call, commands = Call(), ()
    for seconds, name, *fields in [(0, "offered"), *steps]:
        data = {**NAMES.get(name, {}), **(fields[0] if fields else {})}
        call, commands = advance(call, Event(at(seconds), name, data))
    return call, commands


RINGS = (1, "alerting", {"staff": "8001"})
ANSWERED = (6, "answered", {"staff": "8001"})
HELD = (10, "held", {"by": "staff"})
RETRIEVED = (22, "retrieved", {"by": "staff"})
CONSULTED = (11, "consulted", {"staff": "8001", "target": "8002"})
CONSULT_ANSWERED = (15, "consult_answered", {"target": "8002"})
TRANSFERRED = (30, "transferred", {"from": "8001", "target": "8002", "attended": True})
LEFT = (60, "hung_up", {"by": "customer", "cause": 16})
ENDED = (60, "ended")


def test_a_new_call_hears_the_notice_and_then_ringing():
    call, commands = live()
    assert call.status == "offered"
    assert commands == (Play(CUSTOMER, "notice"), Play(CUSTOMER, "ringback", loop=True))


def test_an_operators_phone_rings():
    call, commands = live(RINGS)
    assert (call.status, call.alerting) == ("alerting", "8001")
    assert StartRinging("8001") in commands


def test_no_answer_goes_on_to_the_next():
    call, commands = live(RINGS, (16, "alerting", {"staff": "8002"}))
    assert commands[:2] == (StopRinging("8001", "no_answer"), StartRinging("8002"))
    assert [(ring.by, ring.seconds) for ring in call.rung] == [("8001", 15.0), ("8002", None)]


def test_the_answer_bridges_and_records():
    call, commands = live(RINGS, ANSWERED)
    assert (call.status, call.staff, call.first_staff, call.alerting) == ("connected", "8001", "8001", None)
    assert commands == (
        StopRinging("8001", "answered"),
        Bridge((CUSTOMER, A)),
        StartRecording(CUSTOMER, (A,)),
    )
    assert call.ring_s == 6.0
    assert call.rings(5.0) == 2


def test_another_phone_stops_when_a_colleague_answers():
    _, commands = live(RINGS, (2, "answered", {"staff": "8002"}))
    assert StopRinging("8001", "elsewhere") in commands


def test_answered_twice_is_noted_and_ignored():
    call, commands = live(RINGS, ANSWERED, (7, "answered", {"staff": "8002"}))
    assert (call.staff, commands) == ("8001", ())
    assert [(note.event, note.why) for note in call.anomalies] == [("answered", "already answered")]


def test_a_caller_who_leaves_while_it_rings_is_owed_a_call():
    call, commands = live(RINGS, (9, "hung_up", {"by": "customer", "why": "caller_left"}))
    assert commands == (StopRinging("8001", "caller_left"), Release(CUSTOMER))
    assert (call.status, call.hung_up_by, call.ring_s, call.rings(5)) == ("ended", "customer", 9.0, 2)
    assert not call.wants_callback
    call, commands = advance(call, Event(at(9), "ended", {}))
    assert commands == (AskCallBack("missed"),)
    assert call.wants_callback


def test_nobody_answered_is_said_before_letting_go():
    _, commands = live(
        (1, "queued", {"queue": "general"}), (60, "hung_up", {"by": "system", "why": "no_answer"})
    )
    assert commands == (Play(CUSTOMER, "ring_back_later"), Release(CUSTOMER))


@pytest.mark.parametrize(
    ("why", "steps", "word"),
    [
        ("no_answer", [], "ring_back_later"),
        ("queue_full", [], "line_full"),
        ("shutdown", [], "fault"),
        ("vanished", [RINGS, ANSWERED], "fault"),
    ],
)
def test_whom_the_system_leaves_hears_why(why, steps, word):
    _, commands = live(*steps, (60, "hung_up", {"by": "system", "why": why}))
    assert Play(CUSTOMER, word) in commands
    assert commands[-1] == Release(CUSTOMER)


def test_hold_and_retrieve():
    call, commands = live(RINGS, ANSWERED, HELD)
    assert (call.status, call.held_since) == ("held", at(10))
    assert commands == (Play(CUSTOMER, "hold", loop=True), Silence(A))
    call, commands = live(RINGS, ANSWERED, HELD, RETRIEVED)
    assert (call.status, call.held_s, call.held_since) == ("connected", 12.0, None)
    assert commands == (Bridge((CUSTOMER, A)),)


def test_both_sides_may_hold():
    steps = [RINGS, ANSWERED, HELD, (12, "held", {"by": "customer"})]
    call, _ = live(*steps, RETRIEVED)
    assert call.status == "held"
    call, _ = live(*steps, RETRIEVED, (23, "retrieved", {"by": "customer"}))
    assert (call.status, call.held_s) == ("connected", 12.0)


def test_mute_is_a_stretch_and_ends_with_the_call():
    call, commands = live(RINGS, ANSWERED, (10, "muted", {"by": "staff"}))
    assert (call.muted, commands) == (True, (Mute(A, on=True),))
    call, commands = live(RINGS, ANSWERED, (10, "muted", {"by": "staff"}), (12.5, "unmuted", {"by": "staff"}))
    assert (call.muted, call.muted_s, commands) == (False, 2.5, (Mute(A, on=False),))
    call, commands = live(RINGS, ANSWERED, (10, "muted", {"by": "staff"}), LEFT)
    assert call.muted_s == 50.0
    assert Mute(A, on=False) in commands


def test_consult_join_and_hand_over():
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED)
    assert (call.status, call.target) == ("consulting", "8002")
    assert commands[0] == StartRinging("8002", consult_from="8001")
    assert commands[1:] == (
        Play(CUSTOMER, "transfer"),
        Play(CUSTOMER, "hold", loop=True),
        Play(A, "ringback", loop=True),
    )
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, CONSULT_ANSWERED)
    assert call.status == "consult_talking"
    assert commands[0] == StopRinging("8002", "answered")
    assert commands[-2:] == (Bridge((A, B)), RecordStaff((A, B)))
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, CONSULT_ANSWERED, RETRIEVED)
    assert (call.status, commands) == ("conference", (Bridge((CUSTOMER, A, B)),))
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, CONSULT_ANSWERED, RETRIEVED, TRANSFERRED)
    assert (call.status, call.staff, call.first_staff, call.target) == ("connected", "8002", "8001", None)
    assert commands == (Release(A), Bridge((CUSTOMER, B)), RecordStaff((B,)))
    assert [(one.result, one.answered) for one in call.consults] == [("transferred", at(15))]


def test_a_failed_consultation_leaves_the_caller_held_until_retrieved():
    failed = (20, "consult_failed", {"target": "8002", "reason": "no_answer"})
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, failed)
    assert (call.status, call.target) == ("held", None)
    assert StopRinging("8002", "no_answer") in commands
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, failed, RETRIEVED)
    assert commands == (Bridge((CUSTOMER, A)),)


def test_a_colleague_who_answers_after_cancellation_is_ignored():
    failed = (14, "consult_failed", {"target": "8002", "reason": "no_answer"})
    call, commands = live(RINGS, ANSWERED, HELD, CONSULTED, failed, CONSULT_ANSWERED)
    assert (call.status, commands) == ("held", ())
    assert call.anomalies[0].why == "not being consulted"


@pytest.mark.parametrize("upto", [0, 1, 2, 3])
def test_a_hang_up_ends_hold_consultation_and_conference(upto):
    steps = [HELD, CONSULTED, CONSULT_ANSWERED, RETRIEVED][: upto + 1]
    call, commands = live(RINGS, ANSWERED, *steps, LEFT)
    assert (call.status, call.target, call.parked, call.held_since) == ("ended", None, False, None)
    assert all(stretch.end for stretch in call.holds)
    assert StopRecording() in commands
    assert Release(CUSTOMER) in commands
    assert (StopRinging("8002", "caller_left") in commands) == (upto == 1)
    assert (Release(B) in commands) == (upto >= 1)


def test_a_lost_operator_sends_the_caller_back_to_the_queue():
    again = (20, "queued", {"queue": "general", "why": "vanished"})
    call, commands = live(RINGS, ANSWERED, HELD, again)
    assert (call.status, call.staff, call.held_s) == ("queued", None, 10.0)
    assert Release(A) in commands
    assert commands[-2:] == (Play(CUSTOMER, "hold", loop=True), RecordStaff(()))
    next_one = [(21, "alerting", {"staff": "8002"}), (25, "answered", {"staff": "8002"})]
    call, commands = live(RINGS, ANSWERED, HELD, again, *next_one)
    assert (call.staff, call.first_staff, call.ring_s) == ("8002", "8001", 6.0)
    assert commands[-2:] == (Bridge((CUSTOMER, B)), RecordStaff((B,)))
    assert StartRecording not in map(type, commands)


def test_the_figures_of_a_whole_call():
    mute = [(40, "muted", {"by": "staff"}), (44, "unmuted", {"by": "staff"})]
    call, _ = live(
        RINGS, ANSWERED, (6, "recording", {"sample_rate": 8000}), HELD, RETRIEVED, *mute, LEFT, ENDED
    )
    assert (call.ring_s, call.lasted_s, call.held_s, call.talk_s, call.muted_s) == (
        6.0,
        54.0,
        12.0,
        42.0,
        4.0,
    )
    assert (call.hung_up_by, call.recording_at, call.over_at) == ("customer", at(6), at(60))
    assert not call.wants_callback
    assert not call.anomalies


@pytest.mark.parametrize("why", ["vanished", "watchdog", "shutdown"])
def test_a_call_that_broke_off_is_rung_back(why):
    call, commands = live(RINGS, ANSWERED, (60, "hung_up", {"by": "system", "why": why}), ENDED)
    assert call.wants_callback
    assert commands == (AskCallBack("broken_off"),)


def test_a_call_that_staff_closed_is_not_rung_back():
    call, _ = live(RINGS, ANSWERED, (60, "hung_up", {"by": "staff", "why": "staff_left"}), ENDED)
    assert not call.wants_callback


def test_after_the_end_nothing_changes():
    before, _ = live(RINGS, ANSWERED, LEFT, ENDED)
    after, commands = advance(before, Event(at(61), "held", {"by": "staff"}))
    assert commands == ()
    assert after._replace(anomalies=()) == before


def test_the_end_alone_closes_a_call_that_nobody_hung_up():
    call, commands = live(RINGS, ANSWERED, ENDED)
    assert (call.status, call.hung_up_by, call.over_at) == ("ended", None, at(60))
    assert StopRecording() in commands


def test_outbound_calls_are_never_missed():
    call = fold(
        [Event(at(0), "offered", {**NAMES["offered"], "direction": "out"}), Event(at(9), "ended", {})]
    )
    assert not call.wants_callback


# What must hold whatever happens.


@given(st.lists(EVENT, max_size=30))
def test_any_order_is_taken_and_the_end_is_the_end(events):
    call, over = Call(), False
    for event in events:
        before = call
        call, commands = advance(call, event)
        if over:
            assert call._replace(anomalies=()) == before._replace(anomalies=())
            assert commands == ()
        over = call.ended_at is not None
    if over:
        assert call.status == "ended"


@given(call_events())
def test_stretches_are_never_negative_and_never_overlap(events):
    call = fold(events)
    for stretches in (call.holds, call.mutes):
        for by in ("staff", "customer"):
            mine = [one for one in stretches if one.by == by]
            assert all(one.end is not None for one in mine[:-1])
            assert all(one.end is None or one.end >= one.start for one in mine)
            assert all(a.end <= b.start for a, b in pairwise(mine))
    assert call.parked == (call.held_since is not None)
    assert call.held_s >= 0
    if call.talk_s is not None:
        assert call.talk_s >= 0
    assert sum(ring.end is None for ring in call.rung) == (call.alerting is not None)


@given(call_events())
def test_state_and_commands_agree(events):
    call, recordings, released, asked = Call(), 0, False, 0
    for event in events:
        call, commands = advance(call, event)
        here = {CUSTOMER, f"staff:{call.staff}", f"staff:{call.target}"}
        if call.status in WAITING or call.status in TALKING:
            assert (call.staff is not None) == (call.status in TALKING)
        assert (call.target is not None) == (call.status in CONSULTING)
        assert call.target is None or call.target != call.staff
        for command in commands:
            if isinstance(command, Bridge):
                assert not released
                assert set(command.parties) <= here
                assert len(set(command.parties)) == len(command.parties)
            recordings += isinstance(command, StartRecording)
            asked += isinstance(command, AskCallBack)
            released = released or command == Release(CUSTOMER)
    assert recordings <= 1
    assert recordings == (call.answered_at is not None)
    if call.ended_at and call.direction != "out" and call.answered_at is None:
        assert call.wants_callback
    assert asked == call.wants_callback
    if call.ended_at:
        assert released


@given(call_events(), EVENT)
def test_ringing_phones_are_stopped(events, extra):
    call, ringing = Call(), set()
    for event in [*events, extra]:
        call, commands = advance(call, event)
        for command in commands:
            if isinstance(command, StopRinging):
                assert command.staff in ringing
                ringing.discard(command.staff)
            if isinstance(command, StartRinging):
                ringing.add(command.staff)
        rings = {call.alerting} if call.alerting else {call.target} if call.status == "consulting" else set()
        assert ringing == rings


@given(call_events())
def test_the_stored_events_give_the_state_that_was_lived(events):
    lived = Call()
    for event in events:
        lived = advance(lived, event).call
    assert fold(parse_line(to_line(event), 1) for event in events) == lived


@given(OFFERED, call_events())
def test_routing_may_be_repeated_at_any_time(first, events):
    call, ears = Call(), {}

    def obey(commands):
        for command in commands:
            if isinstance(command, Play) and command.loop:
                ears[command.party] = command.name
            elif isinstance(command, Silence | Release):
                ears[command.party] = None
            elif isinstance(command, Bridge):
                ears.update(dict.fromkeys(command.parties, frozenset(command.parties)))

    for event in [first, *events]:
        call, commands = advance(call, event)
        obey(commands)
        now = dict(ears)
        obey(routing(call))
        assert ears == now
