"""What callers hear and see, and how they wait."""

from sanxiang.lines.switchboard.tests.desk import (
    A,
    B,
    C,
    arrival,
    code,
    names,
    profile,
    state,
    talking,
    told,
    with_staff,
)


async def test_the_notice_comes_before_the_ringing():
    twin = await with_staff(A)
    call = await twin.offer(arrival())
    assert twin.media.played == [(f"customer:{call}", "notice")]
    assert twin.media.hears(f"customer:{call}") == "ringback"


async def test_the_row_holds_all_that_the_link_told():
    twin = await with_staff()
    call = await twin.offer(
        arrival(site=1, place="3栋", unit=12, link=5, caller_name="王", phone="138", callback="b-1")
    )
    data = twin.events(call)[0].data
    told_ = {
        name: data[name] for name in ("site", "place", "unit", "link", "caller_name", "from", "callback")
    }
    assert told_ == {
        "site": 1,
        "place": "3栋",
        "unit": 12,
        "link": 5,
        "caller_name": "王",
        "from": "138",
        "callback": "b-1",
    }
    assert (data["direction"], data["to"], data["exchange"], data["cycle_s"]) == ("in", None, "player", 5.0)


async def test_a_caller_whom_nobody_answers_hears_it_before_the_leg_is_closed():
    twin = await with_staff()
    call = await twin.offer(arrival(give_up_s=5.0))
    await twin.wait(6)
    assert twin.media.played[-1] == (f"customer:{call}", "ring_back_later")
    assert f"customer:{call}" not in twin.media.dropped
    await twin.wait(6)
    assert f"customer:{call}" in twin.media.dropped
    assert twin.core.calls == {}


async def test_a_caller_who_is_lost_for_good_has_the_leg_closed():
    twin = await with_staff(A)
    call = await talking(twin)
    await twin.voice_lost(f"customer:{call}")
    await twin.wait(2)
    assert state(twin, call).ended_at is None
    await twin.wait(2)
    assert f"customer:{call}" in twin.media.dropped


async def test_a_page_that_is_loaded_anew_has_as_long_again_for_its_voice():
    twin = await with_staff(A)
    call = await talking(twin, session="page-1")
    twin.caller_gone(call)
    await twin.voice_lost(f"customer:{call}")
    await twin.wait(2)
    assert twin.call_of("page-1") == call
    await twin.wait(2)
    await twin.voice_back(f"customer:{call}")
    await twin.wait(10)
    assert state(twin, call).status == "connected"


async def test_a_callers_page_that_comes_back_finds_its_call():
    twin = await with_staff(A)
    call = await twin.offer(arrival(), "page-1")
    twin.caller_gone(call)
    await twin.wait(3)
    before = len(twin.screens.callers[call])
    assert twin.call_of("page-1") == call
    assert len(twin.screens.callers[call]) == before + 1
    await twin.wait(10)
    assert state(twin, call).ended_at is None
    assert twin.call_of("page-2") is None
    assert twin.call_of("") is None


async def test_a_callers_page_that_stays_away_ends_the_call():
    twin = await with_staff(A)
    call = await twin.offer(arrival(), "page-1")
    twin.caller_gone(call)
    await twin.wait(6)
    assert (state(twin, call).why, state(twin, call).wants_callback) == ("vanished", True)
    assert twin.call_of("page-1") is None


async def test_callers_in_the_queue_hear_where_they_stand():
    twin = await with_staff()
    calls = [await twin.offer(arrival(give_up_s=100.0)) for _ in range(8)]
    heard = [(f"customer:{call}", "notice") for call in calls]
    assert twin.media.played == heard
    await twin.wait(20.5)
    words = ["all_busy", "queue_1", "queue_2", "queue_3", "queue_4", "queue_5", "queue_many", "queue_many"]
    assert [name for _, name in twin.media.played[8:]] == words
    assert twin.media.hears(f"customer:{calls[0]}") == "ringback"
    await twin.hang_up(calls[0])
    await twin.wait(20)
    assert twin.media.played[16] == (f"customer:{calls[1]}", "all_busy")


async def test_a_site_may_keep_silent_in_the_queue():
    twin = await with_staff(queue_word_s=0.0)
    call = await twin.offer(arrival())
    await twin.wait(50)
    assert twin.media.played == [(f"customer:{call}", "notice")]


async def test_prompts_are_for_those_who_wait():
    twin = await with_staff(A)
    call = await twin.offer(arrival())
    await twin.play(call, "queue")
    assert twin.media.played[-1] == (f"customer:{call}", "queue")
    await twin.answer(A, call)
    assert await code(twin.play(call, "queue")) == "not_allowed"
    await twin.hold(A, call)
    await twin.play(call, "transfer")
    assert twin.media.played[-1][1] == "transfer"
    waiting = await twin.offer(arrival())
    assert await code(twin.record(waiting)) == "not_allowed"


async def test_fewer_places_leave_calls_that_go_on_alone():
    twin = await with_staff(A, B, max_calls=2)
    one, two = await talking(twin, A), await talking(twin, B)
    twin.limit(1)
    three = await twin.offer(arrival())
    assert not twin.admitted(three)
    await twin.hang_up(one)
    assert not twin.admitted(three)
    await twin.hang_up(two)
    assert twin.admitted(three)
    assert not twin.admitted("no-such-call")


async def test_a_caller_is_led_to_a_speaker_of_their_language():
    twin = await with_staff(A)
    await twin.sign_in(profile(B, languages=frozenset({"yue"})), "tab")
    await twin.ready(B)
    call = await twin.offer(arrival(language="yue"))
    assert state(twin, call).alerting == B
    other = await twin.offer(arrival(language=""))
    assert state(twin, other).alerting == A


async def test_an_operator_without_wrap_up_is_ready_at_once():
    twin = await with_staff(A, wrapup_s=0.0)
    call = await talking(twin)
    await twin.hang_up(call)
    assert twin.core.agents[A].presence == "ready"


async def test_pressing_ready_ends_the_wrap_up():
    twin = await with_staff(A)
    call = await talking(twin)
    await twin.not_ready(A, "break")
    await twin.ready(A)
    await twin.hang_up(call, staff=A)
    assert twin.core.agents[A].presence == "wrapup"
    await twin.ready(A)
    await twin.not_ready(A, "training")
    await twin.wait(40)
    assert twin.core.agents[A].presence == "not_ready"
    assert twin.agent_events(A)[-1] == ("agent_not_ready", "training")


async def test_nobody_signs_out_of_a_call():
    twin = await with_staff(A)
    call = await talking(twin)
    assert await code(twin.sign_out(A)) == "busy"
    await twin.hang_up(call)
    await twin.sign_out(A)
    assert await code(_hold(twin, call)) == "absent"


async def _hold(twin, call):
    await twin.hold(A, call)


async def test_the_board_shows_who_waits_and_who_is_there():
    twin = await with_staff(A, B)
    await twin.offer(arrival())
    board = told(twin, B, "board")[-1]
    assert board["waiting"] == 1
    assert board["agents"] == [
        {"staff": A, "name": A, "state": "ringing"},
        {"staff": B, "name": B, "state": "ready"},
    ]


async def test_not_ready_while_a_consultation_rings_declines_it():
    twin = await with_staff(A, B, C)
    call = await talking(twin)
    await twin.consult(A, call, B)
    await twin.not_ready(B, "counter")
    assert names(twin, call)[-2:] == ["consult_failed", "retrieved"]
    assert twin.core.agents[B].presence == "not_ready"
