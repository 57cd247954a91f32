import asyncio
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

import pytest

from sanxiang.kernel.clock import FixedClock, SystemClock
from sanxiang.lines import spool as spool_module
from sanxiang.lines.spool import Spool, SpoolFull, prune, read_from, spool_files


@pytest.fixture
def spool(tmp_path):
    made = Spool(tmp_path, SystemClock())
    yield made
    made.close()


def records(folder, position=""):
    return [entry.record for entry in read_from(folder, position)]


async def test_what_was_appended_is_read_in_order(spool, tmp_path):
    for number in range(20):
        await spool.append({"n": number, "text": "您好\n第二行"})
    assert [r["n"] for r in records(tmp_path)] == list(range(20))
    assert records(tmp_path)[0]["text"] == "您好\n第二行"


async def test_a_reader_goes_on_from_its_position(spool, tmp_path):
    await spool.append({"n": 1})
    (first,) = read_from(tmp_path)
    await spool.append({"n": 2})
    assert records(tmp_path, first.position) == [{"n": 2}]


async def test_appends_at_one_moment_share_a_sync(spool, tmp_path, monkeypatch):
    real, syncs = os.fsync, []

    def counted(file):
        syncs.append(file)
        time.sleep(0.01)
        real(file)

    monkeypatch.setattr(spool_module, "_sync", counted)
    await asyncio.gather(*(spool.append({"n": n}) for n in range(100)))
    assert len(syncs) < 10
    assert [r["n"] for r in records(tmp_path)] == list(range(100))


async def test_a_voice_does_not_wait_for_a_slow_disk_but_a_reader_does(spool, tmp_path, monkeypatch):
    real, syncs = os.fsync, []

    def slow(file):
        time.sleep(0.3)
        syncs.append(file)
        real(file)

    monkeypatch.setattr(spool_module, "_sync", slow)
    monkeypatch.setattr("sanxiang.lines.spooled.sync_data", slow)
    begun = time.monotonic()
    await spool.write({"n": 1})
    assert time.monotonic() - begun < 0.2
    assert not syncs
    assert records(tmp_path) == [{"n": 1}]
    assert syncs


def test_a_torn_last_line_waits_and_a_torn_older_file_is_passed_over(tmp_path):
    (tmp_path / "0000000000001-1.ndjson").write_bytes(b'{"n":1}\n{"n":')
    (tmp_path / "0000000000002-2.ndjson").write_bytes(b'{"n":2}\nrubbish\n[1]\n{"n":3}\n{"torn')
    assert records(tmp_path) == [{"n": 1}, {"n": 2}, {"n": 3}]
    last = list(read_from(tmp_path))[-1].position
    with (tmp_path / "0000000000002-2.ndjson").open("ab") as file:
        file.write(b'":4}\n')
    assert records(tmp_path, last) == [{"torn": 4}]


async def test_files_are_rotated_by_size_and_read_as_one(tmp_path):
    spool = Spool(tmp_path, SystemClock(), rotate_at=200)
    for number in range(30):
        await spool.append({"n": number, "pad": "x" * 40})
    spool.close()
    assert len(spool_files(tmp_path)) > 3
    assert [r["n"] for r in records(tmp_path)] == list(range(30))
    middle = list(read_from(tmp_path))[14].position
    assert [r["n"] for r in records(tmp_path, middle)] == list(range(15, 30))
    assert prune(tmp_path, middle, keep=0) > 0
    assert [r["n"] for r in records(tmp_path, middle)] == list(range(15, 30))


async def test_a_clock_set_back_keeps_the_order(tmp_path):
    clock = FixedClock(datetime(2026, 5, 1, 12, tzinfo=UTC))
    for number, hours in enumerate((0, -5, -9)):
        clock.advance(hours * 3600)
        spool = Spool(tmp_path, clock)
        await spool.append({"n": number})
        spool.close()
    assert [r["n"] for r in records(tmp_path)] == [0, 1, 2]


async def test_disk_full_says_so_and_loses_nothing_when_space_is_back(tmp_path):
    """RLIMIT_FSIZE makes the kernel refuse the write half-way, as a full disk does."""
    states = []
    spool = Spool(tmp_path, SystemClock(), on_state=states.append)
    await spool.append({"n": 0})
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (30, hard))
    try:
        with pytest.raises(SpoolFull, match="free some space"):
            await spool.append({"n": 1, "pad": "x" * 100})
        with pytest.raises(SpoolFull):
            await spool.append({"n": 2, "pad": "x" * 100})
        assert spool.full
        assert spool.backlog == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, held)
    await spool.append({"n": 3})
    assert [r["n"] for r in records(tmp_path)] == [0, 1, 2, 3]
    assert states == [True, False]
    spool.close()


async def test_the_backlog_is_written_without_a_new_record(tmp_path):
    back = threading.Event()
    spool = Spool(tmp_path, SystemClock(), on_state=lambda full: full or back.set())
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        with pytest.raises(SpoolFull):
            await spool.append({"n": 1})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, held)
    assert await asyncio.to_thread(back.wait, 5)
    assert records(tmp_path) == [{"n": 1}]
    spool.close()


WRITER = """
import asyncio, sys
from pathlib import Path
from sanxiang.kernel.clock import SystemClock
from sanxiang.lines.spool import Spool

async def main():
    spool = Spool(Path(sys.argv[1]), SystemClock())
    for n in range(1_000_000):
        await spool.write({"n": n, "pad": "x" * 300})
        print(n, flush=True)

asyncio.run(main())
"""


def test_kill_9_keeps_everything_that_was_acknowledged(tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    acknowledged = [int(child.stdout.readline()) for _ in range(50)]
    child.kill()
    acknowledged += [
        int(line) for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")
    ]
    child.wait()
    read = [r["n"] for r in records(tmp_path)]
    assert read[: len(acknowledged)] == acknowledged
    assert len(acknowledged) <= len(read) <= len(acknowledged) + 1
