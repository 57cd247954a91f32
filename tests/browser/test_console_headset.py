"""Before the first call: each trouble of the microphone in one sentence, and how loud the voice is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Operator
from tests.browser.product import Product

pytestmark = pytest.mark.browser


def at_the_console(page: Page, product: Product, address: str = "/console/") -> Operator:
    operator = Operator(page, "8002")
    operator.sign_in(product)
    page.goto(product.url + address)
    expect(operator.part("headset")).to_be_visible()
    return operator


def test_the_level_is_measured_and_the_sample_played(open_window, product: Product, screenshot) -> None:
    operator = at_the_console(open_window("8002"), product)
    expect(operator.part("level")).to_have_attribute("data-verdict", "good", timeout=10_000)
    operator.press("s")
    expect(operator.part("sample-words")).to_contain_text("正在录")
    expect(operator.part("sample-words")).to_contain_text("正在放", timeout=8000)
    expect(operator.part("sample-words")).to_contain_text("检查完毕", timeout=8000)
    screenshot(operator.page, "console-headset-1440")
    operator.press("Enter")
    expect(operator.part("headset")).to_be_hidden()
    operator.page.reload()
    expect(operator.part("line-state")).to_have_attribute("data-state", "up")
    expect(operator.part("headset")).to_be_hidden()
    operator.press("g")
    operator.is_("ready")


def test_no_microphone_says_to_plug_one_in_and_nobody_is_ready(open_window, product: Product) -> None:
    operator = at_the_console(open_window(), product)
    expect(operator.part("headset-fault")).to_contain_text("没有找到麦克风")
    expect(operator.page.locator("[data-job=headset-done]")).to_be_disabled()
    operator.press("g")
    expect(operator.part("headset")).to_be_visible()
    expect(operator.part("own-state")).not_to_have_attribute("data-state", "ready")


def test_a_refused_microphone_says_where_to_allow_it(open_window, product: Product) -> None:
    operator = at_the_console(open_window("8002", allow=False), product)
    expect(operator.part("headset-fault")).to_contain_text("改为“允许”")


def test_an_insecure_address_says_why(open_window, product: Product) -> None:
    page = open_window("8002")
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {get: () => false})")
    operator = at_the_console(page, product)
    expect(operator.part("headset-fault")).to_contain_text("https")
