"""Recordings are let go by age and by room, the oldest first, on record."""

from datetime import UTC, datetime, timedelta

import pytest

from sanxiang.desk.contacts.models import Contact, Recording
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.site.retention import let_go_of_recordings

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def keep(settings, tmp_path, db):
    """Put a recording of so many days and bytes on file."""
    settings.HOME = tmp_path

    def put(name, days, size=1000, path=None):
        at = NOW - timedelta(days=days)
        contact = Contact.objects.create(call_id=name, offered_at=at, ended_at=at)
        file = tmp_path / "recordings" / f"{name}.wav"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(size))
        return Recording.objects.create(contact=contact, path=path or file.name, started_at=at)

    return put


def _left(tmp_path):
    return sorted(file.stem for file in (tmp_path / "recordings").iterdir())


def test_what_is_too_old_goes_and_the_fact_stays(keep, tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "30")
    old, _young = keep("old", 31), keep("young", 29)
    assert let_go_of_recordings(NOW) == 1
    assert let_go_of_recordings(NOW) == 0
    assert _left(tmp_path) == ["young"]
    old.refresh_from_db()
    assert old.fault == "expired"
    (fact,) = facts_of(f"contact:{old.contact_id}")
    assert (fact.kind, fact.data["why"]) == ("recording.expired", "age")


def test_the_oldest_make_room_for_the_young(keep, tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "0")
    monkeypatch.setenv("SANXIANG_RECORDINGS_GB", "0.0000025")  # 2,500 bytes
    for name, days in (("b", 2), ("a", 400), ("d", 0), ("c", 1)):
        keep(name, days)
    assert let_go_of_recordings(NOW) == 2
    assert _left(tmp_path) == ["c", "d"]
    assert let_go_of_recordings(NOW) == 0


def test_without_limits_everything_stays(keep, tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "0")
    monkeypatch.delenv("SANXIANG_RECORDINGS_GB", raising=False)
    keep("a", 4000)
    assert let_go_of_recordings(NOW) == 0
    assert _left(tmp_path) == ["a"]


def test_a_file_that_has_gone_already_is_no_obstacle(keep, tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "30")
    keep("a", 40)
    (tmp_path / "recordings" / "a.wav").unlink()
    assert let_go_of_recordings(NOW) == 1


def test_a_path_that_leads_out_of_the_folder_deletes_nothing(keep, tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_RECORDINGS_DAYS", "30")
    other = tmp_path / "db.sqlite3"
    other.write_text("x")
    keep("a", 40, path="../db.sqlite3")
    assert let_go_of_recordings(NOW) == 1
    assert other.exists()
