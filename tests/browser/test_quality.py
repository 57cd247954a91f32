"""The quality pages with weeks of calls: pictures drawn, keys that walk, seconds that play."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenWindow, sign_in
from tests.browser.product import Product
from tests.browser.test_pages import SIZES, fits

pytestmark = pytest.mark.browser
Keep = Callable[[Page, str], None]
PAGES = {"overview": "/quality/", "four-sames": "/quality/four-sames/", "me": "/quality/me/"}


@pytest.fixture(scope="module")
def filled(product: Product) -> Iterator[Product]:
    done = product.command("demo", "--history", "240", timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    yield product


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_pictures_are_drawn_under_the_policy(
    filled: Product, open_window: OpenWindow, screenshot: Keep, width: int, height: int
) -> None:
    page = open_window(width=width, height=height)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    sign_in(page, filled, "8003")
    for name, path in PAGES.items():
        page.goto(filled.url + path)
        fits(page)
        for place in page.locator("[data-chart]").all():
            expect(place.locator("canvas")).to_be_visible()
        screenshot(page, f"quality-{name}-{width}")
    assert faults == []


def test_keys_lead_to_a_person_and_to_what_was_said(filled: Product, open_window: OpenWindow) -> None:
    page = open_window()
    sign_in(page, filled, "8003")
    page.goto(f"{filled.url}/quality/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/quality/staff/" in address)
    button = page.locator("[data-sound]").first
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator('[data-part="fault"]')).to_be_hidden()
    name = page.locator(".period strong").inner_text()
    page.keyboard.press("[")
    expect(page.locator(".period strong")).not_to_have_text(name)


def test_paper_shows_figures_instead_of_pictures(filled: Product, open_window: OpenWindow) -> None:
    page = open_window()
    sign_in(page, filled, "8003")
    page.goto(f"{filled.url}/quality/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#trend-data + .picture")).to_be_hidden()
    expect(page.locator(".as-table table")).to_be_visible()
