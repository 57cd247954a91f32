"""What even an ordinary phone can do: ring, be answered, hold, hand over, hang up."""

from tests.contract.harness import ExchangeHarness, scenario
from tests.contract.telling import A, B, last, names, ready, rings_at, state


async def answered(h: ExchangeHarness) -> str:
    await ready(h, A)
    await h.sign_in(B)
    call = await h.call(name="王小姐")
    await rings_at(h, call, A)
    assert await h.ask("answer", A, call) is None
    return call


@scenario()
async def ring_answer_and_the_caller_hangs_up(h: ExchangeHarness) -> None:
    call = await answered(h)
    await h.wait(h.times.moment_s)
    await h.caller_hangs_up(call)
    told = [name for name in names(h, call) if name != "recording"]
    assert told == ["offered", "alerting", "answered", "hung_up", "ended"]
    offered = h.events(call)[0].data
    assert (offered["line"], offered["direction"], offered["caller_name"]) == ("general", "in", "王小姐")
    assert (last(h, call, "hung_up")["by"], state(h, call).wants_callback) == ("customer", False)
    assert state(h, call).lasted_s is not None


@scenario()
async def the_operator_hangs_up(h: ExchangeHarness) -> None:
    call = await answered(h)
    assert await h.ask("hang_up", A, call) is None
    assert last(h, call, "hung_up")["by"] == "staff"
    assert await h.ask("hang_up", A, call) == "gone"


@scenario()
async def an_unanswered_call_is_owed_a_call_back(h: ExchangeHarness) -> None:
    await ready(h, A)
    call = await h.call()
    await rings_at(h, call, A)
    await h.caller_hangs_up(call)
    assert names(h, call) == ["offered", "alerting", "hung_up", "ended"]
    assert state(h, call).missed
    assert await h.ask("answer", A, call) == "gone"


@scenario()
async def a_call_is_answered_once(h: ExchangeHarness) -> None:
    call = await answered(h)
    assert await h.ask("answer", B, call) == "taken"
    assert names(h, call).count("answered") == 1
    assert state(h, call).staff == A


@scenario("hold", "mute")
async def hold_and_mute_are_stretches(h: ExchangeHarness) -> None:
    call = await answered(h)
    assert await h.ask("retrieve", A, call) == "not_allowed"
    assert await h.ask("hold", A, call) is None
    assert await h.ask("hold", A, call) == "not_allowed"
    await h.wait(h.times.moment_s)
    assert await h.ask("hold", B, call) == "not_allowed"
    assert await h.ask("retrieve", A, call) is None
    assert await h.ask("mute", A, call) is None
    await h.wait(h.times.moment_s)
    assert await h.ask("unmute", A, call) is None
    assert await h.ask("hang_up", A, call) is None
    for stretch in (state(h, call).held_s, state(h, call).muted_s):
        assert h.times.moment_s - 0.02 <= stretch <= h.times.moment_s + 0.5


@scenario("consult")
async def a_caller_is_handed_to_a_colleague(h: ExchangeHarness) -> None:
    call = await answered(h)
    assert await h.ask("ready", B) is None
    assert await h.ask("join", A, call) == "not_allowed"
    assert await h.ask("consult", A, call, B) is None
    assert state(h, call).status == "consulting"
    assert await h.ask("answer", B, call) is None
    assert await h.ask("join", A, call) is None
    assert state(h, call).status == "conference"
    assert await h.ask("complete", A, call) == "not_heard"
    assert await h.ask("complete", A, call, confirmed=True) is None
    assert (state(h, call).staff, state(h, call).first_staff) == (B, A)
    assert await h.ask("hang_up", A, call) == "not_allowed"
    assert await h.ask("hang_up", B, call) is None
    assert [one.result for one in state(h, call).consults] == ["transferred"]


@scenario("consult")
async def a_colleague_who_declines_is_on_record(h: ExchangeHarness) -> None:
    call = await answered(h)
    assert await h.ask("ready", B) is None
    assert await h.ask("consult", A, call, B) is None
    assert await h.ask("decline", B, call) is None
    assert last(h, call, "consult_failed")["reason"] == "declined"
    assert state(h, call).target is None
    assert await h.ask("complete", A, call, confirmed=True) == "not_allowed"
