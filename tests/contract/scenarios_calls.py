"""One caller, one operator: ring, answer, hold, mute, hang up; and who is asked next."""

import asyncio

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
    told,
)


@scenario("queue", "hold", "consult", "heard", "voice", "screens")
async def a_whole_call(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call(name="王小姐")
    customer, a, b = f"customer:{call}", f"staff:{A}", f"staff:{B}"
    await rings_at(h, call, A)
    await h.until(lambda: told(h, A, "ring").get("call") == call)
    ring = told(h, A, "ring")
    assert (ring["caller_name"], ring["place"], ring["consult_from"]) == ("王小姐", "3栋2单元1001", None)
    await h.until(lambda: phase(h, call).get("phase") == "ringing")
    assert h.hears(customer) == "ringback"

    assert await h.ask("answer", A, call) is None
    await h.until(lambda: phase(h, call)["phase"] == "connected" and presence(h, A) == "busy")
    assert told(h, A, "ring_stop")["why"] == "answered"
    assert (h.hears(customer), h.hears(a)) == ({a}, {customer})

    assert await h.ask("hold", A, call) is None
    await h.until(lambda: phase(h, call)["phase"] == "held")
    assert (h.hears(customer), h.hears(a)) == ("hold", None)
    assert await h.ask("retrieve", A, call) is None
    assert (h.hears(customer), h.hears(a)) == ({a}, {customer})

    assert await h.ask("consult", A, call, B) is None
    await h.until(lambda: told(h, B, "ring").get("consult_from") == A)
    assert (h.hears(customer), h.hears(a)) == ("hold", "ringback")
    assert await h.ask("answer", B, call) is None
    await h.until(lambda: phase(h, call)["phase"] == "transferring")
    assert (h.hears(customer), h.hears(a), h.hears(b)) == ("hold", {b}, {a})

    assert await h.ask("join", A, call) is None
    assert h.hears(customer) == {a, b}
    assert h.hears(b) == {customer, a}
    await h.speak(customer)
    await h.speak(b)
    await h.until(lambda: told(h, A, "call")["call"]["heard"] == {"customer": True, "target": True})
    assert await h.ask("complete", A, call) is None
    assert (h.hears(customer), h.hears(b), h.hears(a)) == ({b}, {customer}, None)
    await h.until(lambda: presence(h, A) == "wrapup" and told(h, B, "call")["call"]["staff"] == B)

    await h.caller_hangs_up(call)
    await h.until(lambda: phase(h, call)["phase"] == "ended" and presence(h, B) == "wrapup")
    assert told(h, B, "call")["call"]["ended"] is not None
    assert (phase(h, call)["why"], phase(h, call)["callback"]) == ("caller_left", False)
    assert names(h, call) == [
        *("offered", "alerting", "answered", "recording", "held", "retrieved", "held", "consulted"),
        *("consult_answered", "retrieved", "transferred", "hung_up", "ended"),
    ]
    transfer = last(h, call, "transferred")
    assert (transfer["from"], transfer["target"], transfer["attended"]) == (A, B, True)
    assert transfer["heard"] == {"customer": True, "target": True}
    assert last(h, call, "ended")["recorded"]["ok"]
    assert [event for event, _ in h.agent_events(A)] == [
        *("agent_logged_on", "agent_ready", "agent_busy", "agent_working_after_call")
    ]
    await h.until(lambda: presence(h, A) == presence(h, B) == "ready", within=h.times.wrapup_s + 2)


@scenario("queue")
async def no_answer_goes_on_to_the_next(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    await rings_at(h, call, B, within=h.times.ring_for_s + 2)
    rung = [event for event in h.events(call) if event.event == "alerting"]
    waited = (rung[1].at - rung[0].at).total_seconds()
    assert h.times.ring_for_s <= waited <= h.times.ring_for_s + 0.5
    assert await h.ask("answer", B, call) is None
    assert names(h, call)[:4] == ["offered", "alerting", "alerting", "answered"]


@scenario("queue", "screens")
async def whoever_did_not_answer_goes_behind(h: ExchangeHarness) -> None:
    await ready(h, A, B, C)
    call = await h.call()
    await rings_at(h, call, A)
    await rings_at(h, call, B, within=h.times.ring_for_s + 2)
    await h.until(lambda: told(h, A, "ring_stop").get("why") == "no_answer" and presence(h, A) == "ready")
    again = await h.call()
    await rings_at(h, again, C)


@scenario("queue", "screens")
async def the_only_operator_rings_on_and_is_then_taken_off(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await h.call()
    await rings_at(h, call, A)
    await h.wait(h.times.ring_for_s + h.times.moment_s)
    assert state(h, call).alerting == A
    await h.until(lambda: presence(h, A) == "not_ready", within=h.times.ring_for_s + 2)
    assert h.agent_events(A)[-1] == ("agent_not_ready", "no_answer")
    assert state(h, call).status == "queued"


@scenario("queue")
async def an_operator_who_comes_free_relieves_one_who_does_not_answer(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await h.call()
    await rings_at(h, call, A)
    await h.wait(h.times.ring_for_s + h.times.moment_s)
    await ready(h, B)
    await rings_at(h, call, B)


@scenario("queue", "screens")
async def declining_rings_the_next_and_leaves_the_decliner_alone(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    assert await h.ask("decline", A, call) is None
    await rings_at(h, call, B)
    assert await h.ask("decline", B, call) is None
    await h.wait(h.times.moment_s)
    assert state(h, call).status == "queued"
    await h.until(lambda: presence(h, A) == "ready")
    await rings_at(h, call, A, within=h.times.ring_for_s + 2)
    assert await h.ask("decline", B, call) == "gone"


@scenario("queue", "screens")
async def a_caller_gives_up_while_it_rings(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await h.call()
    await rings_at(h, call, A)
    await h.caller_hangs_up(call)
    await h.until(lambda: told(h, A, "ring_stop").get("why") == "caller_left")
    await h.until(lambda: presence(h, A) == "ready" and phase(h, call)["phase"] == "ended")
    assert phase(h, call)["callback"]
    assert state(h, call).wants_callback
    assert (last(h, call, "hung_up")["by"], last(h, call, "hung_up")["why"]) == ("customer", "caller_left")
    assert await h.ask("answer", A, call) == "gone"


@scenario("queue", "screens")
async def nobody_there_is_said_and_a_call_back_is_owed(h: ExchangeHarness) -> None:
    first = await h.call()
    second = await h.call()
    await h.until(lambda: phase(h, second).get("position") == 2)
    assert phase(h, first)["position"] == 1
    assert phase(h, first)["phase"] == "queued"
    await h.until(lambda: phase(h, second)["phase"] == "ended", within=h.times.give_up_s + 3)
    assert (phase(h, first)["why"], phase(h, first)["callback"]) == ("no_answer", True)
    assert names(h, first) == ["offered", "queued", "hung_up", "ended"]
    assert last(h, first, "hung_up")["by"] == "system"
    assert state(h, first).wants_callback


@scenario("queue")
async def an_emergency_jumps_the_queue_and_is_never_given_up(h: ExchangeHarness) -> None:
    await h.sign_in(A)
    plain = await h.call()
    lift = await h.call(emergency=True)
    await h.wait(h.times.give_up_s + h.times.moment_s)
    assert state(h, plain).status == "ended"
    assert state(h, lift).status == "queued"
    late = await h.call()
    assert await h.ask("ready", A) is None
    await rings_at(h, lift, A)
    assert state(h, late).status == "queued"


@scenario("queue")
async def two_answers_at_once_have_one_winner(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    await rings_at(h, call, B, within=h.times.ring_for_s + 2)
    codes = await asyncio.gather(h.ask("answer", A, call), h.ask("answer", B, call))
    assert sorted(codes, key=str) == [None, "taken"]
    winner = A if codes[0] is None else B
    assert state(h, call).staff == winner
    assert names(h, call).count("answered") == 1


@scenario("queue")
async def only_certified_operators_are_asked(h: ExchangeHarness) -> None:
    await ready(h, A, lines=("repair",))
    call = await h.call()
    await h.wait(h.times.moment_s)
    assert state(h, call).status == "queued"
    await ready(h, B)
    await rings_at(h, call, B)


@scenario("queue", "screens")
async def first_come_first_served_as_operators_come_free(h: ExchangeHarness) -> None:
    await ready(h, A)
    one = await talking(h)
    two, three = await h.call(), await h.call()
    await h.until(lambda: phase(h, three).get("position") == 2)
    await h.caller_hangs_up(one)
    assert await h.ask("ready", A) is None
    await rings_at(h, two, A)
    await h.until(lambda: phase(h, three)["position"] == 1)
    await h.until(lambda: told(h, A, "board").get("waiting") == 2)


@scenario("queue", "screens")
async def not_ready_during_a_call_holds_from_its_end_on(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    assert await h.ask("not_ready", A, "meal") is None
    await h.wait(h.times.moment_s)
    assert presence(h, A) == "busy"
    await h.caller_hangs_up(call)
    await h.until(lambda: presence(h, A) == "not_ready")
    assert h.agent_events(A)[-1] == ("agent_not_ready", "meal")


@scenario("queue", "screens")
async def not_ready_while_it_rings_sends_the_ring_on(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    assert await h.ask("not_ready", A, "counter") is None
    await rings_at(h, call, B)
    await h.until(lambda: presence(h, A) == "not_ready")


@scenario("queue", "mute", "voice")
async def mute_is_heard_by_nobody_until_unmuted(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await talking(h)
    assert await h.ask("mute", A, call) is None
    assert h.hears(f"customer:{call}") == frozenset()
    assert await h.ask("mute", A, call) is None
    assert await h.ask("unmute", A, call) is None
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}
    assert await h.ask("mute", A, call) is None
    assert await h.ask("hang_up", A, call) is None
    assert names(h, call)[4:] == ["muted", "unmuted", "muted", "hung_up", "ended"]
    assert last(h, call, "hung_up")["by"] == "staff"
    assert not state(h, call).wants_callback
    assert await h.ask("ready", A) is None
    again = await talking(h)
    assert h.hears(f"customer:{again}") == {f"staff:{A}"}


@scenario("queue", "hold", "mute", "consult")
async def nobody_meddles_with_anothers_call(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await h.call()
    await rings_at(h, call, A)
    assert await h.ask("answer", B, call) == "not_allowed"
    assert await h.ask("hold", A, call) == "not_allowed"
    assert await h.ask("hang_up", A, call) == "not_allowed"
    assert await h.ask("answer", A, call) is None
    for verb in ("hold", "retrieve", "mute", "unmute", "join", "complete", "cancel_consult", "hang_up"):
        assert await h.ask(verb, B, call) == "not_allowed"
    assert await h.ask("consult", B, call, A) == "not_allowed"
    for verb in ("retrieve", "join", "complete", "cancel_consult", "answer"):
        assert await h.ask(verb, A, call) == "not_allowed"
    assert await h.ask("hold", A, call) is None
    assert await h.ask("hold", A, call) == "not_allowed"
    assert await h.ask("hang_up", A, call) is None
    for verb in ("answer", "hold", "hang_up", "join"):
        assert await h.ask(verb, A, call) == "gone"
    assert await h.ask("answer", A, "no-such-call") == "gone"
