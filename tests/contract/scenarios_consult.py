"""Asking a colleague, and handing a caller over."""

from tests.contract.harness import ExchangeHarness, scenario
from tests.contract.telling import A, B, C, last, names, presence, ready, rings_at, state, talking, told


async def consulting(h: ExchangeHarness) -> str:
    await ready(h, A, B)
    call = await talking(h)
    assert await h.ask("consult", A, call, B) is None
    await h.until(lambda: told(h, B, "ring").get("consult_from") == A)
    return call


async def back_with_the_caller(h: ExchangeHarness, call: str) -> None:
    """TRF-3: nobody stays on hold."""
    await h.until(lambda: state(h, call).status == "connected")
    assert names(h, call)[-2:] == ["consult_failed", "retrieved"]
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}
    await h.until(lambda: presence(h, B) == "ready")


@scenario("queue", "consult", "voice", "screens")
async def an_unanswered_consultation_returns_to_the_caller(h: ExchangeHarness) -> None:
    call = await consulting(h)
    await h.until(lambda: "consult_failed" in names(h, call), within=h.times.consult_for_s + 2)
    await back_with_the_caller(h, call)
    assert last(h, call, "consult_failed")["reason"] == "no_answer"
    assert await h.ask("answer", B, call) == "gone"


@scenario("queue", "consult", "voice", "screens")
async def a_declined_consultation_returns_to_the_caller(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("decline", B, call) is None
    await back_with_the_caller(h, call)
    assert last(h, call, "consult_failed")["reason"] == "declined"


@scenario("queue", "consult", "voice", "screens")
async def a_cancelled_consultation_returns_to_the_caller(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("hang_up", A, call) == "consulting"
    assert await h.ask("retrieve", A, call) == "not_allowed"
    assert await h.ask("complete", A, call, confirmed=True) == "not_allowed"
    assert await h.ask("cancel_consult", A, call) is None
    await back_with_the_caller(h, call)
    assert await h.ask("answer", B, call) == "gone"


@scenario("queue", "consult", "voice", "screens")
async def a_colleague_may_leave_the_consultation(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("answer", B, call) is None
    assert await h.ask("hang_up", A, call) == "consulting"
    assert await h.ask("hang_up", B, call) is None
    await back_with_the_caller(h, call)
    assert last(h, call, "consult_failed")["reason"] == "failed"


@scenario("queue", "consult", "voice", "screens")
async def a_colleague_may_leave_the_three(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("answer", B, call) is None
    assert await h.ask("join", A, call) is None
    assert await h.ask("join", A, call) == "not_allowed"
    assert await h.ask("hang_up", B, call) is None
    await h.until(lambda: state(h, call).status == "connected")
    assert h.hears(f"customer:{call}") == {f"staff:{A}"}


@scenario("queue", "consult", "screens")
async def the_caller_may_leave_at_any_moment(h: ExchangeHarness) -> None:
    call = await consulting(h)
    await h.caller_hangs_up(call)
    await h.until(lambda: presence(h, B) == "ready" and presence(h, A) == "wrapup")
    assert told(h, B, "ring_stop")["why"] == "caller_left"
    assert await h.ask("answer", B, call) == "gone"
    assert names(h, call)[-2:] == ["hung_up", "ended"]


@scenario("queue", "consult", "heard", "screens")
async def leaving_needs_both_heard_or_the_operators_word(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("answer", B, call) is None
    assert await h.ask("complete", A, call) == "not_heard"
    await h.speak(f"customer:{call}")
    assert await h.ask("join", A, call) is None
    assert await h.ask("complete", A, call) == "not_heard"
    await h.speak(f"staff:{B}")
    await h.until(lambda: told(h, A, "call")["call"]["heard"]["target"])
    assert await h.ask("complete", A, call) == "not_heard"
    assert await h.ask("complete", A, call, confirmed=True) is None
    assert last(h, call, "transferred")["heard"] == {"customer": False, "target": True}
    assert state(h, call).staff == B


@scenario("queue", "consult", "voice")
async def leaving_before_the_three_were_together_takes_the_caller_off_hold(h: ExchangeHarness) -> None:
    call = await consulting(h)
    assert await h.ask("answer", B, call) is None
    assert await h.ask("complete", A, call, confirmed=True) is None
    assert names(h, call)[-2:] == ["retrieved", "transferred"]
    assert h.hears(f"customer:{call}") == {f"staff:{B}"}
    assert await h.ask("hold", B, call) is None
    assert await h.ask("hold", A, call) == "not_allowed"


@scenario("queue", "consult")
async def who_can_not_be_consulted(h: ExchangeHarness) -> None:
    await ready(h, A, B)
    call = await talking(h)
    before = names(h, call)
    assert await h.ask("consult", A, call, A) == "not_allowed"
    assert await h.ask("consult", A, call, "8999") == "absent"
    await h.sign_in(C)
    assert await h.ask("consult", A, call, C) == "not_ready"
    other = await talking(h, B)
    assert await h.ask("consult", A, call, B) == "busy"
    assert names(h, call) == before
    await h.caller_hangs_up(other)


@scenario("queue", "consult", "screens")
async def a_consulted_colleague_is_not_offered_calls(h: ExchangeHarness) -> None:
    call = await consulting(h)
    waiting = await h.call()
    await h.wait(h.times.moment_s)
    assert state(h, waiting).status == "queued"
    assert await h.ask("decline", B, call) is None
    await rings_at(h, waiting, B)
