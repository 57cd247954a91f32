"""Call folders put through the whole pipeline by the command, and the demo's own."""

import json
import sqlite3
import wave

import pytest

EVENTS = [
    {
        "event": "offered",
        "call": "x-1",
        "line": "general",
        "direction": "in",
        "from": "+861540000001",
        "to": "8000",
    },
    {"event": "alerting", "staff": "8001"},
    {"event": "answered", "staff": "8001"},
    {"event": "recording", "sample_rate": 8000},
    {"event": "hung_up", "by": "customer"},
    {"event": "ended"},
]


@pytest.fixture
def folder(tmp_path):
    """A call folder with a record, a transcript and two seconds of sound."""
    path = tmp_path / "calls" / "x-1"
    path.mkdir(parents=True)
    lines = [{"at": f"2026-03-02T09:00:0{second}.000+08:00", **event} for second, event in enumerate(EVENTS)]
    (path / "events.ndjson").write_text("".join(json.dumps(line) + "\n" for line in lines))
    record = {"category": "repair", "summary": "漏水", "saved_at": "2026-03-02T09:01:00+08:00"}
    (path / "record.json").write_text(json.dumps(record, ensure_ascii=False))
    (path / "transcript.json").write_text('{"lang": "zh", "turns": [{"who": "staff", "text": "您好"}]}')
    with wave.open(str(path / "audio.wav"), "wb") as sound:
        sound.setparams((2, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(2 * 2 * 8000 * 2))
    return path


def _count(house, table):
    with sqlite3.connect(house.folder / "db.sqlite3") as database:
        return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]


TABLES = ("contacts_contact", "contacts_callevent", "contacts_recording", "facts_fact", "contacts_callback")


def test_the_same_folder_twice_adds_nothing(house, folder):
    assert house.done("replay", str(folder)) == "新通话 1，已有 0，读不出 0。\n"
    assert (house.folder / "recordings/2026/03/02/x-1.wav").read_bytes() == (
        folder / "audio.wav"
    ).read_bytes()
    before = {table: _count(house, table) for table in TABLES}
    assert house.done("replay", str(folder)) == "新通话 0，已有 1，读不出 0。\n"
    assert {table: _count(house, table) for table in TABLES} == before


def test_a_bad_folder_is_named_and_the_others_are_taken(house, folder):
    bad = folder.parent / "a-bad"
    bad.mkdir()
    (bad / "events.ndjson").write_text('{"at": "2026-03-02T09:00:00+08:00", "event": "rang"}\n')
    done = house.command("replay", str(folder.parent))
    assert done.returncode == 2
    assert done.stdout == "新通话 1，已有 0，读不出 1。\n"
    assert "a-bad/events.ndjson:1" in done.stderr


def test_the_demo_has_calls_with_voices_on_both_channels(house):
    sounds = sorted((house.folder / "recordings").rglob("*.wav"))
    assert [file.stem for file in sounds] == ["demo-1", "demo-2", "demo-4", "demo-5", "demo-6"]
    for file in sounds:
        with wave.open(str(file)) as sound:
            assert sound.getparams()[:3] == (2, 2, 8000)
            frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
        assert max(frames[0::2]) > 3000 and max(frames[1::2]) > 3000
    assert house.done("demo").startswith("已有员工档案")
    assert _count(house, "contacts_contact") == 6
