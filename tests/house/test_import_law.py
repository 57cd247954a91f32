"""The law of the house: written for the rooms that exist, and kept."""

import subprocess
import sys
from pathlib import Path

import pytest
from tools import import_law

ROOT = Path(__file__).resolve().parents[2]


def test_the_contracts_name_the_rooms_that_exist_now():
    assert import_law.FILE.read_text(encoding="utf-8") == import_law.law(), "run: python tools/import_law.py"


def test_every_room_with_tables_has_its_contract():
    law = import_law.law()
    for room in ("desk.contacts", "office.people", "office.estate", "kernel.facts", "rules.deadlines"):
        assert f"protected_modules = sanxiang.{room}.models\nallowed_importers = sanxiang.{room}\n" in law


def test_the_law_is_kept():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize(
    ("line", "contract"),
    [
        ("import sanxiang.web.apps", "floors"),
        ("from sanxiang.office.people.models import Staff", "tables_office_people"),
        ("import django", "pure"),
    ],
)
def test_a_broken_law_is_found(tmp_path, line, contract):
    """One forbidden import in a small copy of the house."""
    package = tmp_path / "sanxiang"
    for name in ("web/apps", "desk/contacts/call/state", "office/people/models", "office/estate/models"):
        file = package / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("", encoding="utf-8")
        for folder in file.parents:
            if folder.is_relative_to(package):
                (folder / "__init__.py").touch()
    (package / "desk/contacts/call/state.py").write_text(line + "\n", encoding="utf-8")
    law = import_law.law(package)
    (tmp_path / ".importlinter").write_text(law, encoding="utf-8")
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--contract", contract],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr
    assert "state" in done.stdout
