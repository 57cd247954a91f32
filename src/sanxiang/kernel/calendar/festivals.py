"""Data: the parts of the day and the festivals, with the words to greet by. Changed here, nowhere in code."""

from dataclasses import dataclass
from datetime import time

from sanxiang.kernel.words import gettext_noop


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day from `begins` (local time) until the next one."""

    key: str
    begins: time
    hello: str


@dataclass(frozen=True, slots=True)
class Festival:
    """`day`: (month, day) of the solar or lunar year; `days`: how long it lasts; `shift`: days moved.

    `statutory`: the name under which the official calendar lists the days off around it. An empty `wish`
    is a solemn day: nobody is wished joy of it.
    """

    key: str
    name: str
    wish: str
    day: tuple[int, int]
    lunar: bool = False
    days: int = 1
    shift: int = 0
    statutory: str = ""


PARTS = (
    Part("night", time(0), gettext_noop("您好")),
    Part("morning", time(5), gettext_noop("早上好")),
    Part("forenoon", time(9), gettext_noop("上午好")),
    Part("noon", time(11, 30), gettext_noop("中午好")),
    Part("afternoon", time(13, 30), gettext_noop("下午好")),
    Part("evening", time(18), gettext_noop("晚上好")),
)

FESTIVALS = (
    Festival("new_year", gettext_noop("元旦"), gettext_noop("新年快乐"), (1, 1), statutory="New Year's Day"),
    Festival(
        "lunar_eve", gettext_noop("除夕"), gettext_noop("除夕快乐，新春吉祥"), (1, 1), lunar=True, shift=-1
    ),
    Festival(
        "spring",
        gettext_noop("春节"),
        gettext_noop("新春快乐"),
        (1, 1),
        lunar=True,
        days=8,
        statutory="Spring Festival",
    ),
    Festival("lantern", gettext_noop("元宵节"), gettext_noop("元宵节快乐"), (1, 15), lunar=True),
    # By the sun's place: on the 4th or the 5th, as the year goes.
    Festival("tomb_sweeping", gettext_noop("清明节"), "", (4, 4), days=2, statutory="Tomb-sweeping Day"),
    Festival(
        "labour",
        gettext_noop("劳动节"),
        gettext_noop("劳动节快乐"),
        (5, 1),
        days=3,
        statutory="Labour Day",
    ),
    Festival(
        "dragon_boat",
        gettext_noop("端午节"),
        gettext_noop("端午安康"),
        (5, 5),
        lunar=True,
        statutory="Dragon Boat Festival",
    ),
    Festival(
        "mid_autumn",
        gettext_noop("中秋节"),
        gettext_noop("中秋节快乐"),
        (8, 15),
        lunar=True,
        statutory="Mid-autumn Festival",
    ),
    Festival("double_ninth", gettext_noop("重阳节"), gettext_noop("重阳节快乐"), (9, 9), lunar=True),
    Festival(
        "national",
        gettext_noop("国庆节"),
        gettext_noop("国庆节快乐"),
        (10, 1),
        days=7,
        statutory="National Day",
    ),
    Festival("christmas", gettext_noop("圣诞节"), gettext_noop("圣诞快乐"), (12, 25)),
)
