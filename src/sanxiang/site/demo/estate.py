"""Site, staff, units, residents, lines and links of the demo estate."""

import itertools
import tomllib
from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from typing import Any

from django.db import transaction

from sanxiang.desk.contacts.domain.lines import add_line, make_link
from sanxiang.office.estate import domain as estate
from sanxiang.office.people import domain as people
from sanxiang.office.people.passwords import new_password

Plan = Mapping[str, Any]


@transaction.atomic
def make_estate(at: datetime) -> dict[str, Any]:
    """Put all of it on file, or nothing. Returns what a person needs to begin: sign-ins and links."""
    plan = _plan()
    site = people.add_site(**plan["site"], at=at)
    units = _units(plan["units"], site.pk, at)
    _residents(plan["residents"], site.pk, units, at)
    lines = {row["key"]: add_line(site=site.pk, at=at, **row) for row in plan["lines"]}
    staff = [_staff(row, site.pk, at) for row in plan["staff"]]
    links = [_link(row, lines, units, at) for row in plan["links"]]
    return {"staff": staff, "links": links}


def phone_of(name: str) -> str:
    """The number of a resident of the plan."""
    names = [row[1] for row in _plan()["residents"]["rows"]]
    return _phone(names.index(name))


def _plan() -> Plan:
    return tomllib.loads(files(__package__).joinpath("estate.toml").read_text(encoding="utf-8"))


def _phone(number: int) -> str:
    return f"+86154000{number:05d}"


def _units(plan: Plan, site: int, at: datetime) -> dict[str, Any]:
    found = {}
    places = itertools.product(plan["buildings"], plan["entrances"], plan["floors"], plan["flats"])
    for building, entrance, floor, flat in places:
        room = f"{floor}{flat:02d}"
        code = f"{building}-{entrance}-{room}"
        found[code] = estate.add_unit(site=site, code=code, label=f"{building}栋{entrance}单元{room}", at=at)
    return found


def _residents(plan: Plan, site: int, units: Mapping[str, Any], at: datetime) -> None:
    for number, (surname, name, address_as, code) in enumerate(plan["rows"]):
        estate.add_resident(
            site=site,
            name=name,
            surname=surname,
            address_as=address_as,
            units=[units[code]],
            phones=[_phone(number)],
            special_care=plan["special_care"].get(name, ""),
            at=at,
        )


def _staff(row: Plan, site: int, at: datetime) -> dict[str, str]:
    password = new_password()
    people.add_staff(
        number=row["number"],
        name=row["name"],
        role=row["role"],
        site=None if row["role"] == "administrator" else site,
        password=password,
        languages=row["languages"],
        at=at,
    )
    for line in row["lines"]:
        people.certify(
            number=row["number"], line=line, from_day=at.date(), until_day=None, at=at, actor="system"
        )
    return {"number": row["number"], "name": row["name"], "password": password}


def _link(row: Plan, lines: Mapping[str, Any], units: Mapping[str, Any], at: datetime) -> dict[str, str]:
    unit = units.get(row.get("unit", ""))
    line = lines[row["line"]]
    link = make_link(line=line, unit_id=unit.pk if unit else None, place=row.get("place", ""), at=at)
    place = unit.label if unit else row.get("place") or line.name
    return {"key": row["key"], "place": place, "token": link.token}
