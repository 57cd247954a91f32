"""The opening words, by festival and hour."""

from datetime import date, datetime

import pytest

from sanxiang.rules.rulebook import load
from sanxiang.rules.rulebook.greet import opening

GREETING = load("property", on=date(2026, 3, 2)).greeting


@pytest.mark.parametrize(
    ("at", "lunar", "said"),
    [
        ("2026-03-02T05:00", None, "您好，早上好"),
        ("2026-03-02T11:30", None, "您好，中午好"),
        ("2026-03-02T17:59", None, "您好，下午好"),
        ("2026-03-02T23:59", None, "您好，晚上好"),
        ("2026-03-02T00:30", None, "您好"),
        ("2026-01-01T09:00", None, "您好，新年快乐"),
        ("2026-02-17T09:00", (1, 1), "您好，新春快乐"),
        ("2026-02-17T09:00", None, "您好，早上好"),
        ("2020-10-01T09:00", (8, 15), "您好，节日快乐"),
    ],
)
def test_the_opening_fits_the_hour_and_the_day(at, lunar, said):
    assert opening(GREETING, datetime.fromisoformat(at), lunar).zh == said


def test_a_lunar_festival_beats_a_solar_one():
    assert (
        opening(GREETING, datetime.fromisoformat("2020-10-01T09:00"), (8, 15)).en
        == "Happy Mid-Autumn Festival"
    )
