"""How a call goes at this moment, from the same features and the same rules as the whole."""

from sanxiang.quality.audio import activity, heard
from sanxiang.quality.audio.front import FRAMES_PER_S, GROUP, Features, joined
from sanxiang.quality.audio.heard import Heard
from sanxiang.quality.audio.model import Live, Span, Voice
from sanxiang.quality.audio.overlaps import overlaps_of
from sanxiang.quality.audio.voices import spans_of, voice

TAIL_S = 40  # judged anew at each look: what comes later may still change it
RATED_SPEECH_S = 10.0
SPEAKS_S = 0.8  # who was heard so short a time ago still speaks; up to 0.5 s is on its way


Both = tuple[tuple[Span, ...], tuple[Span, ...]]


class Now:
    """Keeps the speech that is settled; looks again at the end of what is held."""

    def __init__(self) -> None:
        self._settled: tuple[list[Span], list[Span]] = ([], [])
        self._upto = 0  # groups of the whole call that are settled

    def look(self, groups: list[Features], gone: int, seconds: float) -> Live:
        """`groups`: the features held; `gone`: how many groups came before them."""
        if not groups:
            return _nothing(seconds)
        start = max(0, min(self._upto - gone, len(groups)) - TAIL_S * FRAMES_PER_S // GROUP)
        features = joined(groups[start:])
        found = activity.speech(features)
        ears = (Heard(), Heard())
        for channel in (0, 1):
            ears[channel].frames = (gone + start) * GROUP
            heard.add(ears[channel], features, channel, found[channel], (0, len(features.power[0])))
        spans = spans_of(ears[0], seconds), spans_of(ears[1], seconds)
        self._settle(spans, (gone + start) * GROUP / FRAMES_PER_S, gone + len(groups))
        return self._live(ears, spans, seconds)

    def _settle(self, spans: Both, from_s: float, upto: int) -> None:
        for known, new in zip(self._settled, spans, strict=True):
            while known and known[-1].from_s >= from_s:
                known.pop()
            if known and known[-1].to_s > from_s:
                known[-1] = Span(known[-1].from_s, from_s)
            known += new
        self._upto = upto

    def _live(self, ears: tuple[Heard, Heard], spans: Both, seconds: float) -> Live:
        customer, staff = self._settled
        voices = voice(ears[0], spans[0], spans[1]), voice(ears[1], spans[1], spans[0])
        last = [spans[-1].to_s if spans else None for spans in self._settled]
        return Live(
            seconds=seconds,
            staff_rate=_rate(voices[1]),
            staff_level_dbov=_level(voices[1]),
            customer_level_dbov=_level(voices[0]),
            staff_speaks=_speaks(last[1], seconds),
            customer_speaks=_speaks(last[0], seconds),
            silence_s=max(0.0, seconds - max(last[0] or 0.0, last[1] or 0.0)),
            overlaps=overlaps_of(customer, staff),
            staff_last_word_s=last[1],
        )


def _rate(staff: Voice) -> float | None:
    """Of the last 10 s or so of speech, with the pauses inside turns."""
    whole, syllables = 0.0, 0
    for turn in reversed(staff.turns):
        whole += turn.to_s - turn.from_s
        syllables += turn.syllables
        if whole >= RATED_SPEECH_S:
            break
    return 60 * syllables / whole if whole >= RATED_SPEECH_S / 3 else None


def _level(voice: Voice) -> float | None:
    return voice.turns[-1].level_dbov if voice.turns else None


def _speaks(last_s: float | None, seconds: float) -> bool:
    return last_s is not None and seconds - last_s < SPEAKS_S


def _nothing(seconds: float) -> Live:
    return Live(seconds, None, None, None, False, False, seconds, (), None)
