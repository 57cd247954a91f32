"""Disks that fill, recorders that fail, clocks that jump, askers that go away."""

import asyncio
from datetime import timedelta

import pytest

from sanxiang.lines.player.media import TwinMedia
from sanxiang.lines.spool import SpoolFull
from sanxiang.lines.switchboard.tests.desk import (
    A,
    B,
    a_twin,
    arrival,
    code,
    names,
    profile,
    state,
    talking,
    told,
    with_staff,
)


async def test_a_full_disk_stops_no_call_and_is_said_once():
    twin = await with_staff(A)
    twin.sink.fault = SpoolFull("full")
    call = await talking(twin)
    await twin.hold(A, call)
    await twin.hang_up(call)
    assert names(twin, call)[-3:] == ["held", "hung_up", "ended"]
    assert [alarm["what"] for alarm in told(twin, A, "alarm")] == ["disk_full"]
    twin.sink.fault = None
    await twin.ready(A)
    twin.sink.fault = SpoolFull("full")
    await twin.not_ready(A, "break")
    assert len(told(twin, A, "alarm")) == 2


async def test_another_fault_of_the_disk_stops_no_call_either():
    twin = await with_staff(A)
    twin.sink.fault = OSError(5, "Input/output error")
    call = await twin.offer(arrival())
    await twin.answer(A, call)
    assert twin.media.hears(f"customer:{call}") == {f"staff:{A}"}
    assert [alarm["what"] for alarm in told(twin, A, "alarm")] == ["spool"]


async def test_a_call_that_can_not_be_recorded_goes_on_with_an_alarm():
    twin = await with_staff(A)
    twin.media.full = True
    call = await talking(twin)
    assert names(twin, call) == ["offered", "alerting", "answered"]
    assert twin.media.hears(f"customer:{call}") == {f"staff:{A}"}
    assert told(twin, A, "alarm")[-1]["what"] == "recorder"
    alarms = [one for one in twin.sink.records if one["stream"] == "alarm"]
    assert [(one["what"], one["call"]) for one in alarms] == [("recorder", call)]
    twin.media.full = False
    await twin.record(call)
    await twin.record(call)
    assert names(twin, call).count("recording") == 1
    await twin.hang_up(call)
    assert twin.events(call)[-1].data["recorded"]["ok"]


async def test_a_recording_that_is_not_whole_raises_the_alarm():
    twin = await with_staff(A)
    call = await talking(twin)
    twin.media.tapes.clear()
    await twin.hang_up(call)
    assert told(twin, A, "alarm")[-1]["what"] == "recorder"
    assert twin.events(call)[-1].data["recorded"] == {
        "seconds": 0.0,
        "bytes": 0,
        "ok": False,
        "reason": "missing",
    }


@pytest.mark.parametrize("jump_s", [-7200, 7200])
async def test_a_clock_set_anew_changes_no_stretch_of_a_call(jump_s):
    twin = await with_staff(A)
    call = await twin.offer(arrival())
    await twin.wait(3)
    twin.clock.at += timedelta(seconds=jump_s)
    await twin.answer(A, call)
    await twin.wait(60)
    await twin.hang_up(call)
    lived = state(twin, call)
    assert (lived.ring_s, lived.lasted_s) == (pytest.approx(3, abs=0.02), pytest.approx(60, abs=0.02))
    assert lived.anomalies == ()
    again = await twin.offer(arrival())
    assert (twin.events(again)[0].at - lived.ended_at).total_seconds() == pytest.approx(jump_s, abs=1)


async def test_an_asker_who_goes_away_leaves_no_half_done_work():
    twin = await with_staff(A)
    call = await twin.offer(arrival())
    asked = asyncio.create_task(twin.answer(A, call))
    await asyncio.sleep(0)
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    for _ in range(20):
        await asyncio.sleep(0)
    assert twin.core.calls[call].call == state(twin, call)
    assert state(twin, call).staff == A
    assert twin.core.agents[A].presence == "busy"


async def test_a_part_of_the_media_that_fails_lets_everybody_go_all_the_same(caplog, monkeypatch):
    twin = await with_staff(A)
    call = await talking(twin)

    def broken(media, call):
        raise KeyError(call)

    monkeypatch.setattr(TwinMedia, "stop_recording", broken)
    await twin.hang_up(call)
    assert "could not be carried out" in caplog.text
    assert twin.core.agents[A].presence == "wrapup"
    assert f"customer:{call}" in twin.media.dropped
    assert names(twin, call)[-1] == "ended"


