"""What a recogniser heard in each cut, put together as a transcript."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sanxiang.kernel.words import gettext
from sanxiang.quality.recognition.cutting import WHO, Cut
from sanxiang.quality.recognition.ports import NotRecognised, Transcript

LONGEST_WORD_S = 0.8  # a word before a pause doesn't last until the next one


class Heard(NamedTuple):
    """`tokens` with the seconds when each began, from the cut's beginning; () where the model tells none."""

    text: str
    tokens: Sequence[str] = ()
    starts: Sequence[float] = ()


def transcript(heard: Iterable[tuple[Cut, Heard]], *, language: str = "zh") -> Transcript:
    """Return the transcript of all cuts in order. Raises NotRecognised("nothing")."""
    turns = [_turn(cut, one) for cut, one in heard if one.text.strip()]
    if not turns:
        raise NotRecognised(gettext("录音里没有识别出任何话。"), code="nothing")
    return {"lang": language, "turns": turns}


def _turn(cut: Cut, heard: Heard) -> dict[str, object]:
    turn: dict[str, object] = {
        "who": WHO[cut.channel],
        "from_s": round(cut.from_s, 2),
        "to_s": round(cut.to_s, 2),
        "text": heard.text.strip(),
    }
    words = _words(cut, heard)
    return turn | ({"words": words} if words else {})


def _words(cut: Cut, heard: Heard) -> list[Any]:
    """Each token from its beginning to the next one's; pieces of words of letters are put together."""
    if not heard.starts or len(heard.tokens) != len(heard.starts):
        return []
    length, words, before = cut.to_s - cut.from_s, list[Any](), ""
    pieces = any("▁" in token for token in heard.tokens)
    for token, start, following in zip(heard.tokens, heard.starts, [*heard.starts[1:], length], strict=True):
        bare = token.replace("▁", " ").replace("@@", "").strip()
        end = round(cut.from_s + min(max(following, start), start + LONGEST_WORD_S, length), 2)
        if words and _goes_on(before, token, pieces):
            words[-1] = [f"{words[-1][0]}{bare}", words[-1][1], max(end, words[-1][2])]
        elif any(sign.isalnum() for sign in bare):
            words.append([bare, round(cut.from_s + min(start, length), 2), end])
        before = token
    return words


def _goes_on(before: str, token: str, pieces: bool) -> bool:
    """Whether a token is the rest of a word of letters: hel@@ lo, or ▁hel lo."""
    letters = before[-1:].isascii() and before[-1:].isalpha() and token[:1].isascii() and token[:1].isalpha()
    return before.endswith("@@") or (pieces and letters)
