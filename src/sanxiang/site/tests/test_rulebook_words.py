"""The rulebook's words in 繁體: they come from the profiles, not from code."""

from datetime import date

from sanxiang.rules.rulebook.loader import load
from sanxiang.site import messages


def test_every_sentence_of_the_shipped_rulebook_has_its_traditional_form() -> None:
    made = messages.traditional(messages.english())
    rulebook = load("property", on=date(2026, 11, 23))
    for step in rulebook.procedure:
        assert made.get(step.title.zh).string == messages.convert(step.title.zh)
    assert made.get("请问您贵姓？住哪一栋哪个单元？").string == "請問您貴姓？住哪一棟哪個單元？"
    assert made.get("弓长张").string == "弓長張"
    assert made.get("张").string == "張"


def test_its_words_are_not_asked_for_in_english_again() -> None:
    """The profile carries both languages: the catalogue written by hand has only texts of code."""
    assert messages.english().get("弓长张") is None
