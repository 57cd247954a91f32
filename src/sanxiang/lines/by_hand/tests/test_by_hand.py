"""Calls kept by keys, over the real registers and over a list of events."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from asgiref.sync import async_to_sync

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain.lines import add_line
from sanxiang.desk.contacts.events import Event, Record, event_of
from sanxiang.desk.contacts.ports import Arrival, RequestRefused
from sanxiang.kernel.clock import FixedClock
from sanxiang.lines.by_hand import ByHand, register_history, register_sink
from sanxiang.office.people import queries as people
from sanxiang.office.people.domain import add_site, add_staff

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Kept:
    """A sink and history in memory."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    async def write(self, record: Record) -> None:
        self.records.append(record)

    async def of(self, call: str) -> Sequence[Event]:
        return [event_of(dict(one)) for one in self.records if one.get("call") == call]

    def names(self) -> list[str]:
        return [str(one["event"]) for one in self.records]


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def phone(kept: Kept) -> ByHand:
    return ByHand(kept, kept.of, FixedClock(AT))


def arrival(**given: object) -> Arrival:
    plain = {"line": "general", "cycle_s": 5.0, "ring_for_s": 15.0, "give_up_s": 60.0}
    return Arrival(**{**plain, **given})  # type: ignore[arg-type]


async def test_a_call_from_ring_to_hang_up(kept: Kept, phone: ByHand) -> None:
    call = await phone.ring("8001", arrival(phone="13800138000"))
    await phone.answer("8001", call)
    await phone.hold("8001", call)
    await phone.retrieve("8001", call)
    await phone.hang_up(call)
    assert kept.names() == ["offered", "alerting", "answered", "held", "retrieved", "hung_up", "ended"]
    assert (await phone.state(call)).hung_up_by == "customer"
    assert kept.records[0]["exchange"] == "by_hand"
    assert len({record["eid"] for record in kept.records}) == 7


@pytest.mark.parametrize("key", ["answer", "hold", "retrieve", "mute", "hang_up"])
async def test_a_key_that_cannot_be_true_is_refused_and_not_written(
    kept: Kept, phone: ByHand, key: str
) -> None:
    call = await phone.ring("8001", arrival())
    await phone.hang_up(call)
    before = len(kept.records)
    with pytest.raises(RequestRefused) as refused:
        if key == "hang_up":
            await phone.hang_up(call, "8001")
        else:
            await getattr(phone, key)("8001", call)
    assert refused.value.code == "gone"
    assert len(kept.records) == before


async def test_two_operators_answer_one_call(phone: ByHand) -> None:
    call = await phone.ring("8001", arrival())
    await phone.answer("8002", call)
    with pytest.raises(RequestRefused) as refused:
        await phone.answer("8001", call)
    assert refused.value.code == "taken"
    with pytest.raises(RequestRefused):
        await phone.hold("8001", call)


async def test_holding_twice_is_refused(kept: Kept, phone: ByHand) -> None:
    call = await phone.ring("8001", arrival())
    await phone.answer("8001", call)
    await phone.hold("8001", call)
    with pytest.raises(RequestRefused):
        await phone.hold("8001", call)
    assert kept.names().count("held") == 1


async def test_an_attended_transfer_needs_the_operators_word(kept: Kept, phone: ByHand) -> None:
    call = await phone.ring("8001", arrival())
    await phone.answer("8001", call)
    await phone.consult("8001", call, "8002")
    with pytest.raises(RequestRefused) as refused:
        await phone.complete("8001", call)
    assert refused.value.code == "not_heard"
    await phone.join("8001", call)
    await phone.complete("8001", call, confirmed=True)
    assert kept.names()[3:] == ["held", "consulted", "consult_answered", "retrieved", "transferred"]
    state = await phone.state(call)
    assert (state.staff, state.first_staff, state.anomalies) == ("8002", "8001", ())


async def test_a_colleague_who_is_not_there(phone: ByHand) -> None:
    call = await phone.ring("8001", arrival())
    await phone.answer("8001", call)
    await phone.consult("8001", call, "8002")
    await phone.cancel_consult("8001", call)
    state = await phone.state(call)
    assert (state.consults[0].result, state.status) == ("no_answer", "held")


async def test_calling_out(phone: ByHand) -> None:
    call = await phone.dial(arrival(phone="13800138000", callback="c-1"))
    state = await phone.state(call)
    assert (state.direction, state.called, state.caller) == ("out", "13800138000", None)
    await phone.hang_up(call, "8001")
    assert (await phone.state(call)).why == "no_answer"


@pytest.mark.parametrize("verb", ["play", "record"])
async def test_an_ordinary_phone_neither_plays_nor_records(phone: ByHand, verb: str) -> None:
    call = await phone.ring("8001", arrival())
    with pytest.raises(RequestRefused) as refused:
        await (phone.play(call, "hold") if verb == "play" else phone.record(call))
    assert refused.value.code == "not_allowed"


@pytest.mark.django_db
def test_the_register_has_the_row_and_the_return_call() -> None:
    site = add_site(name="阳光花园", company="三响物业", desk_name="阳光花园客服中心", at=AT)
    add_line(site=site.pk, key="general", name="服务热线", at=AT)
    add_staff(number="8001", name="李静", role="operator", site=site.pk, password="Sunny-Desk-8", at=AT)
    clock = FixedClock(AT)
    phone = ByHand(register_sink(), register_history, clock)

    call = async_to_sync(phone.ring)("8001", arrival(site=site.pk, phone="13800138000"))
    clock.advance(6.0)
    async_to_sync(phone.answer)("8001", call)
    clock.advance(60.0)
    async_to_sync(phone.hang_up)(call)
    row = queries.contact_of_call(call)
    assert row is not None
    assert (row.rings, row.talk_s, row.hung_up_by, row.exchange) == (2, 60.0, "customer", "by_hand")

    missed = async_to_sync(phone.ring)("8001", arrival(site=site.pk, phone="13900139000"))
    clock.advance(20.0)
    async_to_sync(phone.hang_up)(missed)
    assert [owed.number for owed in queries.open_callbacks(site.pk)] == ["13900139000"]

    async_to_sync(phone.ready)("8001")
    assert people.present_states(site.pk)[0].state == "ready"
