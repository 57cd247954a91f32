"""The register in a real window: findings play where they happened, corrections keep what stood before."""

import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

pytestmark = pytest.mark.browser
SUPERVISOR = "8100"
AUDIO = "document.querySelector('#sound audio')"


@pytest.fixture
def window(open_window, product) -> Page:
    """The register as the supervisor of the demo estate sees it, with every complaint of the page kept."""
    page = open_window()
    page.complaints = []
    page.on("pageerror", lambda fault: page.complaints.append(str(fault)))
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    sign_in(page, product, SUPERVISOR)
    return page


def open_recorded_call(page: Page, product) -> None:
    """A closed call of the demo with a recording and a finding that can be heard."""
    page.goto(f"{product.url}/register/?state=closed")
    addresses = page.locator("tr:has(.talk svg) .row-link").evaluate_all(
        "links => links.map(one => one.href)"
    )
    assert addresses, "the demo has no recorded call"
    for address in addresses:
        page.goto(address)
        expect(page.locator("[data-finding]").first).to_be_visible()
        if stretch_to_hear(page):
            return
    raise AssertionError("no finding of the demo's calls can be heard")


def stretch_to_hear(page: Page) -> str:
    """The number of a finding that lies some way into the recording and lasts; "" without one."""
    for button in page.locator("[data-number]").all():
        start, end = (float(button.get_attribute(name) or 0) for name in ("data-play", "data-play-to"))
        if start >= 3 and end - start >= 2:
            return button.get_attribute("data-number") or ""
    return ""


def wait_until(page: Page, said: str, seconds: float = 10.0) -> None:
    """Wait for a JavaScript expression; Playwright's own wait needs an eval, which our policy forbids."""
    end = time.monotonic() + seconds
    while not page.evaluate(said):
        assert time.monotonic() < end, f"never true: {said}"
        time.sleep(0.05)


def wait_for_one(page: Page, things: list[Any], seconds: float = 10.0) -> None:
    """Wait until the page's own doing has put something into the list."""
    end = time.monotonic() + seconds
    while not things:
        assert time.monotonic() < end, "it never came"
        page.wait_for_timeout(50)


def at(page: Page) -> float:
    return float(page.evaluate(f"{AUDIO}.currentTime"))


def refresh(page: Page, address: str, part: str) -> None:
    """What a hint does, at once."""
    with page.expect_response(f"**{address}"):
        page.evaluate(
            "([from, part]) => htmx.ajax('GET', from, {target: part, source: part})", [address, part]
        )
    page.wait_for_timeout(200)


def test_a_finding_plays_at_its_second(window, product, screenshot):
    open_recorded_call(window, product)
    expect(window.locator("[data-part=whole]")).not_to_have_text("–")
    assert window.evaluate(f"{AUDIO}.readyState") == 0  # nothing is fetched before somebody listens
    button = window.locator(f'[data-number="{stretch_to_hear(window)}"]')
    start = float(button.get_attribute("data-play"))
    button.click()
    wait_until(window, f"{AUDIO}.currentTime > {start} + 0.4 || {AUDIO}.ended")
    assert start <= at(window) <= start + 5
    expect(window.locator("#sound")).to_have_class(re.compile("playing"))
    screenshot(window, "register-call-1440")
    window.set_viewport_size({"width": 390, "height": 844})
    screenshot(window, "register-call-390")


def test_keys_play_and_jump(window, product):
    open_recorded_call(window, product)
    expect(window.locator("[data-part=whole]")).not_to_have_text("–")
    window.keyboard.press(" ")
    wait_until(window, f"{AUDIO}.currentTime > 0.3")
    window.keyboard.press(" ")
    wait_until(window, f"{AUDIO}.paused")
    before = at(window)
    window.keyboard.press("ArrowRight")
    assert at(window) == pytest.approx(before + 5, abs=0.1)
    window.keyboard.press("ArrowLeft")
    assert at(window) == pytest.approx(before, abs=0.1)
    first = window.locator('[data-number="1"]')
    window.keyboard.press("1")
    wait_until(window, f"!{AUDIO}.paused && {AUDIO}.currentTime >= {first.get_attribute('data-play')}")


