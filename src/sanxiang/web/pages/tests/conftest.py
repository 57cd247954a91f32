"""A small desk with one call of each sort, made as the line makes them."""

import wave
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings
from django.test import Client

from sanxiang.desk.contacts.domain import lines, register
from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.tests.rows import answered_call, happen, offered, staff_of
from sanxiang.kernel.clock import SystemClock
from sanxiang.office.people import domain as people
from sanxiang.office.people.models import Site, Staff

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)  # half past nine in the zone of the site
CALLED = NOW - timedelta(minutes=20)


@pytest.fixture
def now(monkeypatch) -> datetime:
    """The desk's clock stands at this moment."""
    monkeypatch.setattr(SystemClock, "now", lambda self: NOW)
    return NOW


@pytest.fixture
def site(db) -> Site:
    site = people.add_site(name="翠湖花园", company="安居物业", desk_name="翠湖花园客服中心", at=CALLED)
    lines.add_line(site=site.pk, key="general", name="客服热线", at=CALLED)
    return site


def add(site: Site | None, number: str, name: str, role: str) -> Staff:
    return staff_of(site, number, name, role)


@pytest.fixture
def operator(site) -> Staff:
    return add(site, "8001", "李静", "operator")


@pytest.fixture
def supervisor(site) -> Staff:
    return add(site, "7001", "周主管", "supervisor")


@pytest.fixture
def inspector(site) -> Staff:
    return add(None, "6001", "吴督导", "inspector")


@pytest.fixture
def stranger(site) -> Staff:
    other = people.add_site(name="另一处", company="安居物业", desk_name="另一处客服中心", at=CALLED)
    return add(other, "8101", "何远", "operator")


def signed_in(staff: Staff) -> Client:
    client = Client()
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def row(site, operator) -> Contact:
    """An answered call whose row is still open."""
    return answered_call(at=CALLED, site=site)


@pytest.fixture
def closed(row, operator) -> Contact:
    fields = {"category": "repair", "summary": "三楼漏水", "caller_name": "王先生"}
    register.close(contact_id=row.pk, fields=fields, at=CALLED + timedelta(minutes=2), actor=operator)
    row.refresh_from_db()
    return row


def write_wav(path: Path, seconds: float, rate: int = 8000) -> None:
    """Two channels: the customer loud in the first half, staff in the second."""
    count = int(seconds * rate)
    both = np.zeros((count, 2), dtype="<i2")
    both[: count // 2, 0] = 16384
    both[count // 2 :, 1] = 8192
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(2)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(both.tobytes())


@pytest.fixture
def recorded(site, operator) -> Contact:
    """A call of 30 s with its recording, which begins 0.1 s after the answer."""
    path = f"{date(2026, 3, 2):%Y/%m/%d}/r-1.wav"
    write_wav(Path(settings.HOME) / "recordings" / path, 30)
    offered("r-1", CALLED, site=site.pk)
    happen("r-1", "answered", 6, CALLED, staff="8001")
    happen("r-1", "recording", 6.1, CALLED, sample_rate=8000, file=path)
    happen("r-1", "held", 12, CALLED, by="staff")
    happen("r-1", "retrieved", 32, CALLED, by="staff")
    happen("r-1", "hung_up", 36, CALLED, by="customer", why="caller_left")
    happen("r-1", "ended", 36.1, CALLED)
    return Contact.objects.get(call_id="r-1")
