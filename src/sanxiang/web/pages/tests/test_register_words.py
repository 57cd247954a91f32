"""Figures as people read them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from sanxiang.web.pages.callbacks_rows import span
from sanxiang.web.pages.register_figures import figure_of
from sanxiang.web.pages.register_words import clock_of, seconds_of
from sanxiang.web.templatetags.register_times import near

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(None, ""), (0, "0:00"), (59.6, "1:00"), (65, "1:05"), (3599, "59:59"), (3661, "1:01:01"), (-3, "0:00")],
)
def test_minutes_and_seconds(seconds, shown):
    assert clock_of(seconds) == shown


@pytest.mark.parametrize(("seconds", "shown"), [(6.04, "6.0 秒"), (59.9, "59.9 秒"), (125, "2:05")])
def test_a_short_stretch(seconds, shown):
    assert seconds_of(seconds) == shown


@pytest.mark.parametrize(
    ("minutes", "shown"),
    [
        (0, "0 分钟"),
        (59, "59 分钟"),
        (60, "1 小时 0 分"),
        (125, "2 小时 5 分"),
        (1500, "1 天 1 小时"),
        (-5, "0 分钟"),
    ],
)
def test_a_stretch_of_time(minutes, shown):
    assert span(timedelta(minutes=minutes)) == shown


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (3, "rings", "3 声"),
        (211.0, "chars/min", "211 字/分"),
        ([90, 180], "chars/min", "90–180 字/分"),
        (41.0, "s", "41.0 秒"),
        (180, "s", "3:00"),
        (0.5, "", "0.5"),
        (None, "s", ""),
    ],
)
def test_a_figure_with_its_unit(value, unit, shown):
    assert figure_of(value, unit) == shown


@pytest.mark.parametrize(
    ("days", "shown"),
    [(0, "今天 09:30"), (-1, "昨天 09:30"), (1, "明天 09:30"), (-5, "2-25 09:30"), (-400, "2025-1-26 09:30")],
)
def test_moments_near_by(days, shown):
    with timezone.override("Asia/Shanghai"):
        assert near(NOW + timedelta(days=days), NOW) == shown
        assert near(None, NOW) == ""
