"""Scenes made by chance from a seed: one who talks at a given pace, whole dialogues with placed events."""

from dataclasses import dataclass, field

import numpy as np

from sanxiang.quality.audio.bench import phrases
from sanxiang.quality.audio.bench.scene import CUSTOMER, STAFF, Scene
from sanxiang.quality.audio.bench.speech import Phrase, Speaker, phrase
from sanxiang.quality.audio.model import Overlap, Span

PACES = (80, 100, 120, 140, 160, 180, 200, 220, 240)
NAMES = ("customer", "staff")
LINKED = (1, 2, 30)
ARTICULATION = (102.0, 320.0)  # what the synthesiser reaches


def talk(speaker: Speaker, pace: float, seed: int, *, seconds: float = 28.0) -> Scene:
    """Staff alone at about `pace` characters a minute with the pauses, which are shorter than 2 s."""
    chance = np.random.default_rng(seed)
    articulation = float(np.clip(pace * chance.uniform(1.08, 1.5), *ARTICULATION))
    scene = Scene(levels=(-24.0, float(chance.uniform(-30, -18))))
    linked = int(chance.choice(LINKED))
    at = 0.6
    while at < seconds:
        text = _part(phrases.STAFF[int(chance.integers(len(phrases.STAFF)))], pace)
        said = scene.say(STAFF, phrase(text, speaker, round(articulation), linked), at)
        pause = max(0.05, 60 * len(text) / pace - said.seconds) * chance.uniform(0.7, 1.3)
        at = said.to_s + min(pause, 1.85)
    return scene


def _part(text: str, pace: float) -> str:
    """Who speaks slowly pauses more often."""
    return text[: max(5, len(text) // 2)] if pace < 130 else text


@dataclass
class Writer:
    """Writes one dialogue, event after event."""

    speakers: tuple[Speaker, Speaker]
    chance: np.random.Generator
    paces: tuple[float, float]
    scene: Scene = field(default_factory=Scene)
    at: float = 0.0

    def turn(self, channel: int, count: int, *, gap: float | None = None, least: float = 0.0) -> Span:
        """`count` phrases, and more until `least` seconds are over, with short pauses between."""
        start = self.at + (float(self.chance.uniform(0.2, 1.2)) if gap is None else gap)
        at, number = start, 0
        while number < count or at - start < least:
            said = self.scene.say(channel, self.phrase(channel), at)
            at = said.to_s + float(self.chance.uniform(0.08, 0.45))
            number += 1
        self.at = said.to_s
        return Span(start, said.to_s)

    def phrase(self, channel: int, text: str = "") -> Phrase:
        texts = (phrases.CUSTOMER, phrases.STAFF)[channel]
        text = text or texts[int(self.chance.integers(len(texts)))]
        return phrase(text, self.speakers[channel], self.paces[channel])

    def interrupt(self, by: int, overlap: float) -> None:
        """`by` comes in `overlap` seconds before the other's turn is over, and keeps the floor."""
        other = self.turn(1 - by, 1, least=overlap + 1.2)
        start = self.at - overlap
        self.turn(by, 2, gap=-overlap)
        kind = "interruption" if overlap >= 0.5 else "talk_over"
        self.scene.events.append(Overlap(start, other.to_s, NAMES[by], kind))

    def backchannel(self, by: int) -> None:
        """A short word into the other's turn, which goes on."""
        other = self.turn(1 - by, 2, least=4.0)
        word = phrases.BACKCHANNELS[int(self.chance.integers(len(phrases.BACKCHANNELS)))]
        start = float(self.chance.uniform(other.from_s + 1.0, other.to_s - 1.5))
        said = self.scene.say(by, phrase(word, self.speakers[by], 200), start)
        self.scene.events.append(Overlap(said.from_s, said.to_s, NAMES[by], "backchannel"))

    def silence(self, seconds: float) -> None:
        """Nobody speaks, then staff comes back."""
        self.turn(STAFF, 1, gap=seconds)

    def hold(self, words: int) -> None:
        """Staff asks for patience, is away with `words` hold words, and comes back."""
        said = self.scene.say(STAFF, self.phrase(STAFF, phrases.WAIT), self.at + 0.6)
        start = at = said.to_s + 0.3
        for number in range(words):
            at = at + float(self.chance.uniform(6, 24))
            at = self.scene.say(STAFF, self.phrase(STAFF, phrases.HOLD_WORDS[number % 2]), at).to_s
        end = at + float(self.chance.uniform(6, 24))
        self.scene.holds.append(Span(start, end))
        self.at = self.scene.say(STAFF, self.phrase(STAFF, phrases.BACK), end + 0.2).to_s


def dialogue(speakers: tuple[Speaker, Speaker], seed: int) -> Scene:
    """About two minutes: (customer, staff) with every kind of event, in an order of chance."""
    chance = np.random.default_rng(seed)
    levels = (float(chance.uniform(-32, -20)), float(chance.uniform(-28, -18)))
    paces = (float(chance.integers(15, 24) * 10), float(chance.integers(12, 22) * 10))
    write = Writer(speakers, chance, paces, Scene(levels=levels))
    write.scene.say(STAFF, write.phrase(STAFF, phrases.STAFF[0]), float(chance.uniform(0.3, 3.5)))
    write.at = write.scene.seconds
    for step in chance.permutation(len(_STEPS)):
        write.turn(CUSTOMER, 1)
        write.turn(STAFF, 1)
        _STEPS[step](write)
    return write.scene


_STEPS = (
    lambda write: write.interrupt(STAFF, float(write.chance.uniform(0.65, 1.6))),
    lambda write: write.interrupt(CUSTOMER, float(write.chance.uniform(0.65, 1.6))),
    lambda write: write.interrupt(STAFF, float(write.chance.uniform(0.12, 0.35))),
    lambda write: write.interrupt(CUSTOMER, float(write.chance.uniform(0.12, 0.35))),
    lambda write: write.backchannel(STAFF),
    lambda write: write.backchannel(CUSTOMER),
    lambda write: write.silence(float(write.chance.choice([5.0, 9.0, 16.5, 20.0]))),
    lambda write: write.silence(float(write.chance.choice([3.0, 13.5, 18.0, 25.0]))),
    lambda write: write.hold(int(write.chance.integers(0, 3))),
)
