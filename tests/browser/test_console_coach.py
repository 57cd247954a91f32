"""The coach during a real call: meters move with the voice, dead air is said, a key switches it off."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, _flags
from tests.browser.dial import Dial
from tests.browser.people import Operator
from tests.browser.product import Product
from tests.voices.speak import OPERATOR, talk

pytestmark = pytest.mark.browser
SAYS = "您好，云杉花园客服中心，我是李静，请讲。好的，我马上为您登记，请问您的联系方式是多少？"
TALKS_S = 35  # from when the microphone is opened, and then nothing more


@pytest.fixture
def seat(playwright: Playwright, product: Product, tmp_path: Path):
    """李静, whose voice stops after a while."""
    voice = talk(SAYS, OPERATOR, tmp_path / "voice.wav", seconds=TALKS_S)
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, chromium_sandbox=False, args=_flags(voice, allow=True)
    )
    context = browser.new_context(viewport={"width": 1440, "height": 900}, permissions=["microphone"])
    context.set_default_timeout(15_000)
    operator = Operator(context.new_page(), "8001")
    operator.sign_in(product)
    operator.open_console(product)
    operator.get_ready()
    yield operator
    browser.close()


def place(seat: Operator) -> list[float]:
    """Where the strip stands in its panel, and how large both are: an alarm above may move the whole page."""
    coach, panel = seat.part("coach").bounding_box(), seat.part("call").bounding_box()
    assert coach and panel
    return [coach["y"] - panel["y"], coach["height"], coach["width"], panel["height"]]


def test_a_call_is_coached(seat: Operator, product: Product, screenshot: Callable[[Page, str], None]) -> None:
    dial = Dial.at(product, "unit")
    seat.answers()
    coach = seat.part("coach")
    expect(coach).to_have_attribute("data-state", "now", timeout=15_000)
    expect(seat.part("coach-rate-figure")).to_have_text(re.compile(r"^\d{2,3}$"), timeout=20_000)
    expect(seat.part("coach-level")).to_have_class(re.compile("speaks"))
    before = place(seat)
    screenshot(seat.page, "console-coach-1440")
    seat.page.set_viewport_size({"width": 390, "height": 844})
    screenshot(seat.page, "console-coach-390")
    seat.page.set_viewport_size({"width": 1440, "height": 900})

    expect(seat.part("coach-nudge")).to_have_attribute("data-kind", "silence", timeout=60_000)
    expect(seat.part("coach-words")).to_have_text(re.compile(r"已经 \d+ 秒没有声音"))
    expect(seat.part("coach-said")).to_have_text("很久没有声音了")
    assert "TLK-9" in (seat.part("coach-nudge").get_attribute("title") or "")
    screenshot(seat.page, "console-coach-nudge-1440")
    assert place(seat) == before

    seat.press("Alt+u")
    expect(coach).to_have_attribute("data-state", "off")
    expect(seat.part("coach-nudge")).to_have_attribute("data-kind", "")
    expect(seat.part("coach-meters")).to_be_hidden()
    assert place(seat) == before
    seat.press("Alt+u")
    expect(coach).to_have_attribute("data-state", "now")

    os.kill(product.pid_of("listen"), signal.SIGKILL)
    expect(coach).to_have_attribute("data-state", "rests", timeout=15_000)
    expect(coach).to_have_attribute("data-state", "now", timeout=30_000)
    dial.hangs_up()
    seat.is_("wrapup")
