"""A made-up estate to try the program on, put on file through the rooms' own verbs."""

import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sanxiang.kernel.words import gettext
from sanxiang.site.home import home

FILE = "demo.json"


def make_once(say: Callable[[str], None]) -> bool:
    """Make the demo estate on an empty desk. Returns False where people are on file already.

    A demo whose making was broken off is finished: its calls are the same calls, so none is doubled.
    """
    from django.db import transaction

    from sanxiang.kernel.clock import clock
    from sanxiang.office.people.queries import has_staff
    from sanxiang.site.demo.calls import put_calls
    from sanxiang.site.demo.estate import make_estate

    path = home() / FILE
    made = _kept(path)
    if not made and has_staff():
        return False
    if not made:
        say(gettext("第一次启动：正在建立演示小区…"))
        with transaction.atomic():
            made = {"made_at": clock.now().isoformat(), **make_estate(clock.now())}
            _keep(path, made)
    if "calls" in made:
        return False
    _keep(path, {**made, "calls": put_calls(datetime.fromisoformat(made["made_at"]))})
    return True


def sign_ins(url: str) -> list[str]:
    """The lines that tell how to sign in to the demo and where a resident calls from; none without a demo."""
    made = _kept(home() / FILE)
    if not made:
        return []
    links = [gettext("　住户：%(place)s　%(url)s/call/%(token)s/", url=url, **link) for link in made["links"]]
    said = [
        f"　　{gettext('工号')} {one['number']}　{gettext('密码')} {one['password']}　{one['name']}"
        for one in made["staff"]
    ]
    return [*links, gettext("　登录："), *said]


def _keep(path: Path, made: dict[str, Any]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=1)


def _kept(path: Path) -> dict[str, Any]:
    try:
        made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return made
