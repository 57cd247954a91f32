"""Texts: gathered from Python and templates, complete in English, right in 繁體."""

import csv
import re
import shutil
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from sanxiang.site import messages

PLACES = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package with its texts."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "tests").mkdir()
    (tmp_path / "one.py").write_text(
        'a = _("工号")\nb = gettext_lazy("密码")\nc = gettext("%(n)d 行", n=3)\nd = other("不取")\n'
        'e = ngettext("一行", "几行", 2)\nf = pgettext("动词", "回电")\n',
        encoding="utf-8",
    )
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n<p>{% translate "登录" %}</p>\n   <b>it\'s {{ x|default:_("没有") }}</b>\n'
        "{% blocktranslate with n=rows %}共 {{ n }} 行{% endblocktranslate %}",
        encoding="utf-8",
    )
    (tmp_path / "tests" / "test_one.py").write_text('_("测试里的不取")', encoding="utf-8")
    return tmp_path


def test_texts_come_from_python_and_templates(package: Path) -> None:
    found = messages.extract(package)
    assert set(found) == {
        (None, "工号"),
        (None, "密码"),
        (None, "%(n)d 行"),
        (None, ("一行", "几行")),
        ("动词", "回电"),
        (None, "登录"),
        (None, "没有"),
        (None, "共 %(n)s 行"),
    }
    assert found[None, "登录"] == "templates/page.html"


def test_a_file_that_cannot_be_read_is_named(package: Path) -> None:
    (package / "one.py").write_text("def f():\n        a\n    b\n", encoding="utf-8")
    with pytest.raises(messages.UnreadableText, match=r"one\.py"):
        messages.extract(package)


def test_english_is_kept_new_texts_are_listed_and_old_ones_go(package: Path, tmp_path: Path) -> None:
    locale = tmp_path / "locale"
    assert "工号" in messages.update(locale, package)
    path = locale / "en" / "LC_MESSAGES" / "django.po"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"工号"\nmsgstr ""', '"工号"\nmsgstr "Staff number"'), encoding="utf-8")
    (package / "one.py").write_text('_("工号")\n_("新的")\n', encoding="utf-8")
    lacking = messages.update(locale, package)
    assert "新的" in lacking
    assert "工号" not in lacking
    text = path.read_text(encoding="utf-8")
    assert "Staff number" in text
    assert "几行" not in text


def test_nothing_new_leaves_the_file_alone(package: Path, tmp_path: Path) -> None:
    locale = tmp_path / "locale"
    messages.update(locale, package)
    path = locale / "en" / "LC_MESSAGES" / "django.po"
    before = path.stat().st_mtime_ns
    messages.update(locale, package)
    assert path.stat().st_mtime_ns == before


@pytest.fixture
def built(tmp_path: Path, settings):
    """All catalogues, built in a folder of their own."""
    locale = tmp_path / "locale"
    shutil.copytree(messages.LOCALE / "en", locale / "en", ignore=shutil.ignore_patterns("*.mo"))
    messages.build(locale)
    settings.LOCALE_PATHS = [locale]
    trans_real._translations.clear()
    yield locale
    trans_real._translations.clear()


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "线路"), ("zh-hant", "線路"), ("en", "Line")])
def test_built_catalogues_speak(built: Path, language: str, said: str) -> None:
    with translation.override(language):
        assert translation.gettext("线路") == said


def test_every_text_has_its_english(tmp_path: Path) -> None:
    shutil.copytree(messages.LOCALE / "en", tmp_path / "en")
    lacking = messages.update(tmp_path)
    assert not lacking, f"{len(lacking)} texts lack English: " + " | ".join(lacking[:50])


def test_english_keeps_every_place_holder() -> None:
    for item in messages.english():
        if isinstance(item.id, str) and item.id and item.string:
            assert sorted(PLACES.findall(item.string)) == sorted(PLACES.findall(item.id)), item.id


def test_english_is_english() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    allowed = re.compile(r"三响|简体中文|繁體中文|[简繁]|幺")
    for item in messages.english():
        if isinstance(item.string, str) and item.id:
            assert not chinese.search(allowed.sub("", item.string)), item.string


def glossary() -> list[dict[str, str]]:
    with (messages.LOCALE / "glossary.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", glossary(), ids=lambda row: row["zh_hans"])
def test_traditional_agrees_with_the_glossary(row: dict[str, str]) -> None:
    assert messages.convert(row["zh_hans"]) == row["zh_hant"]
    assert messages.convert(f"请先{row['zh_hans']}。") == f"請先{row['zh_hant']}。"


def test_corrections_change_whole_texts_too(monkeypatch) -> None:
    monkeypatch.setattr(messages, "_corrections", lambda _locale: ({"臺": "台"}, {"里": "哩"}))
    assert messages.convert("里") == "哩"
    assert messages.convert("前台") == "前台"
