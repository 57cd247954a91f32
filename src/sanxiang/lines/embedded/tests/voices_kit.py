"""What the media tests share: speech-like sound, peers on the loopback, comparison of sounds."""

import asyncio
import contextlib
import time

import numpy as np

from sanxiang.lines.embedded.media.g711 import RATE, Law
from sanxiang.lines.embedded.media.peer import Peer
from sanxiang.lines.embedded.media.settings import Host, MediaSettings
from sanxiang.lines.embedded.media.voices import Voices

LOOPBACK = MediaSettings(hosts=(Host("127.0.0.1", "127.0.0.1"),), lost_after_s=1.0)


def speech(seconds, seed):
    """Noise in syllables: like nothing but itself, loud enough to be heard as speech."""
    rng = np.random.default_rng(seed)
    count = int(seconds * RATE)
    noise = np.convolve(rng.normal(size=count), np.hanning(9) / 4, mode="same")
    syllables = np.repeat(rng.uniform(0.1, 1.0, size=count // 1600 + 1), 1600)[:count]
    return np.clip(noise * syllables * 6000, -30000, 30000).astype(np.int16)


def likeness(heard, said):
    """Best normalised correlation of `said` anywhere in `heard`, and the sample where it begins.

    It may begin a little before what was heard: of words said too early the rest is compared.
    """
    early = min(len(said) // 4, RATE // 4)
    heard = np.concatenate([np.zeros(early), heard.astype(float)])
    said = said.astype(float)
    size = 1 << (len(heard) + len(said)).bit_length()
    cross = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    cross = cross[: max(1, len(heard) - len(said) + 1)]
    at = int(np.argmax(cross))
    piece = heard[at : at + len(said)]
    norm = np.linalg.norm(piece) * np.linalg.norm(said[: len(piece)])
    return (float(cross[at] / norm) if norm else 0.0), at - early


async def hears(peer, since, words, *, within_s=5.0):
    """Whether `peer` comes to hear `words` after the moment `since`; a busy machine may be late."""
    end = time.monotonic() + within_s
    while likeness(peer.samples(since), words)[0] <= 0.9:
        if time.monotonic() > end:
            return False
        await asyncio.sleep(0.1)
    return True


def tone_level(samples, hz=450.0):
    """Share of the power that lies within 30 Hz of `hz`."""
    power = np.abs(np.fft.rfft(samples * np.hanning(len(samples)))) ** 2
    frequencies = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(power[np.abs(frequencies - hz) < 30].sum() / max(power.sum(), 1e-9))


@contextlib.asynccontextmanager
async def voices(settings=LOOPBACK, **callbacks):
    made = Voices(settings, **callbacks)
    made.start()
    try:
        yield made
    finally:
        await made.close()


@contextlib.asynccontextmanager
async def dialled(made, *parties, laws=(Law.U,), settings=LOOPBACK):
    """Peers connected to `made` under these names, talking (silence) at their own pace."""
    peers = []
    try:
        for name in parties:
            peers.append(await dial(made, name, laws=laws, settings=settings))
        yield peers
    finally:
        for peer in peers:
            await peer.close()


async def dial(made, name, laws=(Law.U,), settings=LOOPBACK):
    peer = Peer(settings, laws=laws)
    await peer.accept(await made.answer(name, await peer.offer()))
    await asyncio.wait_for(peer.opened.wait(), 10)
    await until(lambda: made._parties[name].leg.open)
    peer.run()
    return peer


async def until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        await asyncio.sleep(0.01)
