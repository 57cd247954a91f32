"""Parts are started, followed, started again, and ended in order."""

import asyncio
import os
import signal
import time

from sanxiang.site.run.crew import Crew
from sanxiang.site.run.logs import PartLog


async def _until(true, seconds=15.0):
    async with asyncio.timeout(seconds):
        while not true():
            await asyncio.sleep(0.02)


async def test_a_part_that_ends_is_started_again_and_said(tmp_path):
    said = []
    crew = Crew({"short": ["--version"]}, logs=tmp_path, say=said.append)
    running = asyncio.create_task(crew.run())
    await _until(lambda: len(said) == 2)
    crew.stop()
    await asyncio.wait_for(running, 5)
    assert "short 意外退出（0），0.5 秒后重新启动。最后一行：sanxiang" in said[0]
    assert "1.0 秒后" in said[1]
    assert (tmp_path / "short.log").read_text().count("sanxiang") >= 2


async def test_a_killed_part_is_named_with_its_signal(tmp_path):
    said = []
    crew = Crew({"work": ["work"]}, logs=tmp_path, say=said.append)
    running = asyncio.create_task(crew.run())
    await _until(lambda: crew.parts[0].process is not None)
    os.kill(crew.parts[0].process.pid, signal.SIGKILL)
    await _until(lambda: said)
    began = time.monotonic()
    crew.stop()
    await asyncio.wait_for(running, 5)
    assert "SIGKILL" in said[0]
    assert time.monotonic() - began < 3


async def test_logs_are_cut_into_files_of_limited_size(tmp_path):
    log = PartLog(tmp_path, "line", size=1000, count=2)
    stream = asyncio.StreamReader()
    for number in range(100):
        stream.feed_data(f"{number:03d} 一行日志 with some length to it\n".encode())
    stream.feed_data(b"broken \xff byte, no end of line")
    stream.feed_eof()
    await log.follow(stream)
    log.close()
    files = sorted(tmp_path.glob("line.log*"))
    assert [file.name for file in files] == ["line.log", "line.log.1", "line.log.2"]
    assert all(file.stat().st_size <= 1100 for file in files)
    assert log.last == "broken � byte, no end of line"
