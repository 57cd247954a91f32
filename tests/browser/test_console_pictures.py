"""The console as it looks in three languages, wide and on a phone: no foreign words, nothing cut."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dial import Dial
from tests.browser.people import Operator
from tests.browser.product import Product

pytestmark = pytest.mark.browser
SIZES = {1440: 900, 390: 844}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SIMPLIFIED = re.compile(r"[电话这来为请线应们对时间转业东车长门问]")


@pytest.fixture
def desk(open_window, product: Product) -> Iterator[Operator]:
    operator = Operator(open_window("8001"), "8001")
    operator.sign_in(product)
    yield operator
    operator.page.close()


def in_language(operator: Operator, product: Product, language: str) -> None:
    cookie = {"name": "language", "value": language, "url": product.url}
    operator.page.context.add_cookies([cookie])
    operator.open_console(product)


def take(page: Page, keep: Callable[[Page, str], None], name: str) -> None:
    for width, height in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} is cut at {width}"
        keep(page, f"console-{name}-{width}")
    page.set_viewport_size({"width": 1440, "height": 900})


def words(page: Page) -> str:
    """What the console itself says: buttons, labels, sentences; not names, notes or lines of the estate."""
    own = (".console button:not([data-callback], [data-call])", ".console .field-label", ".proc-title", "h2")
    return "\n".join(page.locator(", ".join(own)).all_text_contents())


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_screen(desk: Operator, product: Product, screenshot, language: str) -> None:
    in_language(desk, product, language)
    take(desk.page, screenshot, f"{language}-headset")
    desk.get_ready()
    take(desk.page, screenshot, f"{language}-idle")
    dial = Dial.at(product, "unit", name="王建华", phone="13900000001")
    try:
        desk.hears_it_ring()
        expect(desk.part("card")).to_contain_text("王建华")
        take(desk.page, screenshot, f"{language}-ring")
        desk.answers()
        desk.types("summary", "厨房水管漏水，希望今天下午来人。")
        desk.saved()
        take(desk.page, screenshot, f"{language}-call")
        said = words(desk.page)
        dial.hangs_up()
        desk.is_("wrapup")
        take(desk.page, screenshot, f"{language}-wrapup")
    finally:
        dial.over()
    desk.press("Alt+c")
    desk.press("2")
    desk.press("Control+Enter")
    desk.is_("ready")
    wrong = {"en": CHINESE, "zh-hant": SIMPLIFIED}.get(language)
    assert wrong is None or not wrong.search(said), wrong.findall(said)
