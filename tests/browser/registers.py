"""What stands in the registers of a running program, read straight from its database."""

import json
import sqlite3
import time
from collections.abc import Callable
from typing import Any

from tests.browser.product import Product

Row = dict[str, Any]
NEWEST = """
SELECT c.*, r.path, r.seconds, r.fault FROM contacts_contact c
LEFT JOIN contacts_recording r ON r.contact_id = c.id
WHERE c.exchange = 'embedded' ORDER BY c.offered_at DESC LIMIT 1
"""


def closed_row(product: Product) -> Row:
    """The newest call's row once it is closed."""
    return row_when(product, lambda row: row["closed_at"] is not None)


def row_when(product: Product, fits: Callable[[Row], bool], within_s: float = 30) -> Row:
    """The newest call's row as soon as it is as `fits` wants it."""
    end = time.monotonic() + within_s
    rows: list[Row] = []
    while time.monotonic() < end:
        rows = ask(product, NEWEST)
        if rows and fits(rows[0]):
            return rows[0]
        time.sleep(0.3)
    raise AssertionError(f"not so within {within_s} s: {rows}\n{product.printed()[-3000:]}")


def events_of(product: Product, contact: str) -> list[tuple[str, Row]]:
    rows = ask(
        product, "SELECT event, data FROM contacts_callevent WHERE contact_id = ? ORDER BY at, id", contact
    )
    return [(row["event"], json.loads(row["data"])) for row in rows]


def owed(product: Product, contact: str) -> list[str]:
    """The reasons for which this call is owed a return call."""
    rows = ask(
        product,
        "SELECT reason FROM contacts_callback WHERE contact_id = ? AND cancelled_at IS NULL",
        contact,
    )
    return [row["reason"] for row in rows]


def ask(product: Product, sql: str, *values: str) -> list[Row]:
    with sqlite3.connect(product.home / "db.sqlite3", timeout=10) as base:
        base.row_factory = sqlite3.Row
        return [dict(row) for row in base.execute(sql, values)]
