"""One part of the program: started, followed, started again when it dies."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sanxiang.kernel.words import gettext
from sanxiang.site.run.logs import PartLog
from sanxiang.site.run.parent import VARIABLE

STEADY_S = 60.0  # a part that has run this long is well again: its next death is its first
FIRST_WAIT_S = 0.5
LONGEST_WAIT_S = 30.0

Say = Callable[[str], None]


@dataclass
class Part:
    """`name` names the log, `words` follow `sanxiang`; `keep` are descriptors it inherits."""

    name: str
    words: Sequence[str]
    log: PartLog
    say: Say
    watch: int
    keep: Sequence[int] = ()
    process: asyncio.subprocess.Process | None = None
    _ending: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Keep it running until `end`."""
        wait = FIRST_WAIT_S
        while not self._ending.is_set():
            began = time.monotonic()
            status = await self._once()
            wait = FIRST_WAIT_S if time.monotonic() - began > STEADY_S else wait
            if not self._ending.is_set():
                self.say(self._died(status, wait))
                await self._pause(wait)
            wait = min(wait * 2, LONGEST_WAIT_S)

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to end (or end it hard with SIGKILL); it isn't started again."""
        self._ending.set()
        if self.process is not None and self.process.returncode is None:
            self.process.send_signal(number)

    async def _once(self) -> int:
        self.process = process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "sanxiang",
            *self.words,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={"SANXIANG_LOG": "INFO", **os.environ, VARIABLE: str(self.watch), "PYTHONUNBUFFERED": "1"},
            pass_fds=(self.watch, *self.keep),
            start_new_session=True,  # Ctrl-C at the terminal is for the starter, which ends parts in order
        )
        if self._ending.is_set():
            self.end()
        assert process.stdout is not None
        reading = asyncio.create_task(self.log.follow(process.stdout))
        status = await process.wait()
        with contextlib.suppress(TimeoutError):  # something it started may still hold its output
            await asyncio.wait_for(reading, 1)
        return status

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)

    def _died(self, status: int, wait: float) -> str:
        how = signal.Signals(-status).name if status < 0 else str(status)
        return gettext(
            "%(part)s 意外退出（%(how)s），%(wait).1f 秒后重新启动。最后一行：%(last)s　日志：%(path)s",
            part=self.name,
            how=how,
            wait=wait,
            last=self.log.last or "-",
            path=self.log.path,
        )
