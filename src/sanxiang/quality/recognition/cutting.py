"""A call's sound cut into turns that a recogniser can take: one party, at pauses, not too long."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.kernel.words import gettext_noop as _
from sanxiang.quality.audio.model import Analysis, BadSound, Span
from sanxiang.quality.recognition.ports import NotRecognised

PAUSE_S = 0.8  # a longer one ends the turn
LONGEST_S = 20.0  # the models were trained on sentences, not on speeches
SHORTEST_S = 0.2  # a click is no word
MARGIN_S = 0.2  # a soft beginning or end belongs to the word
NOBODY_KNOWS_WHO = {
    "swapped": _("录音的两个声道像是接反了，分不出谁在说话，没有识别。"),
    "one_channel": _("录音两个声道内容相同，分不出谁在说话，没有识别。"),
}
WHO = ("customer", "staff")


@dataclass(frozen=True, slots=True)
class Cut:
    """What one party (0 the customer, 1 staff) said in one go, in seconds of the recording."""

    channel: int
    from_s: float
    to_s: float


def cuts(found: Analysis) -> list[Cut]:
    """Return the turns of both channels in the order of time. Raises NotRecognised("sound")."""
    wrong = next((one for one in NOBODY_KNOWS_WHO if one in found.faults), None)
    if wrong is not None:
        raise NotRecognised(gettext(NOBODY_KNOWS_WHO[wrong]), code="sound")
    made = [
        Cut(channel, max(0.0, span.from_s - MARGIN_S), min(found.seconds, span.to_s + MARGIN_S))
        for channel, voice in enumerate((found.customer, found.staff))
        for span in _joined(voice.speech)
        if span.seconds >= SHORTEST_S
    ]
    return sorted(made, key=lambda cut: cut.from_s)


def _joined(speech: Sequence[Span]) -> Iterator[Span]:
    """Put stretches with short pauses together, as long as the whole isn't too long."""
    start: float | None = None
    end = 0.0
    for span in (part for one in speech for part in _parted(one)):
        if start is None:
            start = span.from_s
        elif span.from_s - end > PAUSE_S or span.to_s - start > LONGEST_S:
            yield Span(start, end)
            start = span.from_s
        end = span.to_s
    if start is not None:
        yield Span(start, end)


def _parted(span: Span) -> Iterator[Span]:
    """Who speaks on without any pause is cut all the same."""
    start = span.from_s
    while span.to_s - start > LONGEST_S:
        yield Span(start, start + LONGEST_S)
        start += LONGEST_S
    yield Span(start, span.to_s)


def analysed(path: Path) -> Analysis:
    """Listen to a recording for its turns. Raises NotRecognised("sound")."""
    from sanxiang.quality.audio.files import analyse_file

    try:
        return analyse_file(path)
    except BadSound as fault:
        raise NotRecognised(fault.message, code="sound") from fault
