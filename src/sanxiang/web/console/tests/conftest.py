"""A small desk: one line, one flat with its residents, operators and somebody who takes no calls."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client

from sanxiang.desk.contacts.domain.lines import add_line
from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.tests.rows import answered_call, staff_of
from sanxiang.kernel.clock import SystemClock
from sanxiang.office.estate.domain import add_resident, add_unit
from sanxiang.office.estate.models import Unit
from sanxiang.office.people.domain import add_site
from sanxiang.office.people.models import Site, Staff

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # half past nine in the zone of the site
CALLED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CALLER = "+8613800005678"


@pytest.fixture(autouse=True)
def now(monkeypatch) -> datetime:
    monkeypatch.setattr(SystemClock, "now", lambda self: NOW)
    return NOW


@pytest.fixture
def site(db) -> Site:
    site = add_site(
        name="翠湖花园", company="安居物业", desk_name="翠湖花园客服中心", phone="400-820-1234", at=CALLED
    )
    add_line(site=site.pk, key="general", name="客服热线", at=CALLED)
    return site


@pytest.fixture
def operator(site) -> Staff:
    return staff_of(site, "8001", "李静", "operator")


@pytest.fixture
def unit(site) -> Unit:
    flat = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=CALLED)
    add_resident(
        site=site.pk,
        name="王建华",
        surname="王",
        address_as="先生",
        units=[flat],
        phones=[CALLER],
        at=CALLED,
        special_care="听力不好，请慢慢说",
    )
    return flat


@pytest.fixture
def call(site, operator) -> Contact:
    """A call that this operator has answered and that is over."""
    return answered_call("c-1", CALLED, site=site)


@pytest.fixture
def console(operator) -> "Console":
    return Console(operator)


class Console:
    """The operator's page as its scripts use the server."""

    def __init__(self, staff: Staff) -> None:
        self.client = Client()
        self.client.force_login(staff)

    def get(self, path: str) -> Any:
        return self.client.get(f"/console/{path}", headers={"Accept": "application/json"})

    def post(self, path: str, **body: Any) -> Any:
        return self.client.post(
            f"/console/{path}",
            json.dumps(body),
            content_type="application/json",
            headers={"Accept": "application/json"},
        )

    def form(self, path: str, **body: Any) -> str:
        """What a fragment asked for by a form says."""
        answer = self.client.post(f"/console/{path}", body, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return str(answer.content.decode())


@pytest.fixture
def queries_of(django_assert_num_queries) -> Callable[[Callable[[], Any]], int]:
    """How many queries something takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count(run: Callable[[], Any]) -> int:
        with CaptureQueriesContext(connection) as seen:
            run()
        return len(seen)

    return count
