"""The rulebook's vocabulary in the words of the desk: kinds, units, figures, families."""

from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sanxiang.rules.rulebook.clause import Figure, Number

KINDS: dict[str, Promise] = {
    "signal": _("信令"),
    "audio": _("声音"),
    "text": _("用语"),
    "record": _("登记"),
    "person": _("人评"),
    "time": _("时限"),
}
UNITS: dict[str, Promise] = {
    "rings": _("声"),
    "s": _("秒"),
    "min": _("分钟"),
    "h": _("小时"),
    "day": _("天"),
    "times": _("次"),
    "chars/min": _("字/分"),
    "dB": _("分贝"),
    "st": _("半音"),
    "%": _("%"),
}
FIGURES: dict[str, Promise] = {
    "limit": _("限值"),
    "best": _("最合适"),
    "aim": _("目标"),
    "least": _("至少"),
    "spread": _("起伏"),
    "grace": _("宽限"),
    "apology_within": _("道歉不晚于"),
    "monologue": _("独白不超过"),
    "within": _("之内"),
    "warn_before": _("提前提醒"),
    "day": _("可以打电话的时间"),
    "lunch": _("午休"),
    "dinner": _("晚饭"),
    "rest_days": _("休息日不打的时间"),
    "monday": _("周一尽量避开"),
    "friday": _("周五尽量避开"),
    "first": _("刚上班避开"),
}
FAMILIES: dict[str, Promise] = {
    "ANS": _("接听"),
    "TLK": _("通话中"),
    "MSG": _("留言"),
    "TRF": _("转接与挡驾"),
    "OUT": _("去电与回电"),
    "REG": _("登记"),
    "CASE": _("报修、投诉与协调"),
    "VIS": _("回访"),
    "FEE": _("费用"),
    "FILE": _("档案"),
    "SOS": _("紧急"),
    "QUA": _("质量"),
    "STF": _("人员"),
    "KNO": _("知识"),
    "CHN": _("渠道"),
    "MED": _("媒体与保密"),
    "CAL": _("定期报告"),
}
OTHERS = _("公司自定")
ORIGINS: dict[str, Promise] = {
    "program": _("随程序"),
    "file": _("手工改文件"),
    "screen": _("在这里改的"),
}
KEYS: dict[str, Promise] = {
    "date": _("版本日期"),
    "points": _("分值"),
    "off": _("停用"),
    "reason": _("理由"),
    "title.zh": _("标题"),
    "title.en": _("英文标题"),
    "text.zh": _("规定"),
    "text.en": _("英文规定"),
    "advice.zh": _("建议"),
    "advice.en": _("英文建议"),
    "sources": _("出处"),
    "kinds": _("怎样判"),
    "measure": _("测量"),
    "exempt": _("不适用的类别"),
    "steps": _("分级给分"),
    "parts": _("要说到"),
}
LONGER = (("day", 86400), ("h", 3600), ("min", 60))


def number_said(value: Number) -> str:
    """Return 3 as "3" and 0.50 as "0.5"."""
    return f"{Decimal(str(value)).normalize():f}"


def figure_said(value: Figure | None, unit: str | None, name: str = "") -> str:
    """Return "2–3 声", "15 秒"; "" without a figure. Spans of whole minutes and more are said in them."""
    if value is None:
        return ""
    if name == "within" and unit == "times" and not isinstance(value, tuple):
        return gettext("%(n)s 轮话之内") % {"n": number_said(value)}
    if isinstance(value, tuple):
        return _pair_said(value, unit)
    if unit == "s":
        unit, value = longest(value)
    return f"{number_said(value)} {UNITS[unit]}" if unit else number_said(value)


def _pair_said(pair: tuple[Number, ...], unit: str | None) -> str:
    """Return "2–3 声"; hours of the day as "7:00–22:00", and what may be below zero as "-36 – -16 分贝"."""
    if unit == "h":
        return "–".join(f"{int(hour)}:{round(hour % 1 * 60):02}" for hour in pair)
    said = (" – " if min(pair) < 0 else "–").join(map(number_said, pair))
    return f"{said} {UNITS[unit]}" if unit else said


def longest(seconds: Number) -> tuple[str, Number]:
    """Return the longest unit that says a span in a whole number: ("min", 30); short ones stay seconds."""
    for unit, size in LONGER:
        if seconds and seconds % size == 0 and seconds >= size * (1 if unit == "day" else 3):
            return unit, int(seconds // size)
    return "s", seconds


def source_said(code: str) -> str:
    """Return the code of a document; what this program chose itself is called so."""
    return gettext("本程序") if code == "ours" else code


def place_said(path: str) -> str:
    """Return what a changed value is: "limit from 2026-03-01" as the figure and its day."""
    name, _from, day = path.partition(" from ")
    word = str((FIGURES if day else KEYS).get(name, name))
    return gettext("%(name)s，自 %(day)s 起") % {"name": word, "day": day} if day else word


def value_said(value: str | None) -> str | None:
    """Return a value of a rulebook as it is read: "5 rings" in the desk's units."""
    number, _space, unit = (value or "").partition(" ")
    if unit in UNITS:
        return f"{number} {UNITS[unit]}"
    return {"True": gettext("是"), "False": gettext("否")}.get(value or "", value)


def kind_said(kinds: tuple[str, ...]) -> str:
    return gettext("、").join(str(KINDS.get(kind, kind)) for kind in kinds)


def family_said(entry: str) -> str:
    return str(FAMILIES.get(entry.partition("-")[0], OTHERS))
