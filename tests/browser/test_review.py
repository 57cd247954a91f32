"""The review in real windows: three reviewers blind to each other, calibration, an appeal, the bulletin."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.conftest import OpenWindow
from tests.browser.product import Product
from tests.browser.quarters import calls_of_last_quarter
from tests.browser.test_pages import fits

pytestmark = pytest.mark.browser
Keep = Callable[[Page, str], None]
REVIEWERS = ("8002", "8003", "8100")
AUDIO = "document.querySelector('#sound audio')"
COMPANY = """
base = "property"
date = 2026-01-01
[[review.values]]
from = 2020-01-01
sample = 2
"""


@pytest.fixture(scope="module")
def quarter(product: Product) -> str:
    """Three calls of last quarter, of which two are drawn; and a group inspector."""
    file = product.home / "rulebook" / "company.toml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(COMPANY, encoding="utf-8")
    return calls_of_last_quarter(product, 3)


@pytest.fixture(scope="module")
def inspector(product: Product) -> str:
    """The password of the group's inspector, 6001."""
    done = product.command("admin", "create", "6001", "吴督导", "--role", "inspector", "--generate")
    assert done.returncode == 0, done.stderr
    return re.split(r"[：:\s]+", done.stdout.strip())[-1]


def broken(said: ConsoleMessage) -> bool:
    """An error of the page; a network that is taken away on purpose is none."""
    return said.type == "error" and "ERR_INTERNET_DISCONNECTED" not in said.text