def test_the_page_draws_two_channels_under_our_content_policy(window, product):
    open_recorded_call(window, product)
    host = window.locator("[data-part=room] > div > div")
    expect(host).to_be_visible()
    drawn = host.evaluate("one => one.shadowRoot.querySelectorAll('.canvases canvas').length")
    assert drawn >= 2
    assert host.evaluate("one => one.shadowRoot.adoptedStyleSheets.length") == 1
    assert not [said for said in window.complaints if "Content Security Policy" in said], window.complaints


def test_a_correction_keeps_the_earlier_wording(window, product):
    open_recorded_call(window, product)
    field = window.locator("#written .field", has=window.locator("#field-handling"))
    earlier = field.locator(".value").inner_text()
    field.locator("summary").click()
    field.locator("[name=new]").fill("已派工，师傅改为下午两点上门")
    field.locator("[name=reason]").fill("听录音核对")
    field.get_by_role("button").click()
    expect(field.locator(".value")).to_have_text("已派工，师傅改为下午两点上门")
    expect(field.locator("del").last).to_have_text(earlier if earlier != "–" else "（空）")
    expect(field.locator(".earlier").last).to_contain_text("听录音核对")
    window.reload()
    expect(window.locator("#written del").last).to_be_visible()


def test_a_refused_correction_says_why_in_its_form(window, product):
    open_recorded_call(window, product)
    field = window.locator("#written .field", has=window.locator("#field-handling"))
    same = field.locator("[name=new]").input_value()
    field.locator("summary").click()
    field.locator("[name=new]").fill(f" {same} ")
    field.locator("[name=reason]").fill("手误")
    field.get_by_role("button").click()
    expect(window.locator("#written .field-error")).to_contain_text("内容没有变化")


def test_the_list_is_walked_by_keys_and_filtered_in_its_address(window, product, screenshot):
    window.goto(f"{product.url}/register/")
    screenshot(window, "register-list-1440")
    window.keyboard.press("j")
    window.keyboard.press("j")
    second = window.locator(".row-link").nth(1)
    expect(second).to_be_focused()
    window.keyboard.press("k")
    expect(window.locator(".row-link").first).to_be_focused()
    window.keyboard.press("m")
    window.wait_for_url("**/register/?state=missed")
    window.keyboard.press("/")
    expect(window.locator("#text")).to_be_focused()
    window.keyboard.type("m")  # a letter in the field is a letter
    window.keyboard.press("Enter")
    window.wait_for_url(re.compile(r"text=m.*state=missed|state=missed.*text=m"))
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto(f"{product.url}/register/")
    assert window.evaluate("document.documentElement.scrollWidth <= innerWidth")
    screenshot(window, "register-list-390")


def test_a_live_refresh_moves_neither_focus_nor_scroll(window, product):
    window.set_viewport_size({"width": 1440, "height": 500})
    window.goto(f"{product.url}/register/")
    window.keyboard.press("j")
    window.keyboard.press("j")
    focused = window.evaluate("document.activeElement.id")
    window.evaluate("window.scrollTo(0, 300)")
    row = window.evaluate(
        "[...document.querySelectorAll('tr[id]')].find(r => r.getBoundingClientRect().bottom > 0).id"
    )
    top = window.evaluate("id => document.getElementById(id).getBoundingClientRect().top", row)
    refresh(window, "/register/", "#rows")
    assert window.evaluate("document.activeElement.id") == focused
    moved = window.evaluate("id => document.getElementById(id).getBoundingClientRect().top", row)
    assert moved == pytest.approx(top, abs=1)


