"""Past calls of the demo estate, written as call folders and put through the same pipeline as any other."""

import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import read_folder, write_folder
from sanxiang.office.estate import queries as estate
from sanxiang.office.people import queries as people
from sanxiang.site.demo.estate import phone_of
from sanxiang.site.demo.voices import write_call
from sanxiang.site.replay import put_call

Plan = Mapping[str, Any]


def put_calls(now: datetime) -> int:
    """Put the demo's past calls on file; those that are there add nothing. Returns how many there are."""
    text = files(__package__).joinpath("calls.toml").read_text(encoding="utf-8")
    plans = tomllib.loads(text)["calls"]
    with tempfile.TemporaryDirectory(prefix="sanxiang-demo-") as name:
        for plan in plans:
            folder = Path(name) / plan["id"]
            _write(folder, plan, now)
            put_call(read_folder(folder))
    return len(plans)


def _write(folder: Path, plan: Plan, now: datetime) -> None:
    offered = _offered_at(plan, now)
    events = list(_events(plan, offered))
    folder.mkdir()
    answered = next((event.at for event in events if event.event == "answered"), None)
    turns = [
        dict(zip(("who", "from_s", "to_s", "text"), turn, strict=True)) for turn in plan.get("turns", ())
    ]
    sound = folder / "sound.wav"
    if answered is not None:
        write_call(sound, turns, (events[-1].at - answered).total_seconds())
    write_folder(
        folder,
        events,
        record=_record(plan, offered),
        transcript={"lang": "zh", "turns": turns} if turns else None,
        audio=sound if answered else None,
    )


def _offered_at(plan: Plan, now: datetime) -> datetime:
    if "minutes_ago" in plan:
        return now.replace(microsecond=0) - timedelta(minutes=plan["minutes_ago"])
    zone = ZoneInfo(people.sites()[0].time_zone)
    day = now.astimezone(zone).date() + timedelta(days=plan["day"])
    return datetime.combine(day, time.fromisoformat(plan["clock"]), tzinfo=zone)


def _events(plan: Plan, offered: datetime) -> Iterator[Event]:
    for seconds, name, *fields in plan["events"]:
        data = dict(*fields)
        yield Event(offered + timedelta(seconds=seconds), name, _offer(plan) if name == "offered" else data)


def _offer(plan: Plan) -> dict[str, Any]:
    line = contacts.line_by_key(plan["line"])
    assert line is not None, plan["line"]
    link = next((one for one in contacts.links(line.site_id) if _is(plan.get("link"), one)), None)
    person = _resident(line.site_id, plan.get("resident", ""))
    unit = link.unit if link and link.unit else person.units.first() if person else None
    return {
        "call": plan["id"],
        "line": line.key,
        "direction": "in",
        "from": plan.get("from") or (person.phones.first().number if person else None),
        "to": line.number,
        "site": line.site_id,
        "exchange": "player",
        "cycle_s": line.cycle_s,
        "unit": unit.pk if unit else None,
        "link": link.pk if link else None,
        "place": link.place if link else "",
        "caller_name": person.name if person else "",
    }


def _is(kind: str | None, link: Any) -> bool:
    return bool(link.unit_id) if kind == "unit" else bool(link.place) if kind == "place" else False


def _resident(site: int, name: str) -> Any:
    if not name:
        return None
    return estate.residents_calling(site=site, number=phone_of(name), unit=None)[0]


def _record(plan: Plan, offered: datetime) -> dict[str, Any] | None:
    said = dict(plan.get("record", {}))
    if not said:
        return None
    for field in ("restated", "saved"):
        seconds = said.pop(f"{field}_s", None)
        if seconds is not None:
            said[f"{field}_at"] = (offered + timedelta(seconds=seconds)).isoformat()
    promise = said.pop("promise", None)
    if promise:
        due = offered + timedelta(minutes=promise["minutes"])
        said["promised"] = [{"what": promise["what"], "by": due.isoformat()}]
    return said
