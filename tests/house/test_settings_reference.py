"""Every setting that the program reads stands in the reference."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
INSIDE = {"SANXIANG_WIRING", "SANXIANG_PARENT_FD"}  # not for people


def test_every_setting_is_in_the_reference():
    reference = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    known = set(re.findall(r"`(SANXIANG_[A-Z_]+)`", reference))
    read = set()
    for path in (ROOT / "src" / "sanxiang").rglob("*.py"):
        if "tests" not in path.parts:
            read |= set(re.findall(r'"(SANXIANG_[A-Z_]+)"', path.read_text(encoding="utf-8")))
    assert read - INSIDE - known == set()
