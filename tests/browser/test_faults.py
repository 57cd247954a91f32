"""What happens to a call when something breaks: nothing is lost, and everybody is told in a sentence."""

import os
import signal
import sqlite3
import time
import wave
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.people import Operator, Resident, operator, resident
from tests.browser.product import Product
from tests.browser.registers import events_of, owed, row_when

pytestmark = pytest.mark.browser
Keep = Callable[[Page, str], None]


def talking(open_window: OpenWindow, product: Product) -> tuple[Operator, Resident]:
    """A call that goes on between an operator and a resident."""
    staff, caller = operator(open_window, product, "8001"), resident(open_window, product)
    caller.calls()
    staff.answers()
    caller.is_("connected")
    return staff, caller


def test_a_console_that_is_loaded_anew_comes_back_to_its_call(
    product: Product, open_window: OpenWindow
) -> None:
    staff, caller = talking(open_window, product)
    staff.types("summary", "电梯里有异响")
    staff.page.reload()
    expect(staff.job("hold")).to_be_visible()
    expect(staff.page.locator('[data-part="form"] [name="summary"]')).to_have_value("电梯里有异响")
    caller.is_("connected")
    staff.press("Alt+h")
    caller.is_("held")
    staff.press("Alt+h")
    caller.is_("connected")
    time.sleep(2)
    caller.hangs_up()
    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert row["hung_up_by"] == "customer" and owed(product, row["id"]) == []


def test_a_killed_voice_process_leaves_row_recording_and_a_return_call(
    product: Product, open_window: OpenWindow, screenshot: Keep
) -> None:
    staff, caller = talking(open_window, product)
    time.sleep(4)
    before = product.line_pid()
    os.kill(before, signal.SIGKILL)
    caller.is_("reconnecting|ended")
    screenshot(caller.page, "portal-line-killed-390")
    product.wait_ready()
    caller.is_("ended")
    expect(caller.page.locator("[data-part=more]")).to_contain_text("回电")
    staff.is_("not_ready|ready|wrapup")
    assert product.line_pid() != before

    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert (row["hung_up_by"], row["why"]) == ("system", "shutdown")
    assert owed(product, row["id"]) == ["broken_off"]
    with wave.open(str(product.home / "recordings" / row["path"])) as sound:
        assert sound.getnchannels() == 2 and sound.getnframes() / sound.getframerate() > 3.0


def test_a_database_that_is_locked_for_half_a_minute_stops_no_call(
    product: Product, open_window: OpenWindow
) -> None:
    staff = operator(open_window, product, "8002")
    caller = resident(open_window, product)
    with sqlite3.connect(product.home / "db.sqlite3", isolation_level=None) as lock:
        lock.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        caller.calls()
        staff.answers()
        caller.is_("connected")
        staff.types("summary", "数据库锁住时写下的")
        time.sleep(max(0.0, 30 - (time.monotonic() - began)))
        caller.is_("connected")
        lock.execute("ROLLBACK")
    staff.saved()
    caller.hangs_up()
    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert row["summary"] == "数据库锁住时写下的"
    assert [name for name, _data in events_of(product, row["id"])][-2:] == ["hung_up", "ended"]


def test_a_browser_that_vanishes_frees_the_operator(product: Product, open_window: OpenWindow) -> None:
    staff, caller = talking(open_window, product)
    time.sleep(1)
    caller.page.context.browser.close()  # type: ignore[union-attr]
    expect(staff.job("hold")).to_be_hidden(timeout=40_000)
    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert row["hung_up_by"] in ("system", "customer")


def test_without_a_microphone_the_resident_is_told_what_to_do(
    product: Product, open_window: OpenWindow, screenshot: Keep
) -> None:
    caller = Resident(open_window(width=390, height=844))
    caller.open(product.link("general"))
    caller.calls()
    caller.is_("trouble")
    expect(caller.page.locator("[data-part=state]")).to_contain_text("麦克风")
    screenshot(caller.page, "portal-no-microphone-390")


def test_a_refused_microphone_is_told_with_the_way_to_allow_it(
    product: Product, open_window: OpenWindow
) -> None:
    caller = Resident(open_window("resident", width=390, height=844, allow=False))
    caller.open(product.link("general"))
    caller.calls()
    caller.is_("trouble")
    expect(caller.page.locator("[data-part=state]")).to_contain_text("没有麦克风权限")


def test_nobody_there_the_caller_hears_of_a_return_call_and_leaves_a_number(
    product: Product, open_window: OpenWindow, screenshot: Keep
) -> None:
    caller = resident(open_window, product, "place")
    caller.calls()
    caller.is_("ringing|queued")
    expect(caller.page.locator("[data-part=number]")).to_be_visible(timeout=75_000)
    screenshot(caller.page, "portal-call-back-390")
    caller.page.fill("[data-part=number] input", "13800005678")
    caller.page.press("[data-part=number] input", "Enter")
    expect(caller.page.locator("[data-part=kept]")).to_contain_text("13800005678")
    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert (row["state"], row["phone"]) == ("missed", "13800005678")
    assert owed(product, row["id"]) == ["missed"]
