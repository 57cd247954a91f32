"""Printing: is there a font that can set Chinese?"""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sanxiang.kernel.paper import no_chinese
from sanxiang.kernel.paper.fonts import can_set_chinese, faces, fonts_of
from sanxiang.kernel.words import gettext
from sanxiang.site.doctor.finding import Finding, ok, warn


def fonts() -> Iterator[Finding]:
    """Sets a few words with what the machine and the company's own folder have."""
    what, folder = gettext("打印"), Path(settings.HOME) / "fonts"
    found = fonts_of(folder)
    if not can_set_chinese(found):
        yield warn(what, gettext("没有中文字体，登记本打印不了"), no_chinese(folder))
        return
    best = [next(iter(faces(found, language)), "") for language in ("zh-hans", "zh-hant")]
    names = "、".join(dict.fromkeys(name for name in best if name)) or gettext("名称不熟悉的字体")
    yield ok(what, gettext("中文字体：%(names)s", names=names))