async def test_going_down_in_order_ends_calls_and_signs_everybody_off():
    twin = await with_staff(A, B)
    one, two = await talking(twin), await twin.offer(arrival())
    await twin.close()
    for call in (one, two):
        assert names(twin, call)[-2:] == ["hung_up", "ended"]
        assert (state(twin, call).why, state(twin, call).wants_callback) == ("shutdown", True)
        assert twin.screens.callers[call][-1]["callback"]
    assert [twin.agent_events(staff)[-1][0] for staff in (A, B)] == ["agent_logged_off"] * 2


async def test_recovery_dates_the_end_by_what_was_still_recorded():
    twin = await with_staff(A)
    call = await talking(twin)
    answered = state(twin, call).answered_at
    records = [*twin.sink.records, {"stream": "call", "event": "nonsense", "call": call, "at": "never"}]
    again = a_twin()
    closed = await again.recover(records, lambda one: answered + timedelta(seconds=42))
    assert closed == [call]
    records += again.sink.records
    again = a_twin()
    assert await again.recover(records) == []
    ended = [one for one in records if one["stream"] == "call"][-1]
    assert (ended["event"], ended["at"][:23]) == (
        "ended",
        (answered + timedelta(seconds=42)).isoformat()[:23],
    )


async def test_recovery_only_ends_a_call_whose_hang_up_is_written():
    twin = await with_staff(A)
    call = await talking(twin)
    await twin.hang_up(call)
    again = a_twin()
    await again.recover([one for one in twin.sink.records if one["event"] != "ended"])
    assert [one["event"] for one in again.sink.records] == ["ended", "agent_logged_off"]


async def test_a_lost_operator_whose_colleague_still_rings():
    twin = await with_staff(A, B, consult_for_s=60.0)
    call = await talking(twin)
    await twin.consult(A, call, B)
    await twin.screen_gone(A, f"tab-{A}")
    await twin.wait(20.5)
    assert names(twin, call)[-3:] == ["consult_failed", "queued", "alerting"]
    assert state(twin, call).alerting == B
    assert told(twin, B, "ring")[-1]["consult_from"] is None
    assert A not in twin.core.agents


async def test_an_operator_whose_voice_alone_is_lost_is_set_not_ready():
    twin = await with_staff(A)
    call = await talking(twin)
    await twin.voice_lost(f"staff:{A}")
    await twin.wait(20.5)
    assert state(twin, call).status == "queued"
    assert twin.agent_events(A)[-1] == ("agent_not_ready", "lost")
    assert twin.core.agents[A].call is None
    await twin.ready(A)
    assert state(twin, call).alerting == A


async def test_an_idle_operator_who_stays_away_is_signed_off():
    twin = await with_staff(A)
    await twin.screen_gone(A, f"tab-{A}")
    await twin.wait(19)
    assert A in twin.core.agents
    await twin.wait(2)
    assert A not in twin.core.agents
    assert twin.agent_events(A)[-1][0] == "agent_logged_off"
    assert await code(_ready(twin)) == "absent"


async def _ready(twin):
    await twin.ready(A)


async def test_the_later_of_two_tabs_takes_over():
    twin = await with_staff(A)
    call = await talking(twin)
    state_then = await twin.sign_in(profile(A), "tab-2")
    assert twin.screens.replaced == [(A, f"tab-{A}")]
    assert state_then["call"]["id"] == call
    await twin.screen_gone(A, f"tab-{A}")
    await twin.wait(25)
    assert state(twin, call).staff == A


async def test_losses_of_parties_nobody_knows_change_nothing():
    twin = await with_staff(A)
    for party in ("staff:8999", "customer:nobody", f"staff:{A}"):
        await twin.voice_lost(party)
        await twin.voice_back(party)
    await twin.screen_gone("8999", "tab")
    assert twin.core.agents[A].presence == "ready"


async def test_a_call_that_ends_while_the_line_goes_down_ends_once():
    twin = await with_staff(A, B)
    one, two = await talking(twin, A), await talking(twin, B)
    await asyncio.gather(twin.close(), twin.hang_up(two), twin.hang_up(one))
    for call in (one, two):
        assert names(twin, call).count("hung_up") == names(twin, call).count("ended") == 1
        assert state(twin, call).anomalies == ()
