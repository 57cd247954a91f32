"""Parties that vanish, a line that is killed, more callers than it can carry."""

from tests.contract.harness import ExchangeHarness, scenario
from tests.contract.telling import (
    A,
    B,
    C,
    last,
    names,
    phase,
    presence,
    ready,
    rings_at,
    state,
    talking,
    well_told,
)


@scenario("queue", "vanish", "voice", "screens")
async def an_operator_vanishes_and_comes_back(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    before = names(h, call)
    await h.lose(f"staff:{A}")
    await h.until(lambda: phase(h, call)["why"] == "reconnecting")
    assert phase(h, call)["phase"] == "held"
    assert h.hears(f"customer:{call}") == "hold"
    await h.wait(h.times.reconnect_s / 2)
    state_then = await h.come_back(A)
    assert state_then["call"]["id"] == call
    assert state_then["presence"]["state"] == "busy"
    await h.until(lambda: phase(h, call)["phase"] == "connected")
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}
    await h.wait(h.times.reconnect_s + h.times.moment_s)
    assert names(h, call) == before
    assert await h.ask("hold", A, call) is None


@scenario("queue", "hold", "vanish", "voice")
async def a_caller_on_hold_stays_on_hold_when_the_operator_comes_back(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    assert await h.ask("hold", A, call) is None
    await h.lose(f"staff:{A}")
    await h.come_back(A)
    assert h.hears(f"customer:{call}") == "hold"
    assert await h.ask("retrieve", A, call) is None
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}


