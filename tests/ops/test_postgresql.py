"""The same program on PostgreSQL: migrated by two at once, run, backed up, restored, moved to from SQLite."""

import os
import uuid

import psycopg
import pytest

from tests.ops.house import House

pytestmark = pytest.mark.postgres


@pytest.fixture
def new_database():
    """Make an empty database on the tests' server; returns a function that gives the URL of another one."""
    server = os.environ["SANXIANG_TEST_POSTGRES"]
    made = []

    def make():
        name = f"sanxiang_ops_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        before, _, after = server.partition("?")
        return f"{before.rpartition('/')[0]}/{name}" + (f"?{after}" if after else "")

    yield make
    with psycopg.connect(server, autocommit=True) as connection:
        for name in made:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _register(url):
    with psycopg.connect(url) as connection:
        calls = connection.execute(
            "SELECT call_id, state, rings, offered_at, summary FROM contacts_contact ORDER BY 1"
        )
        facts = connection.execute("SELECT id, kind, at FROM facts_fact ORDER BY 1")
        return calls.fetchall(), facts.fetchall()


def test_run_backed_up_and_restored_into_an_empty_database(tmp_path, new_database):
    first, second = new_database(), new_database()
    house = House(tmp_path / "home", SANXIANG_DATABASE_URL=first)
    with house.run("--demo"):
        assert house.web() == 200
        house.done("backup", str(tmp_path / "b.tar"))
    clean = House(tmp_path / "clean", SANXIANG_DATABASE_URL=second)
    assert "全部相符" in clean.done("restore", str(tmp_path / "b.tar"))
    calls, facts = _register(second)
    assert len(calls) == 6
    assert calls == _register(first)[0]
    assert set(facts) <= set(_register(first)[1])
    clean.done("admin", "create", "7001", "新人", "--generate")  # the sequences go on where they were
    again = House(tmp_path / "again", SANXIANG_DATABASE_URL=second).command(
        "restore", str(tmp_path / "b.tar")
    )
    assert again.returncode == 2
    assert "不是空的" in again.stderr


def test_from_one_machine_to_several(house, tmp_path, new_database):
    house.done("work", "--once")
    house.done("backup", str(tmp_path / "b.tar"))
    url = new_database()
    moved = House(tmp_path / "moved", SANXIANG_DATABASE_URL=url)
    moved.done("restore", str(tmp_path / "b.tar"))
    assert moved.done("admin", "list") == house.done("admin", "list")
    assert len(_register(url)[0]) == 6
    assert f"SANXIANG_DATABASE_URL={url}" not in (house.folder / "secret.json").read_text()
    with moved.run():
        assert moved.web() == 200
    findings = moved.command("doctor").stdout
    assert "PostgreSQL 1" in findings


def test_a_backup_of_a_server_needs_a_server(tmp_path, new_database):
    house = House(tmp_path / "home", SANXIANG_DATABASE_URL=new_database())
    house.done("migrate")
    house.done("backup", str(tmp_path / "b.tar"))
    done = House(tmp_path / "clean").command("restore", str(tmp_path / "b.tar"))
    assert done.returncode == 2
    assert "SANXIANG_DATABASE_URL" in done.stderr
    assert not (tmp_path / "clean").exists()


def test_a_server_that_is_away_is_one_sentence(tmp_path):
    away = f"postgresql://nobody@/nothing?host={tmp_path}"
    done = House(tmp_path / "home", SANXIANG_DATABASE_URL=away).command("migrate")
    assert done.returncode == 2
    assert done.stderr.startswith("sanxiang: 数据库用不了：")
    assert done.stderr.count("\n") == 1
