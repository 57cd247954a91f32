"""Calls of last quarter, put through the pipeline by another process on the product's home."""

import subprocess
import sys

from tests.browser.product import Product

MAKE = """
import django, sys, tomllib
django.setup()
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from django.utils import timezone
from sanxiang.desk.contacts.folder import read_folder
from sanxiang.kernel.clock import clock
from sanxiang.quality.review.quarter import quarter_of
from sanxiang.site import demo
from sanxiang.site.demo.calls import _write
from sanxiang.site.replay import put_call
today = timezone.localdate(clock.now())
before = quarter_of(today).before
plan = tomllib.loads(files(demo).joinpath("calls.toml").read_text(encoding="utf-8"))["calls"][0]
for place in range(int(sys.argv[2])):
    folder = Path(sys.argv[1]) / f"q-{place}"
    day = before.first + timedelta(days=20 + place)
    _write(folder, {**plan, "id": folder.name, "day": (day - today).days}, clock.now())
    put_call(read_folder(folder))
print(before)
"""


def calls_of_last_quarter(product: Product, count: int) -> str:
    """Make answered and recorded calls of operator 8001; returns the quarter, as "2026Q1"."""
    folder = product.home / "last-quarter"
    folder.mkdir()
    done = subprocess.run(
        [sys.executable, "-c", MAKE, str(folder), str(count)],
        env={**product.environment(), "DJANGO_SETTINGS_MODULE": "sanxiang.site.settings"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]
