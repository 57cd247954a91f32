"""Calls of a real installation judged again: by several processes and by an earlier edition, once."""

import json
import shutil
import sqlite3
import wave
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import write_folder
from sanxiang.quality.scoring.bench import RECORD, STEPS
from tests.ops.house import House

STRICTER = (
    'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
    "[[clauses.values]]\nfrom = 2026-03-01\nlimit = 1\nbest = [1, 1]\n"
)


@pytest.fixture(scope="module")
def replayed(tmp_path_factory):
    """A home with three calls, one of them with a recording (of noise), none judged yet."""
    where = tmp_path_factory.mktemp("replayed")
    sound = where / "noise.wav"
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.random.default_rng(1).normal(0, 50, 2 * 8000 * 110).astype("<i2").tobytes())
    begun, folders = datetime(2026, 3, 2, 1, tzinfo=UTC), []
    for number in range(3):
        folder = where / f"c-{number}"
        events = [
            Event(begun + timedelta(minutes=10 * number, seconds=at), name, {"call": folder.name, **data})
            for at, name, data in STEPS
        ]
        write_folder(folder, events, record=RECORD, audio=None if number else sound)
        folders.append(str(folder))
    house = House(where / "home")
    house.done("migrate")
    house.done("replay", *folders)
    return house.folder


@pytest.fixture
def house(replayed, tmp_path):
    """An installation of this test's own."""
    shutil.copytree(replayed, tmp_path / "home")
    return House(tmp_path / "home")


def heard(house):
    with sqlite3.connect(house.folder / "db.sqlite3") as base:
        return base.execute("SELECT content FROM scoring_soundanalysis").fetchall()


def scores(house):
    with sqlite3.connect(house.folder / "db.sqlite3") as base:
        rows = base.execute("SELECT call_id, number, edition FROM scoring_score ORDER BY call_id, number")
        return rows.fetchall()


def test_calls_are_judged_again_beside_what_they_were_judged_before(house):
    house.done("work", "--once", "--quick")
    before = scores(house)
    assert before and house.done("rescore", "--jobs", "2").strip().endswith("新增 0 个评分。")
    company = house.folder / "rulebook" / "company.toml"
    company.parent.mkdir(exist_ok=True)
    company.write_text(STRICTER, encoding="utf-8")
    said = house.done("rescore", "--jobs", "2")
    calls = {call for call, _number, _edition in before}
    assert f"新增 {len(calls)} 个评分" in said
    after = scores(house)
    assert set(before) < set(after) and len(after) == len(before) + len(calls)
    assert len({edition for _call, _number, edition in after}) == 2
    assert "新增 0 个评分" in house.done("rescore", "--jobs", "1")
    back = house.done("rescore", "--edition", before[0][2], "--since", "2026-01-01", "--listen")
    assert f"新增 {len(calls)} 个评分" in back


def test_an_edition_that_nobody_knows_is_one_sentence(house):
    done = house.command("rescore", "--edition", "property@1999-01-01+0")
    assert (done.returncode, done.stdout) == (2, "") and "没有保存过这个版本" in done.stderr


def test_a_recording_is_listened_to_by_the_slow_worker(house):
    house.done("work", "--once", "--quick")
    assert heard(house) == []
    house.done("work", "--once", "--slow")
    assert len(heard(house)) == 1 and "staff" in json.loads(heard(house)[0][0])
