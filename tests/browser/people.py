"""The persons of a browser test and what they do, in their own words."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenWindow, sign_in
from tests.browser.product import Product


@dataclass
class Operator:
    """A member of staff at the console, working by keyboard."""

    page: Page
    number: str

    def sign_in(self, product: Product) -> None:
        sign_in(self.page, product, self.number)

    def open_console(self, product: Product) -> None:
        # Without echo cancelling and the like, so that what is recorded can be compared with what was said.
        self.page.goto(f"{product.url}/console/?plain-audio=1")
        expect(self.part("line-state")).to_have_attribute("data-state", "up")

    def get_ready(self) -> None:
        """Check the headset, then set ready."""
        expect(self.part("headset")).to_be_visible()
        expect(self.job("headset-done")).to_be_enabled()
        self.job("headset-done").click()
        self.job("ready").click()
        self.is_("ready")

    def is_(self, state: str) -> None:
        expect(self.part("own-state")).to_have_attribute("data-state", re.compile(f"^({state})$"))

    def part(self, name: str) -> Locator:
        return self.page.locator(f'[data-part="{name}"]')

    def job(self, name: str) -> Locator:
        return self.page.locator(f'[data-job="{name}"]:visible')

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def hears_it_ring(self) -> None:
        expect(self.part("ring")).to_be_visible()

    def answers(self) -> None:
        self.hears_it_ring()
        self.press("Enter")
        expect(self.job("hold")).to_be_visible()

    def types(self, field: str, text: str) -> None:
        self.page.fill(f'[data-part="form"] [name="{field}"]', text)

    def saved(self) -> None:
        expect(self.part("saved")).to_have_attribute("data-state", "saved")


@dataclass
class Resident:
    """A resident at the page behind a link."""

    page: Page

    def open(self, link: str) -> None:
        self.page.goto(f"{link}?plain-audio=1")

    def calls(self) -> None:
        self.page.locator("[data-job=call]").click()

    def is_(self, phase: str) -> None:
        expect(self.page.locator("[data-part=call]")).to_have_attribute(
            "data-phase", re.compile(f"^({phase})$")
        )

    def hangs_up(self) -> None:
        self.page.locator("[data-job=hangup]").click()


def operator(open_window: OpenWindow, product: Product, number: str) -> Operator:
    """An operator who has signed in, checked the headset and set ready."""
    made = Operator(open_window(number), number)
    made.sign_in(product)
    made.open_console(product)
    made.get_ready()
    return made


def resident(open_window: OpenWindow, product: Product, link: str = "general") -> Resident:
    """A resident on a phone, before the call."""
    made = Resident(open_window("resident", width=390, height=844))
    made.open(product.link(link))
    return made
