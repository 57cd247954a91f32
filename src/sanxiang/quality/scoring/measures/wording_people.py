"""Whether somebody was named: operator, desk, caller. Recognisers mishear names, so near is enough."""

import re
from collections.abc import Iterable
from functools import lru_cache

from sanxiang.quality.scoring.observed import Observed
from sanxiang.quality.words.folding import fold, normal, sounds_of_any_tone
from sanxiang.quality.words.turns import Turn
from sanxiang.rules.rulebook.model import Rulebook

TITLES = (
    "先生|女士|小姐|太太|老师|师傅|阿姨|叔叔|伯伯|大爷|大妈|大叔|大姐|大哥|同志|经理|总|主任|处长|局长|科长|部长|校长|院长|所长|书记|医生|大夫"
    "|教授|工程师|工|律师|老板|董事长|董事|董|队长|店长|会长"
)
_DIGITS = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")
_OWN_NAME = re.compile(
    r"工号|我是(?!物业|服务|客服|前台|管理|您|来|说|想|不)|我叫|我姓|免贵姓|敝姓|[0-9]{2,}号|号(?:客服|话务|接线|为您|很高兴)"
    r"| this is | my name is | speaking | i am | i m "
)
_DESK = re.compile(
    r"物业|中心|客服|管理处|热线|前台|总台|总机|公司|集团|酒店|宾馆|学校|服务台|咨询台|[修程服务政]部"
    r"| desk | service | office | centre | center "
)


def names_staff(seen: Observed, turns: Iterable[Turn]) -> bool | None:
    """Whether the operator gave a name or a number; None when nobody knows what they should have said."""
    text = "".join(normal(turn.text) for turn in turns)
    number = seen.staff_number
    if number and number in text.translate(_DIGITS).replace(" ", ""):
        return True
    if _OWN_NAME.search(text.translate(_DIGITS)) or (seen.staff_name and _is_named(seen.staff_name, text)):
        return True
    return False if seen.staff_name else None


def _is_named(name: str, text: str) -> bool:
    """The whole name, the given name, or 小 with the surname."""
    bare = normal(name).strip()
    if not bare or not bare[0] > "\u024f":
        return any(f" {part} " in text for part in bare.split())
    ways = [bare, *([bare[-2:]] if len(bare) > 2 else []), "小" + bare[0], "姓" + bare[0]]
    return any(_sounds_like(way).search(text) for way in ways)


def names_organisation(seen: Observed, turns: Iterable[Turn]) -> bool | None:
    """Whether the desk was named, by its own words or as what it is; None when its words aren't known."""
    text = "".join(normal(turn.text) for turn in turns)
    if _DESK.search(text) or any(_is_part_of(normal(words), text) for words in seen.organisation):
        return True
    return False if seen.organisation else None


def _is_part_of(name: str, text: str) -> bool:
    """Four characters in a row of a long name are enough: 阳光花园 of 阳光花园物业服务中心."""
    if not name.strip():
        return False
    pieces = [name] if len(name) < 4 else [name[at : at + 4] for at in range(len(name) - 3)]
    return any(_sounds_like(piece).search(text) for piece in pieces)


@lru_cache(maxsize=512)
def _sounds_like(words: str) -> "re.Pattern[str]":
    """Each Chinese character by any that sounds like it, whatever the tone."""
    like = sounds_of_any_tone()
    return re.compile("".join(f"[{like[one]}]" if one in like else re.escape(one) for one in words))


def caller_pattern(seen: Observed, book: Rulebook) -> "re.Pattern[str] | None":
    """What the caller is addressed by: the surname with a title; None when no name is known."""
    name = str((seen.record or {}).get("caller_name") or "") or known_caller(seen)
    return _addressed(name, tuple(one for one in book.readback.surnames if len(one) > 1))


def known_caller(seen: Observed) -> str:
    """The caller's name as the screen showed it before the answer; "" when it wasn't known."""
    return str(seen.offered.get("caller_name") or "")


@lru_cache(maxsize=512)
def _addressed(name: str, double: tuple[str, ...]) -> "re.Pattern[str] | None":
    bare = normal(name).strip()
    if not bare:
        return None
    if bare[0] > "\u024f":
        surname = next((one for one in double if bare.startswith(fold(one))), bare[0])
        return re.compile(_sounds_like(surname).pattern + f"[一-鿿]{{0,2}}(?:{TITLES})|老{surname}")
    return re.compile(rf" (?:mr|mrs|ms|miss|dr|sir|madam|professor) (?:\w+ )?{re.escape(bare.split()[-1])} ")
