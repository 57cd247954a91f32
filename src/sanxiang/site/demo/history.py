"""Weeks of past calls for the demo estate, made up by chance and put through the whole pipeline."""

import random
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import NAMESPACE_OID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction

from sanxiang.desk.contacts import queries as contacts
from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.ids import new_id
from sanxiang.lines import intake
from sanxiang.office.estate import queries as estate
from sanxiang.office.people import domain as people_domain
from sanxiang.office.people import queries as people
from sanxiang.office.people.passwords import new_password
from sanxiang.quality.overview.domain import enter_inspection
from sanxiang.quality.overview.queries import inspections
from sanxiang.quality.scoring import reactions
from sanxiang.site.demo.script import Plan, write
from sanxiang.site.replay import put_call

CHUNK = 10  # calls to a transaction: a live write must not wait long
Made = Mapping[str, Any]


@dataclass(slots=True)
class Day:
    """Who is on the desk on one day: (number, first hour, last hour)."""

    day: date
    worked: list[tuple[str, int, int]] = field(default_factory=list)


def add_history(count: int, now: datetime, say: Callable[[str], None]) -> int:
    """Make `count` calls over the last weeks, scored. The same call again adds nothing. Returns how many."""
    made = tomllib.loads(files(__package__).joinpath("history.toml").read_text(encoding="utf-8"))
    site = people.sites()[0]
    zone, chance = ZoneInfo(site.time_zone), random.Random(f"{count} {now:%Y-%m-%d}")
    _put_staff(made, site.pk, now)
    days = list(_days(made, now.astimezone(zone).date(), chance))
    _sign_in(days, zone)
    _inspections(site.pk, days[0].day, now)
    plans = _plans(made, days, count, zone, chance)
    for start in range(0, len(plans), CHUNK):
        _put(plans[start : start + CHUNK], made)
        if start % 200 == 0:
            say(f"{start}/{len(plans)}")
    return len(plans)


def _put_staff(made: Made, site: int, at: datetime) -> None:
    for row in made["staff"]:
        if people.staff_by_number(row["number"]) is None:
            people_domain.add_staff(
                number=row["number"],
                name=row["name"],
                role="operator",
                site=site,
                password=new_password(),
                languages=["zh"],
                at=at,
            )


def _days(made: Made, today: date, chance: random.Random) -> Iterator[Day]:
    """Everybody works five days of seven, a week early, a week late."""
    for back in range(made["days"], 0, -1):
        day = Day(today - timedelta(days=back))
        for place, row in enumerate(made["staff"]):
            if (day.day.toordinal() + 2 * place) % 7 < 5:
                late = (day.day.isocalendar().week + place) % 2
                first, last = made["shifts"]["late" if late else "early"]
                day.worked.append((row["number"], first, last))
        chance.shuffle(day.worked)
        yield day


def _sign_in(days: list[Day], zone: ZoneInfo) -> None:
    for number in sorted({number for day in days for number, _, _ in day.worked}):
        _agent(number, "agent_logged_off", _at(days[0].day, 0, zone))
    for day in days:
        with transaction.atomic():
            for number, first, last in day.worked:
                _agent(number, "agent_ready", _at(day.day, first, zone))
                _agent(number, "agent_logged_off", _at(day.day, last, zone))


def _agent(number: str, event: str, at: datetime) -> None:
    eid = str(uuid5(NAMESPACE_OID, f"demo {number} {event} {at.isoformat()}"))
    intake.take({"stream": "agent", "staff": number, "event": event, "at": at.isoformat(), "eid": eid})


def _inspections(site: int, first: date, at: datetime) -> None:
    manager = people.staff_by_number("8100")
    if manager is not None and not inspections(site).exists():
        enter_inspection(
            site=site, first=first, last=None, weekday=1, what="每周现场检查", at=at, actor=manager
        )


def _at(day: date, hour: float, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone) + timedelta(hours=hour)


def _plans(made: Made, days: list[Day], count: int, zone: ZoneInfo, chance: random.Random) -> list[Plan]:
    """Calls by time; slips are oftener while much is going on and at the end of a shift."""
    callers = sorted(estate.numbers_on_file(people.sites()[0].pk))
    names = people.names([row["number"] for row in made["staff"]])
    drawn = [_drawn(made, days, callers, names, zone, chance) for _ in range(count)]
    for place in range(1, len(drawn), 5):  # calls come in bursts
        near = drawn[place - 1].at + timedelta(seconds=chance.randrange(5, 60))
        drawn[place] = replace(drawn[place], at=near, hours_left=drawn[place - 1].hours_left)
    drawn.sort(key=lambda plan: plan.at)
    plans: list[Plan] = []
    for plan in drawn:
        busy = any((plan.at - before.at).total_seconds() < 150 for before in plans[-4:])
        plans.append(replace(plan, slips=_slips(made, plan, busy, chance)))
    newest: dict[str, int] = {}
    for place in range(len(plans) - 1, -1, -1):
        number = plans[place].number
        newest[number] = newest.get(number, 0) + 1
        plans[place] = replace(plans[place], recorded=newest[number] <= made["recorded"])
    return plans


def _drawn(
    made: Made, days: list[Day], callers: list[str], names: Made, zone: ZoneInfo, chance: random.Random
) -> Plan:
    shares = {row["number"]: row.get("share", 1.0) for row in made["staff"]}
    day = chance.choice([one for one in days if one.worked])
    number, first, last = chance.choices(day.worked, [shares[row[0]] for row in day.worked])[0]
    hour = _hour(first, last, chance)
    (want,) = chance.choices(made["wants"], [row["share"] for row in made["wants"]])
    return Plan(
        at=_at(day.day, hour, zone).replace(microsecond=0) + timedelta(seconds=chance.randrange(60)),
        number=number,
        name=names[number],
        hours_left=last - hour,
        want=want,
        caller=chance.choice(callers) if chance.random() < 0.55 else None,
        talk=chance.uniform(0.9, 1.4),
    )


def _hour(first: int, last: int, chance: random.Random) -> float:
    """Most people call in the middle of the morning and of the afternoon."""
    for _ in range(20):
        hour = chance.choice((10.0, 14.5)) + chance.gauss(0, 2.5)
        if first <= hour < last - 0.1:
            return hour
    return chance.uniform(first, last - 0.1)


def _slips(made: Made, plan: Plan, busy: bool, chance: random.Random) -> frozenset[str]:
    usual, own = made["usual"], next(r["slips"] for r in made["staff"] if r["number"] == plan.number)
    more = usual["busy"] * busy + usual["tired"] * (plan.hours_left < 1)
    names = [name for name in usual if name not in ("busy", "tired")]
    worse = set(names[:3])
    return frozenset(
        name for name in names if chance.random() < usual[name] + own.get(name, 0) + more * (name in worse)
    )


def _put(plans: list[Plan], made: Made) -> None:
    """Through the pipeline, then scored at once: the tasks that wait for a worker find that it is done."""
    with TemporaryDirectory(prefix="sanxiang-history-") as name, transaction.atomic():
        calls = [write(plan, made["words"], Path(name)) for plan in plans]
        for folder in calls:
            put_call(folder)
    for folder in calls:
        row = contacts.contact_of_call(folder.call)
        assert row is not None, folder.call
        reactions.on_contact_closed(_fact(row))


def _fact(row: Any) -> Fact:
    return Fact(
        id=new_id(), at=row.offered_at, kind="contact.closed", subject=f"contact:{row.pk}",
        site=row.site_id, actor="demo", data={},
    )  # fmt: skip
