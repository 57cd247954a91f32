"""The forbidden expressions that ship, on the labelled sentences and on courteous talk."""

from datetime import date

import pytest

from sanxiang.quality.scoring.measures.wording_forbidden import finder
from sanxiang.quality.words.tests.test_forbidden import LABELLED, ROWS
from sanxiang.rules.rulebook import load

BOOK = load("property", on=date(2026, 11, 22))
FINDER = finder(BOOK.forbidden)
COURTEOUS = (LABELLED / "courteous.txt").read_text("utf-8").splitlines()


def found(text):
    return [(one.key, text[one.hit.start : one.hit.end]) for one in FINDER.find(text)]


def test_precision_and_recall_of_what_ships():
    false = {text: hits for label, text in ROWS if label == "trap" and (hits := found(text))}
    missed = [text for label, text in ROWS if label != "trap" and not found(text)]
    rude = sum(label != "trap" for label, _ in ROWS)
    assert not false
    assert len(missed) / rude < 0.03, missed


def test_courteous_talk_has_no_fault():
    assert len(COURTEOUS) > 70 and not {text: hits for text in COURTEOUS if (hits := found(text))}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_better_sentence_is_forbidden_itself(language):
    better = {one.better.pick(language) for one in BOOK.forbidden}
    assert not {text: hits for text in better if (hits := found(text))}


@pytest.mark.parametrize(
    "name",
    ["greeting", "offer", "apology", "anything_else", "thanks", "waiting", "ask_again", "will_ask", "calm"],
)
def test_no_phrase_to_say_is_forbidden(name):
    assert not {text: hits for text in BOOK.phrases[name] if (hits := found(text))}
