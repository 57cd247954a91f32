"""Days at the desk that nobody planned: whatever people press, whenever, the desk stays consistent."""

import asyncio
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanxiang.desk.contacts.call import CONSULTING, TALKING, Bridge, Play, Silence, fold, routing
from sanxiang.desk.contacts.ports import RequestRefused
from sanxiang.lines.switchboard.tests.desk import A, B, C, a_twin, arrival, profile

STAFF = (A, B, C)
staff = st.sampled_from(STAFF)
which = st.integers(0, 3)
VERBS = ("answer", "decline", "hold", "retrieve", "mute", "unmute", "join", "complete", "cancel_consult")

SENSIBLE = {
    "ringing": ("answer", "answer", "decline"),
    "connected": ("hold", "mute", "unmute", "consult", "consult", "hang_up"),
    "held": ("retrieve", "consult", "mute", "hang_up"),
    "consulting": ("cancel_consult",),
    "consult_talking": ("join", "join", "complete", "cancel_consult"),
    "conference": ("complete", "cancel_consult", "hold"),
}
"""What people do most of the time: what their screen offers."""

LIKELY = st.one_of(
    st.tuples(st.just("sensible"), st.integers(0, 99)),
    st.tuples(st.just("sensible"), st.integers(0, 99)),
    st.tuples(st.just("dial"), st.booleans()),
    st.tuples(st.just("ready"), staff),
)
UNLIKELY = st.one_of(
    st.tuples(st.just("wait"), st.sampled_from([0.3, 3.0, 11.0, 16.0, 21.0])),
    st.tuples(st.just("not_ready"), staff),
    st.tuples(st.just("own"), st.sampled_from([*VERBS, "hang_up"]), staff),
    st.tuples(st.just("press"), st.sampled_from(VERBS), staff, which),
    st.tuples(st.just("consult"), staff, staff),
    st.tuples(st.just("left"), which),
    st.tuples(st.just("voice_lost"), staff),
    st.tuples(st.just("voice_back"), staff),
    st.tuples(st.just("caller_lost"), which),
    st.tuples(st.just("gone"), staff),
    st.tuples(st.just("hello"), staff),
)
PRESSED = st.one_of(LIKELY, LIKELY, UNLIKELY)


