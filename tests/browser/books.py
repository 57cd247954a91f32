"""What the register holds, read by another process on the product's database."""

import json
import subprocess
import sys
from typing import Any

from tests.browser.product import Product

READ = """
import django, json, sys
django.setup()
from sanxiang.desk.contacts.queries import contact_of_call
from sanxiang.desk.contacts.domain.register import note, written
from sanxiang.kernel.clock import clock
from sanxiang.office.people.queries import staff_by_number
row = contact_of_call(sys.argv[1])
changes = json.loads(sys.argv[2])
if changes:
    other = staff_by_number("8100")
    note(contact_id=row.pk, fields=changes, revision=row.revision, at=clock.now(), actor=other)
    row = contact_of_call(sys.argv[1])
print(json.dumps({**written(row), "state": row.state, "revision": row.revision, "exchange": row.exchange}))
"""


def row_of(product: Product, call: str, **changes: str) -> dict[str, Any]:
    """The row of a call; with `changes`, a colleague has written these into it before."""
    done = subprocess.run(
        [sys.executable, "-c", READ, call, json.dumps(changes)],
        env={**product.environment(), "DJANGO_SETTINGS_MODULE": "sanxiang.site.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found
