"""The rulebook's words in the reader's language: 简体 and English are its own, 繁體 is from the catalogue."""

from django.utils.translation import get_language, gettext

from sanxiang.rules.rulebook.model import Text


def said(text: Text, **places: str) -> str:
    """Return `text` as it is shown here, its {places} filled; places without a value vanish."""
    language = get_language() or ""
    words = text.en if language.startswith("en") else gettext(text.zh)
    return words.format_map(_Places(places))


class _Places(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