class Windows:
    """One window a person, signed in; every page that is looked at is kept as a picture at two sizes."""

    def __init__(self, open_window: OpenWindow, product: Product, keep: Keep, passwords: dict[str, str]):
        self.open_window, self.product, self.keep, self.passwords = open_window, product, keep, passwords
        self.faults: list[str] = []

    def of(self, number: str) -> Page:
        page = self.open_window()
        page.on("pageerror", lambda fault: self.faults.append(str(fault)))
        page.on("console", lambda said: self.faults.append(said.text) if broken(said) else None)
        page.goto(f"{self.product.url}/accounts/login/")
        page.fill("input[name=login]", number)
        page.fill("input[name=password]", self.passwords.get(number) or self.product.password(number))
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda address: "/accounts/" not in address)
        return page

    def look(self, page: Page, name: str) -> None:
        for width, height in ((390, 844), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            fits(page)
            self.keep(page, f"review-{name}-{width}")

    def go(self, page: Page, path: str) -> None:
        page.goto(f"{self.product.url}/review/{path}")


@pytest.fixture
def windows(open_window: OpenWindow, product: Product, screenshot: Keep, inspector: str) -> Windows:
    return Windows(open_window, product, screenshot, {"6001": inspector})


def until(page: Page, said: str, seconds: float = 10) -> None:
    """Wait for a JavaScript expression; Playwright's own wait needs an eval, which our policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(said):
        assert time.monotonic() < end, f"never true: {said}"
        time.sleep(0.05)


def press(page: Page, key: str) -> None:
    """Press the key of a button; its cap stands there as soon as keys are heard."""
    expect(page.locator(f'[data-key="{key}"] .cap')).to_be_visible()
    page.keyboard.press(key)


def draw(windows: Windows, page: Page, quarter: str) -> str:
    """Appoint, seal, draw and give out; returns the address of the sample."""
    for number in REVIEWERS:
        windows.go(page, "panel/")
        option = page.locator("select[name=staff] option", has_text=number).get_attribute("value")
        page.select_option("select[name=staff]", option)
        page.get_by_role("button", name="指定为评分人").click()
        expect(page.locator("tbody")).to_contain_text(number)
    windows.look(page, "panel")
    windows.go(page, "samples/")
    page.select_option("select[name=quarter]", quarter)
    windows.look(page, "samples-empty")
    press(page, "n")
    expect(page.locator("[name=number]")).to_be_focused()
    page.keyboard.type("271828")
    windows.look(page, "sealed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="分发")).to_be_visible()
    windows.look(page, "drawn")
    press(page, "g")
    expect(page.locator("#who")).to_be_visible()
    return page.url


def open_sheet(page: Page) -> None:
    """The sheet has come from the server once the count of what is left stands there."""
    expect(page.locator("[data-part=left]")).to_contain_text("还差")
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")


def write(page: Page, marks: str) -> None:
    """Marks by keyboard, each digit goes on to the next item."""
    open_sheet(page)
    for mark in marks:
        page.keyboard.press(mark)
    expect(page.locator("[data-part=hand-in]")).to_be_enabled()
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")


def review(windows: Windows, number: str, *marks: str) -> None:
    page = windows.of(number)
    windows.go(page, "")
    page.keyboard.press("Enter")  # the first sheet has the focus
    for each in marks:
        write(page, each)
        before = page.url
        page.keyboard.press("Control+Enter")
        page.wait_for_url(lambda address, before=before: address != before)
    expect(page.locator("#messages")).to_contain_text("全部评完了")


def test_from_the_draw_to_the_bulletin(windows: Windows, quarter: str) -> None:
    chief = windows.of("6001")
    sample = draw(windows, chief, quarter)

    first = windows.of(REVIEWERS[0])
    windows.go(first, "")
    windows.look(first, "home")
    first.keyboard.press("Enter")
    a_sheet_by_keyboard(windows, first)

    review(windows, REVIEWERS[1], "444444", "555555")
    windows.go(first, "")
    chief.goto(f"{sample}results/")
    expect(chief.locator("main")).to_contain_text("还没有收齐的电话")
    chief.goto(sample)
    windows.look(chief, "progress")
    review(windows, REVIEWERS[2], "54444n", "111111")

    calibrate(windows, chief, sample)
    an_appeal(windows, chief)
    the_bulletin(windows, chief, quarter)
    assert windows.faults == []


def a_sheet_by_keyboard(windows: Windows, page: Page) -> None:
    open_sheet(page)
    expect(page.locator("[data-part=whole]")).not_to_have_text("–")
    page.keyboard.press(" ")
    until(page, f"{AUDIO}.currentTime > 1")
    page.keyboard.press("r")
    page.keyboard.type("问候语完整")
    until(page, "document.activeElement.value === '问候语完整'")
    page.keyboard.press("Tab")
    page.locator("h1").click()
    page.keyboard.press(" ")
    until(page, f"{AUDIO}.paused")
    page.keyboard.press("5")
    page.keyboard.press("k")
    page.keyboard.press("4")
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")
    windows.look(page, "sheet")
    what_is_typed_outlives_a_lost_network(page)
    page.reload()  # what was typed is there again
    open_sheet(page)
    expect(page.locator("[data-part=remarks] input")).to_have_value("问候语完整")
    expect(page.locator("[data-item]").first.locator("input[value='4']")).to_be_checked()
    for key in "j55555":
        page.keyboard.press(key)
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("还有 1 张")
    write(page, "555555")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages")).to_contain_text("全部评完了")


def what_is_typed_outlives_a_lost_network(page: Page) -> None:
    page.context.set_offline(True)
    page.keyboard.press("3")
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "local")
    page.context.set_offline(False)
    expect(page.locator("[data-part=saved]")).to_have_attribute("data-state", "saved")


def calibrate(windows: Windows, page: Page, sample: str) -> None:
    page.goto(f"{sample}results/")
    windows.look(page, "results")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#session")).to_be_visible()
    windows.look(page, "calibration")
    for chosen in page.locator("select[name^=mark-]").all():
        chosen.select_option("4")
    page.fill("[name=notes]", "对照条款重听，服务用语完整，首问负责做到。")
    page.get_by_role("button", name="达成一致").click()
    expect(page.locator("#messages")).to_contain_text("校准已结束")
    expect(page.locator(".call-figures .score")).to_contain_text("80.0")
    windows.look(page, "reviewed")


def an_appeal(windows: Windows, chief: Page) -> None:
    operator = windows.of("8001")
    windows.go(operator, "")
    windows.look(operator, "own")
    operator.locator(".row-link", has_text=re.compile(".")).first.click()
    expect(operator.locator(".marks-table")).to_contain_text("评分人 1")
    windows.look(operator, "own-call")
    operator.fill("[name=reason]", "当时线路有杂音，我已请对方重复两次。")
    operator.get_by_role("button", name="提交申诉").click()
    expect(operator.locator("#messages")).to_contain_text("申诉已提交")
    windows.go(chief, "appeals/")
    windows.look(chief, "appeals")
    chief.keyboard.press("j")
    chief.keyboard.press("Enter")
    expect(chief.locator("#ruling")).to_be_visible()
    windows.look(chief, "appeal")
    chief.keyboard.press("n")
    chief.fill("[name=reason]", "重听后维持：杂音在通话之后。")
    chief.get_by_role("button", name="裁定").click()
    expect(chief.locator("main")).to_contain_text("裁定是最终的")


def the_bulletin(windows: Windows, page: Page, quarter: str) -> None:
    windows.go(page, f"bulletins/{quarter}/")
    windows.look(page, "bulletin-draft")
    page.fill("[name=opening]", "本期抽检两通电话。")
    page.get_by_role("button", name="签发").click()
    expect(page.locator(".bulletin-signed")).to_contain_text("吴督导")
    windows.look(page, "bulletin")
    page.emulate_media(media="print")
    windows.keep(page, "review-bulletin-print")
    page.emulate_media(media="screen")
    reader = windows.of("8002")
    windows.go(reader, "bulletins/")
    windows.look(reader, "bulletins")
    reader.keyboard.press("j")
    reader.keyboard.press("Enter")
    expect(reader.locator(".bulletin")).to_contain_text("本期抽检两通电话。")


def test_anybody_in_charge_may_draw_again(windows: Windows, quarter: str) -> None:
    chief = windows.of("6001")
    windows.go(chief, "samples/")
    windows.look(chief, "samples")
    chief.locator(".row-link").first.click()
    press(chief, "v")
    expect(chief.locator("main [role=status]")).to_contain_text("完全一致")
    windows.look(chief, "audited")