def test_return_calls_are_taken_up_and_given_up(window, product, screenshot):
    window.goto(f"{product.url}/callbacks/")
    screenshot(window, "callbacks-1440")
    row = window.locator(".owed-row", has=window.locator(".btn-primary")).first
    name = row.get_attribute("id")
    row.locator("[data-row]").focus()
    window.keyboard.press("c")
    expect(row.locator(".whole-number")).to_be_visible()
    refresh(window, "/callbacks/", "#callbacks")
    expect(row.locator(".whole-number")).to_be_visible()
    window.keyboard.press("x")
    expect(row.locator("[name=why]")).to_be_focused()
    window.keyboard.type("业主已到前台办妥")
    row.get_by_role("button", name="不再回电").click()
    expect(window.locator(f"#{name}")).to_have_count(0)
    window.set_viewport_size({"width": 390, "height": 844})
    screenshot(window, "callbacks-390")


def test_news_of_the_list_waits_for_a_question_in_a_row(window, product):
    """A list that was on its way when the question was asked must not take it away."""
    window.goto(f"{product.url}/callbacks/")
    held = []
    window.route("**/callbacks/", lambda route: held.append(route))
    ask = "htmx.ajax('GET', '/callbacks/', {target: '#callbacks', source: '#callbacks'})"
    window.evaluate(f"() => void {ask}")  # its promise would wait for the answer
    wait_for_one(window, held)
    window.locator("[data-row]").first.focus()
    window.keyboard.press("x")
    why = window.locator("[name=why]")
    expect(why).to_be_focused()
    window.keyboard.type("业主")
    held.pop().continue_()
    window.wait_for_timeout(300)
    expect(why).to_be_focused()
    expect(why).to_have_value("业主")
    window.get_by_role("button", name="返回").click()
    wait_for_one(window, held)  # the news that had waited
    held.pop().continue_()
    expect(why).to_have_count(0)


# ---------------------------------------------------------------- live


def call_folder(folder: Path, call: str) -> Path:
    """A call of half a minute that ended just now, without a record: its row is still to be closed."""
    at = datetime.now(UTC) - timedelta(seconds=40)
    offered = {"call": call, "line": "general", "direction": "in", "from": "15400009999", "to": "8000"}
    told = [(0, "offered", offered), (0.2, "alerting", {"staff": "8001"}), (6, "answered", {"staff": "8001"})]
    told += [(36, "hung_up", {"by": "customer"}), (36.1, "ended", {})]
    lines = [
        {"at": (at + timedelta(seconds=second)).isoformat(timespec="milliseconds"), "event": event, **data}
        for second, event, data in told
    ]
    (folder / call).mkdir()
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (folder / call / "events.ndjson").write_text(text, encoding="utf-8")
    return folder / call


def put(product, folder: Path) -> None:
    done = product.command("replay", str(folder))
    assert done.returncode == 0, done.stderr


def test_a_new_call_comes_by_itself_and_its_page_follows(window, open_window, product, tmp_path):
    window.goto(f"{product.url}/register/?text=9999")
    expect(window.locator(".empty-title")).to_be_visible()
    put(product, call_folder(tmp_path, "live-1"))
    row = window.locator(".row-link").first
    expect(row).to_be_visible(timeout=10_000)
    row.click()
    expect(window.locator("#head")).to_contain_text("待登记")
    window.locator("#field-handling").fill("我写了一半")
    other = open_window()
    sign_in(other, product, "8001")
    other.goto(window.url)
    other.locator("#field-category").select_option("fee")
    other.locator("#field-summary").fill("问停车费")
    other.keyboard.press("Control+Enter")
    expect(other.locator("#written")).to_contain_text("问停车费")
    expect(window.locator("#head")).to_contain_text("已登记", timeout=10_000)
    expect(window.locator("#field-handling")).to_have_value("我写了一半")  # who is writing isn't disturbed
    window.locator("#field-category").select_option("advice")
    window.locator("#written button[type=submit]").click()
    expect(window.locator("#written .alert")).to_contain_text("您写的没有存入")
    expect(window.locator("#written .alert")).to_contain_text("我写了一半")
    expect(window.locator("#findings [data-finding]").first).to_be_visible(timeout=10_000)
