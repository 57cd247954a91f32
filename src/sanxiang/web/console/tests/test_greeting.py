"""The opening words of the day ahead, by the shipped rulebook."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from sanxiang.rules.rulebook.loader import load
from sanxiang.rules.rulebook.model import Greeting
from sanxiang.web.console.greeting import AHEAD, openings_ahead

TZ = ZoneInfo("Asia/Shanghai")


@pytest.fixture(scope="module")
def greeting() -> Greeting:
    return load("property", on=date(2026, 11, 23)).greeting


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-11-23T05:00+08:00", "您好，早上好"),
        ("2026-11-22T15:30+00:00", "您好，晚上好"),  # 23:30 at the desk
        ("2026-02-17T09:00+08:00", "您好，新春快乐"),
        ("2026-02-16T17:00+00:00", "您好，新春快乐"),  # past midnight at the desk
        ("2027-02-06T09:00+08:00", "您好，新春快乐"),
    ],
)
def test_the_desks_own_clock_and_lunar_calendar_count(greeting: Greeting, at: str, words: str) -> None:
    assert openings_ahead(greeting, datetime.fromisoformat(at), TZ)[0][1].zh == words


def test_the_words_change_at_the_hours_and_at_midnight(greeting: Greeting) -> None:
    eve = datetime.fromisoformat("2025-12-31T17:00+08:00")
    ahead = openings_ahead(greeting, eve, TZ)
    assert [(at.strftime("%d %H:%M"), words.zh) for at, words in ahead[:3]] == [
        ("31 17:00", "您好，下午好"),
        ("31 18:00", "您好，晚上好"),
        ("01 00:00", "您好，新年快乐"),
    ]
    assert all(eve <= at <= eve + AHEAD for at, _words in ahead)
    assert ahead[-1][0].strftime("%d %H:%M") == "01 18:00"
