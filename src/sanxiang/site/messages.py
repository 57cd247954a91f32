"""Texts in three languages: `python -m sanxiang.site.messages` gathers them and lists what lacks English.

Message ids are 简体. English is written by hand in locale/en; 繁體 is made by OpenCC with the corrections of
locale/corrections.toml. What is made (繁體 and the compiled catalogues) is not committed: `build` makes it.
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
PROFILES = PACKAGE / "rules" / "rulebook" / "profiles"
NAMES = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
CREDIT = "# Texts of Sanxiang. Message ids are the 简体 texts; English is written by hand, 繁體 is generated."
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)
Key = tuple[str | None, Any]  # context, msgid (a pair for plurals)


class UnreadableText(ValueError):
    """A file whose texts can't be read; the text names it."""


def extract(package: Path = PACKAGE) -> dict[Key, str]:
    """Return every text of the package's Python and templates with the file it stands in first."""
    found: dict[Key, str] = {}
    for path in sorted(package.rglob("*")):
        if (
            path.suffix in (".py", ".html", ".txt")
            and "tests" not in path.parts
            and "static" not in path.parts
        ):
            for key in _texts(path):
                found.setdefault(key, path.relative_to(package).as_posix())
    return found


def _texts(path: Path) -> Iterator[Key]:
    from babel.messages.extract import extract as babel_extract

    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        if "templates" not in path.parts:
            return
        text = _as_python(text, path)
    try:
        for _line, message, _comments, context in babel_extract("python", io.BytesIO(text.encode()), NAMES):
            yield context, message
    except (SyntaxError, TokenError) as fault:
        raise UnreadableText(f"{path}: {fault}") from fault


def _as_python(template: str, path: Path) -> str:
    """A template's texts as calls that the Python reader knows; its indents would be faults in Python."""
    from django.utils.translation.template import templatize

    return "\n".join(line.strip() for line in templatize(template, origin=str(path)).splitlines())


def english(locale: Path = LOCALE) -> "Catalog":
    """Return the English catalogue as it stands."""
    from babel.messages.pofile import read_po

    path = _po(locale, "en")
    if not path.is_file():
        return _catalogue("en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def update(locale: Path = LOCALE, package: Path = PACKAGE) -> list[str]:
    """Bring the English catalogue up to the package's texts; return those that still lack English."""
    old, fresh = english(locale), _catalogue("en")
    for context, message in extract(package):
        before = old.get(message if isinstance(message, str) else message[0], context)
        # A text that has become one for a number, or ceased to be, needs its English anew.
        same = before is not None and isinstance(before.id, str) == isinstance(message, str)
        fresh.add(message, before.string if before and same else None, context=context)
    if _content(old) != _content(fresh):
        _write(fresh, _po(locale, "en"))
    return missing(fresh)


def missing(catalogue: "Catalog") -> list[str]:
    """The texts without English."""
    return [str(item.id) for item in catalogue if item.id and not (item.string and any(item.string))]


def traditional(catalogue: "Catalog", locale: Path = LOCALE) -> "Catalog":
    """Return the 繁體 catalogue of the same texts."""
    made = _catalogue("zh_Hant")
    for item in catalogue:
        if item.id:
            text = convert(item.id if isinstance(item.id, str) else item.id[0], locale)
            made.add(item.id, text if isinstance(item.id, str) else (text,), context=item.context)
    for words in sorted(rulebook_words()):
        made.add(words, convert(words, locale))
    return made


def rulebook_words(profiles: Path = PROFILES) -> set[str]:
    """The Chinese of the shipped rulebooks, which carry their English themselves."""
    found: set[str] = set()
    for path in profiles.glob("*.toml"):
        found.update(_chinese(tomllib.loads(path.read_text(encoding="utf-8"))))
    return found


def _chinese(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from (text for text in (key, one) if isinstance(text, str) and not text.isascii())
            yield from _chinese(one)
    elif isinstance(value, list):
        for one in value:
            yield from _chinese(one)


def convert(text: str, locale: Path = LOCALE) -> str:
    """Turn 简体 into this desk's 繁體."""
    words, texts = _corrections(locale)
    if text in texts:
        return texts[text]
    said = str(_converter().convert(text))
    for wrong, right in words.items():
        said = said.replace(wrong, right)
    return said


@cache
def _converter() -> Any:
    import opencc

    # Characters only: the glossary keeps the company's own words (項目經理, not 專案經理).
    return opencc.OpenCC("s2t")


@cache
def _corrections(locale: Path) -> tuple[dict[str, str], dict[str, str]]:
    data = tomllib.loads((LOCALE / "corrections.toml").read_text(encoding="utf-8"))
    return data["words"], data["texts"]


def build(locale: Path = LOCALE) -> None:
    """Make 繁體 from the committed texts and compile all catalogues. Needs Babel and OpenCC, not Django."""
    catalogue = english(locale)
    _compile(catalogue, locale, "en")
    made = traditional(catalogue, locale)
    _write(made, _po(locale, "zh_Hant"))
    _compile(made, locale, "zh_Hant")


def _catalogue(language: str) -> "Catalog":
    """An empty catalogue; its dates are fixed, so that the file changes with its texts only."""
    from babel.messages.catalog import Catalog

    return Catalog(
        locale=language,
        fuzzy=False,
        header_comment=CREDIT,
        project="Sanxiang",
        version="1",
        copyright_holder="",
        msgid_bugs_address="",
        last_translator="",
        language_team="",
        creation_date=BEGINNING,
        revision_date=BEGINNING,
    )


def _compile(catalogue: "Catalog", locale: Path, name: str) -> None:
    from babel.messages.mofile import write_mo

    with _po(locale, name).with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def _write(catalogue: "Catalog", path: Path) -> None:
    from babel.messages.pofile import write_po

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, width=110)


def _po(locale: Path, name: str) -> Path:
    return locale / name / "LC_MESSAGES" / "django.po"


def _content(catalogue: "Catalog") -> dict[Key, Any]:
    return {(item.context, item.id): item.string for item in catalogue if item.id}


if __name__ == "__main__":
    lacking = update()
    build()
    for text in lacking:
        print(text)  # noqa: T201
    sys.exit(f"{len(lacking)} texts lack English: locale/en/LC_MESSAGES/django.po" if lacking else 0)
