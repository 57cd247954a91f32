"""Listens to a recording block by block: the same code for a file and for a call that goes on."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sanxiang.kernel.words import gettext
from sanxiang.quality.audio import activity, heard
from sanxiang.quality.audio.front import FRAMES_PER_S, GROUP, RATES, Features, Front, joined
from sanxiang.quality.audio.heard import Heard
from sanxiang.quality.audio.model import Analysis, BadSound, Live
from sanxiang.quality.audio.now import Now
from sanxiang.quality.audio.summary import summary
from sanxiang.quality.audio.wav import wrong_rate

BLOCK_S = 10
HELD_S = 1800  # so much is judged as one, with one idea of how loud its speakers are
SURROUNDINGS_S = 30  # kept on either side of a cut

Samples = NDArray[np.int16]


class Listener:
    """Feed it samples; ask it for `now()` in between or for the whole at the end."""

    def __init__(self, rate: int) -> None:
        """Raises BadSound("rate") for other than 8,000 or 16,000 Hz."""
        if rate not in RATES:
            raise wrong_rate(rate)
        self.rate = rate
        self._samples = 0
        self._front = Front(rate)
        self._groups: list[Features] = []
        self._gone = 0  # groups that are no more held
        self._before = 0  # frames held that are counted already
        self._heard = (Heard(), Heard())
        self._alike = Alike()
        self._now = Now()

    def feed(self, samples: Samples) -> None:
        """`samples` (n, 2), n any: channel 0 the customer, channel 1 staff."""
        if samples.ndim != 2 or samples.shape[1] != 2:
            raise BadSound("channels", gettext("录音应有两个声道：第一声道是来电人，第二声道是客服。"))
        self._samples += len(samples)
        self._alike.add(samples)
        self._groups += self._front.feed(samples)
        if len(self._groups) * GROUP >= (HELD_S + SURROUNDINGS_S) * FRAMES_PER_S:
            self._count(upto=HELD_S * FRAMES_PER_S)

    def now(self) -> Live:
        """How the call goes at this moment; half a second of sound may still be on its way."""
        return self._now.look(self._groups, self._gone, self.seconds)

    def finish(self) -> Analysis:
        """The whole recording. Nothing can be fed after it."""
        self._groups += self._front.rest()
        if self._groups:
            self._count(upto=len(self._groups) * GROUP)
        return summary(self._heard, self.rate, self.seconds, same=self._alike.same())

    @property
    def seconds(self) -> float:
        return self._samples / self.rate

    def _count(self, *, upto: int) -> None:
        """Judge what is held and add it up to frame `upto` of it; forget what is no more needed."""
        features = joined(self._groups)
        found = activity.speech(features)
        for channel in (0, 1):
            heard.add(self._heard[channel], features, channel, found[channel], (self._before, upto))
        gone = max(0, upto // GROUP - SURROUNDINGS_S * FRAMES_PER_S // GROUP)
        self._before = upto - gone * GROUP
        self._groups = self._groups[gone:]
        self._gone += gone


class Alike:
    """Whether the two channels carry one and the same sound."""

    def __init__(self) -> None:
        self._products = np.zeros(3)

    def add(self, samples: Samples) -> None:
        one, other = samples[:, 0].astype(np.float32), samples[:, 1].astype(np.float32)
        self._products += [one @ one, other @ other, one @ other]

    def same(self) -> bool:
        own, other, both = self._products
        return bool(own > 0 and other > 0 and abs(both) > 0.98 * np.sqrt(own * other))


def analyse(samples: Samples, rate: int) -> Analysis:
    """`samples` (n, 2) at 8,000 or 16,000 Hz. Raises BadSound for another rate or shape."""
    listener = Listener(rate)
    for block in _blocks(samples, rate * BLOCK_S):
        listener.feed(block)
    return listener.finish()


def _blocks(samples: Samples, size: int) -> Iterator[Samples]:
    for start in range(0, max(len(samples), 1), size):
        yield samples[start : start + size]
