"""A resident who calls without a window: a real WebRTC leg in a process of its own, quick to start.

`python -m tests.browser.dial LINK NAME PHONE` prints the call's id and each phase; a line of input ends it.
"""

import asyncio
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from queue import Empty, Queue

from tests.browser.product import Product


@dataclass
class Dial:
    """A call that a resident makes. `call`: its id."""

    process: subprocess.Popen[str]
    call: str = ""
    lines: Queue[str] = field(default_factory=Queue)

    @classmethod
    def at(cls, product: Product, key: str = "general", *, name: str = "", phone: str = "") -> "Dial":
        """Press call on the page behind a link of the demo."""
        token = next(one["token"] for one in product.demo()["links"] if one["key"] == key)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.dial", token, name, phone],
            env={**product.environment(), "DJANGO_SETTINGS_MODULE": "sanxiang.site.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        made = cls(process)
        threading.Thread(target=made._read, daemon=True).start()
        made.call = made.says("call ")
        return made

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))

    def says(self, beginning: str, seconds: float = 20.0) -> str:
        """Wait for a line that begins so; return the rest of it."""
        seen = []
        try:
            while True:
                seen.append(self.lines.get(timeout=seconds))
                if seen[-1].startswith(beginning):
                    return seen[-1][len(beginning) :]
        except Empty:
            raise AssertionError(f"the resident never said {beginning!r}: {seen}") from None

    def hangs_up(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("hang up\n")
        self.process.stdin.flush()
        self.process.wait(20)

    def vanishes(self) -> None:
        """As a phone whose battery is empty."""
        self.process.kill()
        self.process.wait(20)

    def over(self) -> None:
        """At the end of a test, however it went."""
        if self.process.poll() is None:
            self.hangs_up()


async def _resident(ticket: str, port: str, name: str, phone: str) -> None:
    from sanxiang.lines.embedded.clients import Caller
    from sanxiang.lines.embedded.media.settings import from_environment

    async with Caller(f"ws://127.0.0.1:{port}/line", ticket, from_environment()) as caller:
        print("call", await caller.call(name=name, phone=phone), flush=True)  # noqa: T201
        watch = asyncio.create_task(_tell(caller))
        await asyncio.to_thread(sys.stdin.readline)
        await caller.hang_up()
        watch.cancel()


async def _tell(caller: object) -> None:
    told = 0
    while True:
        seen = [message for _, message in caller.seen if message["t"] == "state"]  # type: ignore[attr-defined]
        for message in seen[told:]:
            print("phase", message["phase"], flush=True)  # noqa: T201
        told = len(seen)
        await asyncio.sleep(0.05)


def main(token: str, name: str, phone: str) -> None:
    import django

    django.setup()
    from sanxiang.desk.contacts import queries
    from sanxiang.lines.tickets import caller_ticket

    link = queries.link_by_token(token)
    assert link is not None
    asyncio.run(_resident(caller_ticket(link), os.environ["SANXIANG_LINE_PORT"], name, phone))


if __name__ == "__main__":
    main(*sys.argv[1:4])
