"""A small desk for the tests of the pages."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from sanxiang.desk.contacts.domain import lines
from sanxiang.desk.contacts.models import Line
from sanxiang.office.people import domain as people
from sanxiang.office.people.models import Site, Staff

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
PASSWORD = "hao-mima-2026"


@pytest.fixture
def site(db: None) -> Site:
    return people.add_site(name="翠湖花园", company="安居物业", desk_name="翠湖花园客服中心", at=AT)


@pytest.fixture
def line(site: Site) -> Line:
    return lines.add_line(site=site.pk, key="general", name="客服热线", at=AT)


def add(number: str, name: str, role: str, site: int | None) -> Staff:
    return people.add_staff(number=number, name=name, role=role, site=site, password=PASSWORD, at=AT)


@pytest.fixture
def operator(site: Site, line: Line) -> Staff:
    staff = add("8001", "李静", "operator", site.pk)
    people.certify(
        number="8001", line=line.key, from_day=date(2026, 1, 1), until_day=None, at=AT, actor="system"
    )
    return staff


@pytest.fixture
def supervisor(site: Site) -> Staff:
    return add("7001", "陈主管", "supervisor", site.pk)


@pytest.fixture
def administrator(site: Site) -> Staff:
    return add("9001", "赵管理", "administrator", None)


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
