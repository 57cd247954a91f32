"""The rulebook in a real window: a figure is changed by keyboard, a fault leads to its line, pictures."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, sign_in
from tests.browser.product import Product
from tests.browser.test_pages import SIZES, Keep, fits

pytestmark = pytest.mark.browser
SUPERVISOR = "8100"
FAULTY = 'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\nponits = 3\n'
PAGES = {
    "list": "/rulebook/",
    "entry": "/rulebook/entry/ANS-1/",
    "time-limit": "/rulebook/entry/ANS-7/",
    "words": "/rulebook/words/",
    "text": "/rulebook/text/",
    "editions": "/rulebook/editions/",
}


@pytest.fixture
def window(open_window: OpenWindow, product: Product) -> Page:
    page = open_window()
    sign_in(page, product, SUPERVISOR)
    return page


def test_a_figure_is_changed_by_keyboard_and_the_edition_is_kept(
    window: Page, product: Product, screenshot: Keep
) -> None:
    window.goto(f"{product.url}/rulebook/")
    window.get_by_role("link", name="响过六声才接，先道歉").focus()
    window.keyboard.press("Enter")
    field = window.get_by_label("限值（声）")
    field.fill("5")
    field.press("Enter")
    expect(window.get_by_role("status")).to_contain_text("已保存")
    expect(window.locator("h1")).to_contain_text("公司改过")
    window.goto(f"{product.url}/rulebook/editions/")
    window.locator(".row-link").first.click()
    expect(window.locator(".diff-table .after").last).to_have_text("5 声")
    screenshot(window, "rulebook-edition-1440")


def test_a_clause_is_found_by_its_words(window: Page, product: Product, screenshot: Keep) -> None:
    window.goto(f"{product.url}/rulebook/")
    window.keyboard.press("/")
    window.keyboard.type("不打断")
    expect(window.locator("[data-row]:visible")).to_have_count(1)
    screenshot(window, "rulebook-found-1440")
    window.keyboard.press("Escape")
    assert window.locator("[data-row]:visible").count() > 50


def test_a_fault_of_the_file_leads_to_its_line(window: Page, product: Product, screenshot: Keep) -> None:
    window.goto(f"{product.url}/rulebook/text/")
    window.locator("textarea.toml").fill(FAULTY)
    window.get_by_role("button", name="检查并保存").click()
    expect(window.get_by_role("alert")).to_contain_text("ponits")
    window.get_by_role("button", name="第 5 行").click()
    chosen = "(() => { const f = document.querySelector('textarea.toml'); return f.value.slice(f.selectionStart, f.selectionEnd) })()"  # noqa: E501
    assert window.evaluate(chosen) == "ponits = 3"
    screenshot(window, "rulebook-faults-1440")


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_every_page_of_it_fits(
    product: Product, open_window: OpenWindow, screenshot: Keep, width: int, height: int
) -> None:
    page = open_window(width=width, height=height)
    sign_in(page, product, SUPERVISOR)
    for name, path in PAGES.items():
        page.goto(product.url + path)
        fits(page)
        screenshot(page, f"rulebook-{name}-{width}")
