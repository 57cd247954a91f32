"""The line process under measurement: the real one, in a home of its own, on a core of its own."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import signing

from sanxiang.lines.tickets import SALT

STARTS_WITHIN_S = 20.0
CLOCK_TICKS = os.sysconf("SC_CLK_TCK")


class LineProcess:
    """`sanxiang line` on core `core` with room for `max_calls`, its home under `home`."""

    def __init__(self, home: Path, *, core: int, max_calls: int) -> None:
        self.home = home
        self.port = _free_port()
        self._core = core
        environment = os.environ | {
            "SANXIANG_HOME": str(home),
            "SANXIANG_SECRET_KEY": settings.SECRET_KEY,
            "SANXIANG_LINE_HOST": "127.0.0.1",
            "SANXIANG_LINE_PORT": str(self.port),
            "SANXIANG_RTC_HOSTS": "127.0.0.1",
            "SANXIANG_RTC_MAX_CALLS": str(max_calls),
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        }
        home.mkdir(parents=True, exist_ok=True)
        # The gate would hold callers back from the very load that is to be measured.
        (home / "line.toml").write_text("late_share = 1.0\nwrapup_s = 0\n", encoding="utf-8")
        command = [sys.executable, "-m", "sanxiang", "line", "--no-intake"]
        self._process = subprocess.Popen(command, env=environment, preexec_fn=self._pin)

    def _pin(self) -> None:
        os.sched_setaffinity(0, {self._core})

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/line"

    async def up(self) -> None:
        """Wait until it answers. Raises TimeoutError."""
        async with asyncio.timeout(STARTS_WITHIN_S):
            while True:
                try:
                    await self.health()
                except OSError:
                    await asyncio.sleep(0.1)
                else:
                    return

    async def health(self) -> dict[str, Any]:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        writer.write(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        answer = await reader.read()
        writer.close()
        return dict(json.loads(answer.partition(b"\r\n\r\n")[2]))

    def cpu_s(self) -> float:
        """Seconds of its core that the process has used."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / CLOCK_TICKS

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(20)


def staff_ticket(number: str, line: str = "general") -> str:
    content = {"kind": "staff", "staff": number, "name": number, "role": "operator", "site": 1}
    return signing.dumps(content | {"lines": [line], "languages": ["zh"]}, salt=SALT)


def caller_ticket(line: str = "general") -> str:
    place = {
        "kind": "caller",
        "link": 1,
        "site": 1,
        "line": line,
        "line_name": line,
        "place": "",
        "unit": None,
    }
    times = {"on_s": 1.0, "cycle_s": 5.0, "ring_for_s": 60.0, "give_up_s": 300.0, "emergency": False}
    return signing.dumps(place | times, salt=SALT)


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])
