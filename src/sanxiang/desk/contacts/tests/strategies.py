"""Arbitrary calls for property tests: every event, any order, any of a few people."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from sanxiang.desk.contacts.events import Event

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STAFF = st.sampled_from(["8001", "8002", "8003"])
BY = st.sampled_from(["staff", "customer"])

DATA = {
    "offered": st.fixed_dictionaries(
        {
            "call": st.just("c-1"),
            "line": st.just("general"),
            "direction": st.sampled_from(["in", "in", "in", "out", "internal"]),
            "from": st.sampled_from([None, "+8613800000001"]),
            "to": st.just("400"),
        },
        optional={"cycle_s": st.just(5.0), "callback": st.just("b-1")},
    ),
    "queued": st.just({"queue": "general"}),
    "alerting": st.fixed_dictionaries({"staff": STAFF}),
    "answered": st.fixed_dictionaries({"staff": STAFF}),
    "recording": st.just({"sample_rate": 8000}),
    "held": st.fixed_dictionaries({"by": BY}),
    "retrieved": st.fixed_dictionaries({"by": BY}),
    "muted": st.fixed_dictionaries({"by": BY}),
    "unmuted": st.fixed_dictionaries({"by": BY}),
    "consulted": st.fixed_dictionaries({"staff": STAFF, "target": STAFF}),
    "consult_answered": st.fixed_dictionaries({"target": STAFF}),
    "consult_failed": st.fixed_dictionaries(
        {"target": STAFF, "reason": st.sampled_from(["no_answer", "busy", "declined", "failed"])}
    ),
    "transferred": st.fixed_dictionaries({"from": STAFF, "target": STAFF, "attended": st.booleans()}),
    "hung_up": st.fixed_dictionaries(
        {"by": st.sampled_from(["customer", "staff", "system"])},
        optional={"why": st.sampled_from(["caller_left", "no_answer", "vanished"]), "cause": st.just(16)},
    ),
    "ended": st.just({}),
}


@st.composite
def any_event(draw, names=tuple(DATA)):
    name = draw(st.sampled_from(names))
    at = START + timedelta(milliseconds=draw(st.integers(0, 600_000)))
    return Event(at, name, draw(DATA[name]))


EVENT = any_event()
BODY = any_event(names=tuple(name for name in DATA if name not in ("offered", "hung_up", "ended")))
OFFERED = any_event(names=("offered",))


@st.composite
def call_events(draw):
    """A call as it may be lived: `offered` first, times in order, the middle in any order."""
    body = [draw(OFFERED), *draw(st.lists(BODY, max_size=25)), *draw(st.lists(EVENT, max_size=6))]
    times = sorted(event.at for event in body)
    return [Event(at, event.event, event.data) for at, event in zip(times, body, strict=True)]
