"""Staff from the command line."""

import io

import pytest

from sanxiang.office.people.queries import staff_by_number
from sanxiang.site.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch):
    """What is typed, a line for each question."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def _generated(capsys):
    return capsys.readouterr().out.split("密码：")[1].strip()


def test_the_first_administrator_can_sign_in(capsys):
    assert main(["admin", "create", "9001", "周系统", "--generate"]) == 0
    assert staff_by_number("9001").role == "administrator"
    assert staff_by_number("9001").check_password(_generated(capsys))


def test_a_new_password_takes_the_place_of_the_old(capsys, said):
    main(["admin", "create", "9001", "周系统", "--role", "operator", "--generate"])
    old = _generated(capsys)
    said("hushed-otter-81\n")
    assert main(["admin", "password", "9001"]) == 0
    assert "hushed" not in capsys.readouterr().out
    assert staff_by_number("9001").check_password("hushed-otter-81")
    assert not staff_by_number("9001").check_password(old)


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (["password", "7777", "--generate"], "", "没有工号 7777"),
        (["create", "9001", "甲"], "12345678\n", "密码"),
        (["create", "9000", "乙", "--generate"], "", "工号 9000 已有人使用"),
        (["create", "9002", "丙", "--site", "77", "--generate"], "", "没有编号 77 的项目"),
    ],
)
def test_what_can_not_be_done_is_one_sentence(capsys, said, words, typed, sentence):
    main(["admin", "create", "9000", "周系统", "--generate"])
    capsys.readouterr()
    said(typed)
    assert main(["admin", *words]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1


def test_an_estate_and_its_operator(capsys):
    assert main(["admin", "site", "云杉花园", "--company", "云杉物业"]) == 0
    number = capsys.readouterr().out.split("编号 ")[1].strip("。\n")
    assert (
        main(["admin", "create", "8001", "李静", "--role", "operator", "--site", number, "--generate"]) == 0
    )
    assert staff_by_number("8001").site.desk_name == "云杉花园"


def test_everybody_is_listed(capsys):
    main(["admin", "create", "9001", "周系统", "--generate"])
    main(["admin", "create", "8001", "李静", "--role", "operator", "--generate"])
    capsys.readouterr()
    main(["admin", "list"])
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["8001", "9001"]
