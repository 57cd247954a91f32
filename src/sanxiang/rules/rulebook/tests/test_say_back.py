"""Figures and surnames said so that nobody mishears them."""

from datetime import date

import pytest

from sanxiang.rules.rulebook import load
from sanxiang.rules.rulebook.quantity import UnknownUnit, convert, parse
from sanxiang.rules.rulebook.say_back import digits, surname, unit

BOOK = load("property", on=date(2026, 3, 2)).readback


def test_a_mobile_number_is_said_in_groups_with_yao_for_one():
    assert digits(BOOK, "138 0013-8000") == "幺三八 零零幺三 八零零零"
    assert digits(BOOK, "110") == "幺幺零"


def test_a_unit_is_said_by_its_parts():
    assert unit(BOOK, "3栋2单元1001") == "三栋 二单元 幺零零幺"


def test_a_surname_is_said_by_its_parts():
    assert surname(BOOK, "张三") == "弓长张"
    assert surname(BOOK, "欧阳修") == "欧洲的欧，太阳的阳"
    assert surname(BOOK, "嵬名") is None and surname(BOOK, "") is None


def test_quantities_are_converted():
    assert parse("10 min", "s") == 600 and parse("1.5 h", "min") == 90 and convert(250, "ms", "s") == 0.25
    with pytest.raises(UnknownUnit):
        parse("3 rings", "s")
    with pytest.raises(ValueError):
        parse("soon", "s")
