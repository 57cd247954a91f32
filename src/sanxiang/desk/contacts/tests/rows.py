"""Rows for tests, made as the line makes them: by events that go through `record_event`."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sanxiang.desk.contacts.domain.calls import record_event
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.models import Contact
from sanxiang.office.people.models import Role, Site, Staff

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the zone of the site
CALLER = "+8613800005678"


def site_of(name: str = "翠湖花园") -> Site:
    return Site.objects.create(name=name, company="翠湖物业", desk_name="翠湖客服中心")


def staff_of(site: Site | None, number: str = "8001", name: str = "李静", role: str = Role.OPERATOR) -> Staff:
    return Staff.objects.create(username=number, name=name, role=role, site=site)


def happen(call: str, name: str, seconds: float, at: datetime = START, **data: Any) -> bool:
    """One event of a call, `seconds` after `at`; its id follows from what it says, so twice is once."""
    moment = at + timedelta(seconds=seconds)
    event = Event(moment, name, {"call": call, **data})
    return record_event(call_id=call, event=event, eid=f"{call}/{name}/{seconds}")


def offered(call: str, at: datetime = START, **data: Any) -> None:
    given: Mapping[str, Any] = {
        "line": "general",
        "direction": "in",
        "from": CALLER,
        "to": "400",
        "cycle_s": 5.0,
    }
    happen(call, "offered", 0, at, **{**given, **data})


def answered_call(
    call: str = "c-1",
    at: datetime = START,
    *,
    site: Site | None = None,
    staff: str = "8001",
    over: bool = True,
    by: str = "customer",
    why: str = "caller_left",
    **data: Any,
) -> Contact:
    """Rings 6 s, talks 30 s, of which 4 s on hold; hung up by `by`."""
    offered(call, at, site=site.pk if site else None, **data)
    happen(call, "alerting", 0.1, at, staff=staff)
    happen(call, "answered", 6, at, staff=staff)
    happen(call, "held", 12, at, by="staff")
    happen(call, "retrieved", 16, at, by="staff")
    if over:
        happen(call, "hung_up", 36, at, by=by, why=why)
        happen(call, "ended", 36.1, at)
    return Contact.objects.get(call_id=call)


def missed_call(
    call: str = "m-1", at: datetime = START, *, site: Site | None = None, by: str = "system", **data: Any
) -> Contact:
    """Rings 60 s; nobody answers (`by` system), or the caller gives up (`by` customer)."""
    offered(call, at, site=site.pk if site else None, **data)
    happen(call, "alerting", 0.1, at, staff="8001")
    happen(call, "hung_up", 60, at, by=by, why="no_answer" if by == "system" else "caller_left")
    happen(call, "ended", 60, at)
    return Contact.objects.get(call_id=call)
