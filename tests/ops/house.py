"""A real installation in a folder of its own, driven by its commands as a person would."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

PORTS = ("SANXIANG_PORT", "SANXIANG_LINE_PORT", "SANXIANG_HUB_PORT")


def free_ports(count):
    """Ports that nobody has this moment."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    numbers = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return numbers


class House:
    """`folder` is the home; nothing of the tests' own environment reaches the commands but what is given."""

    def __init__(self, folder: Path, **settings: str):
        self.folder = folder
        clean = {
            name: value for name, value in os.environ.items() if not name.startswith(("SANXIANG_", "DJANGO_"))
        }
        ports = dict(zip(PORTS, map(str, free_ports(3)), strict=True))
        self.env = {**clean, **ports, "SANXIANG_HOME": str(folder), "LANG": "C.UTF-8", **settings}

    def port(self, name="SANXIANG_PORT"):
        return int(self.env[name])

    def command(self, *words, **env):
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "sanxiang", *words],
            env={**self.env, **env},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def done(self, *words, **env):
        """Run one command that must succeed; what it prints."""
        done = self.command(*words, **env)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, *words):
        return Running(self, ["run", *words])

    def health(self):
        with urllib.request.urlopen(
            f"http://127.0.0.1:{self.port('SANXIANG_LINE_PORT')}/health", timeout=5
        ) as answer:
            return json.load(answer)

    def web(self):
        """The status of the first page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port()}/", timeout=10) as answer:
            return answer.status

    def free(self):
        return not any(_answers(self.port(name)) for name in PORTS)


class Running:
    """`sanxiang run`, or one of its parts, from its start to its end."""

    def __init__(self, house, words):
        self.house = house
        self.process = subprocess.Popen(
            [sys.executable, "-m", "sanxiang", *words],
            env=house.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.said = []
        self._reader = threading.Thread(target=lambda: self.said.extend(self.process.stdout), daemon=True)
        self._reader.start()

    def __enter__(self):
        try:
            self.until(lambda: any("服务台" in line for line in self.said), 120)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        """End it whatever the test did: nothing of a failed test may go on running."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            self._reader.join(5)

    def until(self, true, seconds=20.0):
        end = time.monotonic() + seconds
        while not true():
            assert time.monotonic() < end, "".join(self.said)
            time.sleep(0.05)

    def stop(self, number=signal.SIGTERM):
        """End it; returns exit status and seconds."""
        began = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(30)
        self._reader.join(5)
        return status, time.monotonic() - began


def _answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
