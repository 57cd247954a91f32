"""Writes the import law of the house into .importlinter: `python tools/import_law.py [--check]`.

The law: a room knows what feeds it, never what it feeds. Written by a tool because every room that owns
tables gets a contract of its own, and a contract may only name what exists.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / ".importlinter"
PACKAGE = ROOT / "src" / "sanxiang"

FLOORS = ("site", "web", "lines", "quality", "reports", "desk", "office", "rules", "kernel")
DESK = ("watch", "cases", "contacts")
OFFICE = ("fees", "estate", "people")
PURE = (
    "rules.rulebook",
    "quality.audio",
    "quality.words",
    "quality.live.nudge",
    "quality.live.apart",
    "quality.live.limits",
    "quality.live.follower",
    "quality.scoring.measures",
    "quality.statistics",
    "quality.review.sampling",
    "quality.review.agreement",
    "quality.review.sharing",
    "quality.review.sheet",
    "quality.review.ranking",
    "quality.review.quarter",
    "desk.contacts.call",
    "desk.contacts.events",
    "desk.contacts.folder",
    "desk.contacts.distribution",
    "desk.contacts.cadence",
    "desk.contacts.ports",
    "lines.switchboard",
    "lines.spool",
    "kernel.clock",
    "kernel.g711",
    "kernel.calendar",
    "kernel.paper",
)
# The one door of the pure rooms to the catalogues: it asks Django only where Django already runs.
DOOR = "sanxiang.kernel.words -> django"
TESTS = "sanxiang.**.tests.** -> **"

HEAD = """\
# Written by tools/import_law.py; change it there.

[importlinter]
root_package = sanxiang
include_external_packages = True
# Naming a type of another room in an annotation needs no import at run time.
exclude_type_checking_imports = True
"""


def law(package: Path = PACKAGE) -> str:
    """The text of .importlinter for the rooms that exist now."""
    parts = [
        HEAD,
        _layers(package, "floors", "Each floor knows what feeds it, never what it feeds", "sanxiang", FLOORS),
        _layers(package, "desk", "watch > cases > contacts", "sanxiang.desk", DESK),
        _layers(package, "office", "fees > estate > people", "sanxiang.office", OFFICE),
        _pure(package),
        _cycles(),
        *[_tables(room) for room in rooms_with_tables(package)],
    ]
    return "\n".join(part for part in parts if part)


def rooms_with_tables(package: Path = PACKAGE) -> list[str]:
    """The rooms that own tables, as "desk.contacts"."""
    rooms = (path.parent.relative_to(package).parts for path in package.rglob("models.py"))
    return sorted(".".join(room) for room in rooms)


def _exists(package: Path, name: str) -> bool:
    path = package.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def _contract(key: str, name: str, kind: str, fields: dict[str, list[str]]) -> str:
    rows = [f"[importlinter:contract:{key}]", f"name = {name}", f"type = {kind}"]
    for field, values in fields.items():
        rows += (
            [f"{field} = {values[0]}"] if len(values) == 1 else [f"{field} =", *(f"    {v}" for v in values)]
        )
    return "\n".join(rows) + "\n"


def _layers(package: Path, key: str, name: str, container: str, layers: tuple[str, ...]) -> str:
    inside = container.removeprefix("sanxiang").lstrip(".")
    there = [layer for layer in layers if _exists(package, f"{inside}.{layer}".lstrip("."))]
    if len(there) < 2:
        return ""
    fields = {"containers": [container], "layers": there, "ignore_imports": [TESTS], **_LENIENT}
    return _contract(key, name, "layers", fields)


def _pure(package: Path) -> str:
    rooms = [f"sanxiang.{room}" for room in PURE if _exists(package, room)]
    fields = {"source_modules": rooms, "forbidden_modules": ["django"], "ignore_imports": [DOOR, TESTS]}
    return _contract("pure", "Pure rooms run without Django", "forbidden", {**fields, **_LENIENT})


def _cycles() -> str:
    fields = {"ancestors": ["sanxiang"], "ignore_imports": [TESTS], **_LENIENT}
    return _contract("cycles", "No two rooms import each other", "acyclic_siblings", fields)


def _tables(room: str) -> str:
    fields = {
        "protected_modules": [f"sanxiang.{room}.models"],
        "allowed_importers": [f"sanxiang.{room}"],
        "ignore_imports": [TESTS],
        **_LENIENT,
    }
    return _contract(f"tables_{room.replace('.', '_')}", f"Tables of {room} are its own", "protected", fields)


_LENIENT = {"unmatched_ignore_imports_alerting": ["none"]}

if __name__ == "__main__":
    if "--check" not in sys.argv:
        FILE.write_text(law(), encoding="utf-8")
    elif FILE.read_text(encoding="utf-8") != law():
        sys.exit(".importlinter is older than the house: run python tools/import_law.py")
