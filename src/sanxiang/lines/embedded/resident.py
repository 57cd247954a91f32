"""The virtual resident: dials in over real WebRTC and talks, for trying the desk alone and for practice."""

import asyncio
import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import av
import numpy as np

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

from .clients import Caller, Message
from .clients import Refused as RequestRefused
from .media.g711 import RATE, Pcm

LONGEST_S = 3600.0
VOICE = "cmn-latn-pinyin+f2"  # the voice that reads characters spells them as English

Tell = Callable[[str, Message], None]


async def dial(caller: Caller, say: Pcm, *, name: str, phone: str, stay_s: float, tell: Tell) -> bool:
    """Press call, say `say` once somebody answers, stay `stay_s`, hang up. Returns whether it was answered.

    `caller` is a page that is open. `tell` hears every change of phase. Cancelled, it hangs up first.
    """
    answered: asyncio.Task[None] | None = None
    try:
        await caller.call(name=name, phone=phone)
        async for told in _phases(caller):
            tell(told["phase"], told)
            if told["phase"] == "connected" and answered is None:
                answered = asyncio.create_task(_talk(caller, say, stay_s))
    except asyncio.CancelledError:
        await _leave(caller)
        raise
    finally:
        if answered is not None:
            answered.cancel()
    return answered is not None


async def _phases(caller: Caller) -> AsyncIterator[Message]:
    """Each change of phase up to the last; the line says some more than once."""
    known: set[int] = set()
    phase = ""

    def new(message: Message) -> bool:
        return message["t"] == "state" and id(message) not in known

    while phase != "ended":
        _, told = await caller.wait(new, seconds=LONGEST_S)
        known.add(id(told))
        if told["phase"] != phase:
            phase = told["phase"]
            yield told


async def _talk(caller: Caller, say: Pcm, stay_s: float) -> None:
    peer = await caller.connected()
    peer.say(say)
    while peer.talking:
        await asyncio.sleep(0.1)
    await asyncio.sleep(stay_s)
    await _leave(caller)


async def _leave(caller: Caller) -> None:
    with contextlib.suppress(
        RequestRefused, OSError, TimeoutError
    ):  # the operator was quicker, the line has gone
        await caller.hang_up()


def voice(text_or_file: str) -> Pcm:
    """The samples of a sound file, or of a text that espeak-ng speaks. Refused when neither can be had."""
    path = Path(text_or_file)
    if path.suffix.lower() in (".wav", ".mp3", ".ogg", ".opus", ".flac", ".m4a") or path.is_file():
        return read_sound(path)
    program = shutil.which("espeak-ng")
    if program is None:
        raise Refused(gettext("要把文字说出来需要 espeak-ng：请安装它，或用 --say 指定一个声音文件。"))
    with tempfile.TemporaryDirectory(prefix="sanxiang-say-") as folder:
        spoken = Path(folder) / "said.wav"
        command = [program, "-v", VOICE, "-s", "150", "-w", str(spoken), _pinyin(text_or_file)]
        subprocess.run(command, check=True, capture_output=True)
        return read_sound(spoken)


def read_sound(path: Path) -> Pcm:
    """One channel at 8,000 Hz of any sound file. Refused when it can't be read."""
    try:
        with av.open(str(path)) as file:
            resampler = av.AudioResampler("s16", "mono", RATE)
            parts = [part for frame in file.decode(audio=0) for part in resampler.resample(frame)]
            parts += resampler.resample(None)
    except (OSError, av.FFmpegError, IndexError) as fault:
        raise Refused(gettext("声音文件 %(path)s 读不出来：%(fault)s", path=path, fault=fault)) from fault
    return np.concatenate([part.to_ndarray()[0] for part in parts] or [np.zeros(0, np.int16)])


def _pinyin(text: str) -> str:
    from pypinyin import Style, lazy_pinyin

    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))
