"""Every page of the staff as a picture, on a desk and on a phone: nothing sticks out, nothing is unnamed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, sign_in
from tests.browser.product import Product

pytestmark = pytest.mark.browser
Keep = Callable[[Page, str], None]
SIZES = [(1440, 900), (390, 844)]
OPEN = {"sign-in": "/accounts/login/", "not-found": "/no-such-page/"}
PAGES = {
    "password": "/accounts/password/change/",
    "two-steps": "/accounts/2fa/",
    "password-again": "/accounts/2fa/totp/activate/",
    "staff": "/staff/",
    "staff-add": "/staff/add/",
    "lines": "/lines/",
    "line-add": "/lines/add/",
    "line-links": "/lines/line/general/",
    "line-labels": "/lines/line/general/labels/",
    "refused": "/register/",
}
UNNAMED = """[...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
  .filter((one) => !one.labels.length && !one.ariaLabel && !one.getAttribute("aria-labelledby"))
  .map((one) => one.name || one.id)"""


def fits(page: Page) -> None:
    """The page is no wider than its window, has one heading, and says what each field is."""
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate(UNNAMED) == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_fits_and_names_its_fields(
    product: Product, open_window: OpenWindow, screenshot: Keep, width: int, height: int
) -> None:
    page = open_window(width=width, height=height)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    for name, path in OPEN.items():
        page.goto(product.url + path)
        fits(page)
        screenshot(page, f"{name}-{width}")
    sign_in(page, product, "9001")
    for name, path in PAGES.items():
        page.goto(product.url + path)
        fits(page)
        screenshot(page, f"{name}-{width}")
    assert faults == []


def test_the_way_through_is_by_keyboard(product: Product, open_window: OpenWindow) -> None:
    page = open_window()
    page.goto(f"{product.url}/accounts/login/")
    page.keyboard.type("9001")
    page.keyboard.press("Tab")
    page.keyboard.type("no such word")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("工号或密码不对")
    expect(page.locator("[name=password]")).to_be_focused()
    page.keyboard.type(product.password("9001"))
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("人员")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到内容")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main a:focus")).to_have_count(1)

    page.get_by_role("button", name="我的帐号").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="修改密码")).to_be_focused()


def test_the_language_of_the_desk_is_one_press_away(product: Product, open_window: OpenWindow) -> None:
    page = open_window()
    sign_in(page, product, "9001")
    for label, heading in (("EN", "Staff"), ("繁", "人員"), ("简", "人员")):
        page.get_by_role("button", name=label, exact=True).click()
        expect(page.locator("h1")).to_have_text(heading)
        assert page.url == f"{product.url}/staff/"
