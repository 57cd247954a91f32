"""A page by a Typst template. Data go in as JSON beside the template, so that no name is ever markup."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.paper.press import NO_CHINESE
from sanxiang.kernel.words import gettext


class PaperFault(RuntimeError):
    """The template has a fault, or the typesetter broke: a fault of this program, with what it said."""


def render_pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    language: str,
    at: datetime,
    fonts: Path | None = None,
    system: bool = True,
    within_s: float = 300,
) -> bytes:
    """Set `template` with `data` (in the template: `#import "/a4.typ": data`) and return the PDF.

    `language`: "zh-hans", "zh-hant" or "en"; `at` is written into the file as its date; `fonts` is a folder
    of more fonts (`system` false: of all there are). Refused when no font can set Chinese or it takes longer
    than `within_s`; raises PaperFault for a template with faults.
    """
    job = {
        "template": template,
        "data": dict(data),
        "language": language.lower(),
        "at": at.isoformat(),
        "fonts": str(fonts) if fonts else "",
        "system": system,
    }
    done = _pressed(json.dumps(job).encode(), within_s)
    if done.returncode == NO_CHINESE:
        raise Refused(no_chinese(fonts), code="no_font", status=503)
    if done.returncode:
        raise PaperFault(done.stderr.decode(errors="replace")[-2000:])
    return done.stdout


def _pressed(job: bytes, within_s: float) -> "subprocess.CompletedProcess[bytes]":
    # A process of its own: the typesetter keeps what it has set (500 MB after 5,000 rows) and lets none go.
    press = [sys.executable, "-P", "-m", "sanxiang.kernel.paper.press"]
    try:
        return subprocess.run(press, input=job, capture_output=True, timeout=within_s, check=False)
    except subprocess.TimeoutExpired:
        said = gettext("排版用的时间太长，已停止；请少选一些行再打印。")
        raise Refused(said, code="too_long", status=503) from None


def no_chinese(folder: Path | None) -> str:
    """What to mend where no font can set Chinese."""
    return gettext(
        "这台机器没有中文字体，打印不了：请安装 Noto CJK（Debian、Ubuntu：apt install fonts-noto-cjk），"
        "或把字体文件放进 %(folder)s，再打印。",
        folder=folder or "fonts",
    )
