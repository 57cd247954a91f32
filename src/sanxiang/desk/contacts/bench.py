"""How fast the pure core of a call is, for `sanxiang bench`."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from sanxiang.desk.contacts.call import Call, advance
from sanxiang.desk.contacts.events import Event

_LIFE: tuple[tuple[float, str, dict[str, Any]], ...] = (
    (0.0, "offered", {"call": "c-1", "line": "general", "direction": "in", "from": None, "to": "400"}),
    (0.1, "alerting", {"staff": "8001"}),
    (15.1, "alerting", {"staff": "8002"}),
    (18.0, "answered", {"staff": "8002"}),
    (18.0, "recording", {"sample_rate": 8000}),
    (40.0, "muted", {"by": "staff"}),
    (42.0, "unmuted", {"by": "staff"}),
    (60.0, "held", {"by": "staff"}),
    (60.1, "consulted", {"staff": "8002", "target": "8003"}),
    (66.0, "consult_answered", {"target": "8003"}),
    (80.0, "retrieved", {"by": "staff"}),
    (90.0, "transferred", {"from": "8002", "target": "8003", "attended": True}),
    (120.0, "hung_up", {"by": "customer", "cause": 16}),
    (120.0, "ended", {}),
)


def bench_state_machine(*, calls: int = 10_000) -> dict[str, float]:
    """Take `calls` whole calls through `advance`; return events, CPU seconds and events/s on one core."""
    start = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    events = [Event(start + timedelta(seconds=after), name, data) for after, name, data in _LIFE]
    began = time.process_time()
    for _ in range(calls):
        call = Call()
        for event in events:
            call = advance(call, event).call
    seconds = time.process_time() - began
    count = calls * len(events)
    return {"events": count, "cpu_s": round(seconds, 3), "events_per_s": round(count / seconds)}
