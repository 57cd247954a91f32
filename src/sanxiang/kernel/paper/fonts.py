"""The fonts of a page: what the machine has and what lies in the company's folder; can they set Chinese?"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts

# What such machines have, in the order of liking: free fonts first, then those of the systems themselves.
SIMPLIFIED = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "Noto Serif CJK SC",
    "Source Han Serif SC", "Microsoft YaHei", "PingFang SC", "Hiragino Sans GB", "DengXian", "SimSun",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei",
)  # fmt: skip
TRADITIONAL = (
    "Noto Sans CJK TC", "Noto Sans CJK HK", "Noto Sans TC", "Noto Sans HK", "Source Han Sans TC",
    "Source Han Sans HK", "Source Han Sans TW", "Noto Serif CJK TC", "Source Han Serif TC",
    "Microsoft JhengHei", "PingFang TC", "PingFang HK", "PMingLiU", "MingLiU",
)  # fmt: skip
# Written both ways, with the marks a form needs: a font that lacks one of them is no font for this desk.
SAMPLE = "电话接待记录本電話接待記錄本，：（）、。《》"


def fonts_of(folder: Path | None = None, *, system: bool = True) -> "Fonts":
    """The fonts in `folder` and (`system`) those of the machine."""
    from typst import Fonts  # the typesetter is large: only who prints pays for it

    return Fonts(include_system_fonts=system, font_paths=[folder] if folder and folder.is_dir() else [])


def faces(fonts: "Fonts", language: str) -> list[str]:
    """The families to set a language in, best first: `language` as "zh-hans", "zh-hant" or "en".

    Empty where none of the known families is there: the typesetter then looks through all that it has.
    """
    there = set(fonts.families())
    both = TRADITIONAL + SIMPLIFIED if language == "zh-hant" else SIMPLIFIED + TRADITIONAL
    return [family for family in both if family in there]


def can_set_chinese(fonts: "Fonts") -> bool:
    """Whether these fonts have every character of a form: asked of the typesetter, not guessed from names."""
    import typst

    try:
        # Archival PDF refuses a page with a character that no font has; plain PDF prints an empty box.
        typst.compile(SAMPLE.encode(), font_paths=fonts, pdf_standards="a-2b")
    except typst.TypstError:
        return False
    return True