@scenario("queue", "vanish", "screens")
async def a_caller_whose_operator_is_lost_goes_before_the_others(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    waiting = await h.call()
    await h.lose(f"staff:{A}")
    await h.until(lambda: state(h, call).status == "queued", within=h.times.reconnect_s + 2)
    assert last(h, call, "queued")["why"] == "vanished"
    await h.until(lambda: h.agent_events(A)[-1][0] == "agent_logged_off")
    await ready(h, B)
    await rings_at(h, call, B)
    assert state(h, waiting).status == "queued"
    assert await h.ask("answer", B, call) is None
    assert (state(h, call).staff, state(h, call).first_staff) == (B, A)


@scenario("queue", "vanish", "screens")
async def a_caller_whose_operator_is_lost_for_good_is_rung_back(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    await h.lose(f"staff:{A}")
    within = h.times.reconnect_s + h.times.give_up_s + 3
    await h.until(lambda: phase(h, call)["phase"] == "ended", within=within)
    assert (phase(h, call)["why"], phase(h, call)["callback"]) == ("vanished", True)
    assert state(h, call).wants_callback


@scenario("queue", "consult", "vanish", "voice")
async def a_colleague_on_the_call_takes_it_from_a_lost_operator(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await talking(h)
    assert await h.ask("consult", A, call, B) is None
    assert await h.ask("answer", B, call) is None
    await h.lose(f"staff:{A}")
    await h.until(lambda: "transferred" in names(h, call), within=h.times.reconnect_s + 2)
    assert not last(h, call, "transferred")["attended"]
    assert state(h, call).staff == B
    assert h.hears(f"customer:{call}") == {f"staff:{B}"}


@scenario("queue", "consult", "vanish")
async def a_lost_operator_does_not_leave_a_colleague_ringing(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await talking(h)
    assert await h.ask("consult", A, call, B) is None
    await h.lose(f"staff:{A}")
    await h.until(lambda: state(h, call).alerting == B, within=h.times.reconnect_s + 2)
    assert "consult_failed" in names(h, call)
    assert await h.ask("answer", B, call) is None


@scenario("queue", "consult", "vanish", "voice")
async def a_lost_colleague_returns_the_caller_to_the_operator(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await talking(h)
    assert await h.ask("consult", A, call, B) is None
    assert await h.ask("answer", B, call) is None
    await h.lose(f"staff:{B}")
    await h.until(lambda: state(h, call).status == "connected", within=h.times.reconnect_s + 2)
    assert last(h, call, "consult_failed")["reason"] == "failed"
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}


@scenario("queue", "vanish", "screens")
async def a_lost_caller_ends_the_call_and_is_rung_back(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    await h.lose(f"customer:{call}")
    await h.until(lambda: presence(h, A) == "wrapup")
    hang_up = last(h, call, "hung_up")
    assert (hang_up["by"], hang_up["why"]) == ("system", "watchdog")
    assert state(h, call).wants_callback


@scenario("queue", "vanish", "screens")
async def a_reloaded_page_shows_what_rings(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await h.call()
    await rings_at(h, call, A)
    await h.lose(f"staff:{A}")
    state_then = await h.come_back(A)
    assert state_then["ring"]["call"] == call
    assert state_then["call"] is None
    assert await h.ask("answer", A, call) is None


@scenario("queue", "vanish")
async def what_rings_at_a_lost_operator_rings_on_elsewhere_at_once(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    await h.lose(f"staff:{A}")
    await rings_at(h, call, B, within=1.0)


@scenario("queue", "vanish")
async def nobody_is_offered_a_call_while_away(h: ExchangeHarness) -> None:
    await ready(h, A)
    await h.lose(f"staff:{A}")
    call = await h.call()
    await h.wait(h.times.moment_s)
    assert state(h, call).status == "queued"
    await h.come_back(A)
    await rings_at(h, call, A)


@scenario("queue", "hold", "recover")
async def a_killed_line_closes_its_books(h: ExchangeHarness) -> None:
    await ready(h, A, B, C)
    held, other = await talking(h, A), await talking(h, B)
    ringing = await h.call()
    await rings_at(h, ringing, C)
    assert await h.ask("hold", A, held) is None
    await h.caller_hangs_up(other)
    told_before = names(h, other)
    await h.wait(h.times.moment_s)
    await h.crash()
    assert names(h, other) == told_before
    for call in (held, ringing):
        assert names(h, call)[-2:] == ["hung_up", "ended"]
        assert (last(h, call, "hung_up")["by"], last(h, call, "hung_up")["why"]) == ("system", "shutdown")
        assert state(h, call).wants_callback
        well_told(h.events(call))
    assert [h.agent_events(staff)[-1][0] for staff in (A, B, C)] == ["agent_logged_off"] * 3
    before = [names(h, call) for call in (held, ringing, other)]
    await h.crash()
    assert [names(h, call) for call in (held, ringing, other)] == before
    await ready(h, A)
    await talking(h, A)


@scenario("queue", "limit", "screens")
async def one_caller_too_many_waits_for_a_place_with_a_word(h: ExchangeHarness) -> None:
    await ready(h, A)
    calls = [await h.call() for _ in range(h.times.max_calls)]
    await rings_at(h, calls[0], A)
    assert await h.ask("answer", A, calls[0]) is None
    over = await h.call()
    await ready(h, B, C)
    await rings_at(h, calls[1], B)
    assert last(h, over, "queued")["word"] == "full"
    assert (phase(h, over)["phase"], phase(h, over)["why"]) == ("queued", "full")
    lift = await h.call(emergency=True)
    assert await h.ask("answer", B, calls[1]) is None
    await h.caller_hangs_up(lift)
    await h.caller_hangs_up(calls[2])
    await h.until(lambda: phase(h, over)["why"] is None)
    await rings_at(h, over, C)


@scenario("queue", "limit", "screens")
async def a_caller_who_never_got_a_place_is_rung_back(h: ExchangeHarness) -> None:
    for _ in range(h.times.max_calls):
        await h.call(emergency=True)
    over = await h.call()
    await h.until(lambda: phase(h, over)["phase"] == "ended", within=h.times.give_up_s + 3)
    assert (phase(h, over)["why"], phase(h, over)["callback"]) == ("queue_full", True)