class Day:
    def __init__(self):
        self.twin = a_twin(max_calls=3)
        self.calls = []

    async def begin(self):
        for one in STAFF:
            await self.twin.sign_in(profile(one), f"tab-{one}")
            await self.twin.ready(one)

    def call(self, number):
        return self.calls[-1 - number % len(self.calls)] if self.calls else "none"

    def call_of(self, one):
        agent = self.twin.core.agents.get(one)
        return (agent.call if agent else None) or "none"

    def work(self, action):
        kind, *rest = action
        return getattr(self, kind)(*rest)

    async def sensible(self, number):
        """One of the things that somebody's screen offers now."""
        offers = [
            (agent.staff, verb)
            for agent in self.twin.core.agents.values()
            for verb in SENSIBLE.get(self.shown(agent), ())
        ]
        if offers:
            one, verb = offers[number % len(offers)]
            if verb == "consult":
                await self.consult(one, STAFF[number % 3])
            else:
                await self.own(verb, one)

    def shown(self, agent):
        live = self.twin.core.calls.get(agent.call or "")
        if live is None or agent.presence == "ringing":
            return agent.presence
        return live.call.status

    async def wait(self, seconds):
        await self.twin.wait(seconds)

    async def ready(self, one):
        await self.asked("ready", one)

    async def not_ready(self, one):
        await self.asked("not_ready", one, "break")

    async def own(self, verb, one):
        await self.asked(verb, one, self.call_of(one))

    async def press(self, verb, one, number):
        await self.asked(verb, one, self.call(number))

    async def consult(self, one, target):
        await self.asked("consult", one, self.call_of(one), target)

    async def left(self, number):
        await self.asked("hang_up", None, self.call(number))

    async def voice_lost(self, one):
        await self.twin.voice_lost(f"staff:{one}")

    async def voice_back(self, one):
        await self.twin.voice_back(f"staff:{one}")

    async def caller_lost(self, number):
        await self.twin.voice_lost(f"customer:{self.call(number)}")

    async def gone(self, one):
        await self.twin.screen_gone(one, f"tab-{one}")

    async def hello(self, one):
        await self.twin.sign_in(profile(one), f"tab-{one}")

    async def dial(self, emergency):
        self.calls.append(await self.twin.offer(arrival(emergency=emergency)))

    async def asked(self, verb, one, *rest):
        try:
            if verb == "hang_up":
                await self.twin.hang_up(rest[0], one)
            elif verb == "complete":
                await self.twin.complete(one, *rest, confirmed=True)
            else:
                await getattr(self.twin, verb)(one, *rest)
        except RequestRefused:
            pass

    def check(self):
        for call in self.calls:
            written = fold(self.twin.events(call))
            assert written.anomalies == ()
            live = self.twin.core.calls.get(call)
            assert written.ended_at is not None if live is None else live.call == written
        for live in self.twin.core.going_on():
            self.check_call(live)
        for agent in self.twin.core.agents.values():
            self.check_agent(agent)

    def check_call(self, live):
        agents, call = self.twin.core.agents, live.call
        on_it = [one for one in (call.staff, call.target, call.alerting) if one]
        assert [agents[one].call for one in on_it] == [live.id] * len(on_it)
        assert {one.staff for one in agents.values() if one.call == live.id} == set(on_it)
        assert live.asked is None
        if call.status in TALKING and not live.lost:
            self.check_ears(live)

    def check_ears(self, live):
        """Everybody hears whom the state says."""
        for command in routing(live.call):
            if isinstance(command, Play):
                assert self.twin.media.hears(command.party) == command.name
            elif isinstance(command, Silence):
                assert self.twin.media.hears(command.party) is None
            elif isinstance(command, Bridge):
                for party in command.parties:
                    assert self.twin.media.bridges[party] == frozenset(command.parties)

    def check_agent(self, agent):
        live = self.twin.core.calls.get(agent.call or "")
        assert (live is not None) == (agent.presence in ("ringing", "busy"))
        if live is not None:
            assert not live.over
            rings = live.call.alerting == agent.staff or (
                live.call.status == "consulting" and live.call.target == agent.staff
            )
            assert (agent.presence == "ringing") == rings
            if agent.presence == "busy":
                assert agent.staff in (live.call.staff, live.call.target)
                assert agent.staff != live.call.target or live.call.status in CONSULTING

    def check_nobody_idles(self):
        """A caller who waits and could be served is served."""
        core, now = self.twin.core, self.twin.clock.monotonic()
        free = [one.staff for one in core.agents.values() if one.free]
        for live in core.going_on():
            if live.wants_operator():
                assert set(free) <= live.as_caller(now).barred

    async def end(self):
        await self.twin.close()
        self.check()
        assert not list(self.twin.core.going_on())
        await self.twin.wait(7)
        assert self.twin.core.calls == {}
        assert self.twin.media.tapes == {}


@settings(max_examples=40, deadline=None)
@given(st.lists(PRESSED, min_size=20, max_size=50))
def test_one_thing_after_another(actions):
    async def run():
        day = Day()
        await day.begin()
        for action in actions:
            await day.work(action)
            day.check()
            day.check_nobody_idles()
        await day.end()

    asyncio.run(run())


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(PRESSED, min_size=1, max_size=4), min_size=8, max_size=20))
def test_several_things_at_once(bunches):
    async def run():
        day = Day()
        await day.begin()
        for bunch in bunches:
            await asyncio.gather(*(day.work(action) for action in bunch))
            await day.twin.tick()
            day.check()
            day.check_nobody_idles()
        await day.end()

    asyncio.run(run())


def likely_action(random):
    """Mostly what the screens offer, seldom what nobody expects."""
    kind = random.choices(
        ["sensible", "ready", "dial", "wait", "left", "other"], weights=[56, 16, 6, 10, 4, 8]
    )[0]
    one = random.choice(STAFF)
    other = random.choice(["not_ready", "voice_lost", "voice_back", "gone", "hello", "caller_lost", "press"])
    return {
        "sensible": ("sensible", random.randrange(100)),
        "ready": ("ready", one),
        "dial": ("dial", random.random() < 0.2),
        "wait": ("wait", random.choice([0.2, 1.0, 4.0, 11.0, 21.0])),
        "left": ("left", random.randrange(4)),
        "other": {
            "caller_lost": ("caller_lost", random.randrange(4)),
            "press": ("press", random.choice(VERBS), one, random.randrange(4)),
        }.get(other, (other, one)),
    }[kind]


@pytest.mark.parametrize("seed", range(20))
async def test_a_busy_day(seed):
    random, day = Random(seed), Day()
    await day.begin()
    for _ in range(120):
        bunch = [likely_action(random) for _ in range(random.choice([1, 1, 1, 2, 3]))]
        await asyncio.gather(*(day.work(action) for action in bunch))
        await day.twin.tick()
        day.check()
        day.check_nobody_idles()
    await day.end()
