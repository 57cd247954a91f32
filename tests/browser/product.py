"""The whole program as its users get it: `sanxiang run --demo` on a home folder of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_S = 120.0


@dataclass
class Product:
    """A running installation. `restart` and `kill` are what faults do to it."""

    home: Path
    port: int
    line_port: int
    hub_port: int
    more: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def environment(self) -> dict[str, str]:
        own = {
            "SANXIANG_HOME": str(self.home),
            "SANXIANG_PORT": str(self.port),
            "SANXIANG_LINE_PORT": str(self.line_port),
            "SANXIANG_HUB_PORT": str(self.hub_port),
            "SANXIANG_URL": self.url,
            "SANXIANG_RTC_HOSTS": "127.0.0.1",
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SANXIANG_")}
        return {**kept, **own, **self.more}

    def command(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run another command of the program on the same home folder."""
        return subprocess.run(
            [sys.executable, "-m", "sanxiang", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    def start(self) -> "Product":
        out = (self.home / "run.out").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sanxiang", "run", "--demo"],
            env=self.environment(),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.wait_ready()
        return self

    def wait_ready(self) -> None:
        for address in (f"{self.url}/health", f"http://127.0.0.1:{self.line_port}/health"):
            self._wait_for(address)

    def _wait_for(self, address: str) -> None:
        end = time.monotonic() + START_S
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(address, timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        raise AssertionError(f"{address} doesn't answer:\n{self.printed()[-4000:]}")

    def printed(self) -> str:
        logs = sorted((self.home / "logs").glob("*.log"))
        texts = [path.read_text(errors="replace")[-2000:] for path in [self.home / "run.out", *logs]]
        return "\n".join(texts)

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                raise

    def line_pid(self) -> int:
        """The voice process."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.line_port}/health", timeout=5) as answer:
            return int(json.load(answer)["pid"])

    def pid_of(self, part: str) -> int:
        """A part that `run` has started."""
        assert self.process is not None
        words = ["pgrep", "-P", str(self.process.pid), "-f", f"sanxiang {part}$"]
        return int(subprocess.run(words, capture_output=True, text=True, check=True).stdout)

    def demo(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads((self.home / "demo.json").read_text())
        return made

    def password(self, number: str) -> str:
        return next(str(one["password"]) for one in self.demo()["staff"] if one["number"] == number)

    def link(self, key: str) -> str:
        token = next(one["token"] for one in self.demo()["links"] if one["key"] == key)
        return f"{self.url}/call/{token}/"


def free_ports(count: int) -> list[int]:
    """Ports that nobody uses now."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
