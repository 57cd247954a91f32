"""Write two tables of quality/words/data/: traditional characters and their simplified ones; sounds.

Run by hand when OpenCC or pypinyin learn better: python tools/make_word_tables.py (needs the dev extra).
"""

from collections import defaultdict
from pathlib import Path

import opencc
from pypinyin import Style, pinyin

DATA = Path(__file__).parent.parent / "src/sanxiang/quality/words/data"
HAN = [chr(code) for code in range(0x4E00, 0xA000)]
READINGS = 2  # the usual ones come first: 有 is wěi in old books only
VARIANTS = {"著": "着", "妳": "你", "甚": "什", "喫": "吃"}
"""Written so in traditional texts, and one character here: only for finding words, never for showing them."""


def traditional() -> str:
    """Pairs of characters, one after another: "個个來来"."""
    pairs: dict[str, str] = {}
    for config in ("hk2s", "tw2s", "t2s"):
        convert = opencc.OpenCC(config).convert
        # 么 is 幺 to the regional tables only: a common simplified character stays what it is.
        rare = [one for one in HAN if config == "t2s" or not _is_common(one)]
        pairs |= {one: convert(one) for one in rare if len(convert(one)) == 1 and convert(one) != one}
    pairs |= VARIANTS
    return "".join(one + plain for one, plain in sorted(pairs.items()))


def sounds() -> str:
    """A line for each syllable with its tone, and the common characters that are read so."""
    read_so: dict[str, list[str]] = defaultdict(list)
    for one in filter(_is_common, HAN):
        readings = pinyin(one, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
        for sound in readings[:READINGS]:
            read_so[sound].append(one)
    return "".join(f"{sound} {''.join(chars)}\n" for sound, chars in sorted(read_so.items()))


def _is_common(one: str) -> bool:
    try:
        one.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    (DATA / "traditional.txt").write_text(traditional() + "\n", encoding="utf-8")
    (DATA / "sounds.txt").write_text(sounds(), encoding="utf-8")
