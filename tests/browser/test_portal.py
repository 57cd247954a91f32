"""The resident's page beyond the smooth call: each obstacle has its sentence, and a call outlives the net."""

import subprocess
import sys
import time

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.conftest import OpenWindow
from tests.browser.people import Operator, Resident, operator, resident
from tests.browser.product import Product
from tests.browser.registers import row_when

pytestmark = pytest.mark.browser
REVOKE = """
import django, sys
django.setup()
from sanxiang.desk.contacts.domain.lines import revoke_link
from sanxiang.desk.contacts.queries import link_by_token
from sanxiang.kernel.clock import clock
revoke_link(link_id=link_by_token(sys.argv[1]).pk, at=clock.now(), actor="system")
"""
WITHOUT = {
    "codec": ("RTCRtpReceiver.getCapabilities = () => ({codecs: [{mimeType: 'audio/opus'}]})", "G.711"),
    "webrtc": ("delete window.RTCPeerConnection", "浏览器不能通话"),
    "tls": ("Object.defineProperty(window, 'isSecureContext', {value: false})", "https"),
}


def state(page: Page) -> str:
    return page.locator("[data-part=state]").inner_text()


@pytest.mark.parametrize("lack", WITHOUT)
def test_a_browser_that_cannot_call_says_so_before_it_is_tried(
    product: Product, open_window: OpenWindow, lack: str
) -> None:
    script, said = WITHOUT[lack]
    page = open_window("resident", width=390, height=844)
    page.add_init_script(script)
    caller = Resident(page)
    caller.open(product.link("general"))
    caller.is_("trouble")
    assert said in state(page)
    caller.calls()
    caller.is_("trouble")
    assert said in state(page)


def test_without_the_desk_the_page_says_what_to_do_and_calls_when_it_is_back(
    product: Product, open_window: OpenWindow
) -> None:
    caller = resident(open_window, product, "place")
    caller.page.route("**/ticket/", lambda route: route.abort())
    caller.calls()
    caller.is_("trouble")
    assert "连不上客服台" in state(caller.page)
    caller.page.unroute("**/ticket/")
    caller.calls()
    caller.is_("ringing|queued")
    caller.hangs_up()
    caller.is_("ended")


def test_a_link_revoked_under_an_open_page_is_told_with_another_way(
    product: Product, open_window: OpenWindow
) -> None:
    caller = resident(open_window, product, "unit")
    token = product.link("unit").rstrip("/").rsplit("/", 1)[-1]
    settings = {**product.environment(), "DJANGO_SETTINGS_MODULE": "sanxiang.site.settings"}
    subprocess.run([sys.executable, "-c", REVOKE, token], env=settings, check=True, timeout=60)
    caller.calls()
    caller.is_("trouble")
    assert "已经过期" in state(caller.page)
    caller.page.reload()
    expect(caller.page.locator("h1")).to_have_text("这里打不通了")


@pytest.fixture
def desk(product: Product, open_window: OpenWindow) -> Operator:
    return operator(open_window, product, "8001")


def hears(page: Page) -> bool:
    """Whether voice goes on arriving."""
    clock = "document.querySelector('[data-part=voice]').currentTime"
    before = float(page.evaluate(clock))
    time.sleep(1)
    return float(page.evaluate(clock)) > before + 0.5


def test_a_call_survives_a_broken_connection_to_the_line(
    desk: Operator, product: Product, open_window: OpenWindow
) -> None:
    sockets: list[WebSocketRoute] = []

    def pass_on(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        sockets.append(socket)

    page = open_window("resident", width=390, height=844)
    page.route_web_socket("**/line", pass_on)
    caller = Resident(page)
    caller.open(product.link("general"))
    caller.calls()
    desk.answers()
    caller.is_("connected")
    assert hears(page)

    sockets[0].close(code=1011)
    caller.is_("reconnecting")
    caller.is_("connected")
    assert len(sockets) == 2
    assert hears(page)
    expect(desk.job("hold")).to_be_visible()

    caller.hangs_up()
    row = row_when(product, lambda row: row["ended_at"] is not None)
    assert row["hung_up_by"] == "customer"


def test_a_page_loaded_anew_in_a_call_comes_back_to_it(
    desk: Operator, product: Product, open_window: OpenWindow
) -> None:
    caller = resident(open_window, product)
    caller.calls()
    desk.answers()
    caller.is_("connected")
    caller.page.reload()
    caller.is_("connected")
    caller.page.wait_for_timeout(8000)  # longer than a voice may be lost
    caller.is_("connected")
    row = row_when(product, lambda row: row["answered_at"] is not None)
    assert row["ended_at"] is None


def test_the_page_speaks_three_languages(product: Product, open_window: OpenWindow) -> None:
    page = resident(open_window, product, "place").page
    for label, language, said in (
        ("EN", "en", "Call the desk"),
        ("繁", "zh-hant", "呼叫客服"),
        ("简", "zh-hans", "呼叫客服"),
    ):
        page.get_by_role("button", name=label, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.locator("[data-part=call-words]")).to_have_text(said)


def test_the_key_is_in_reach_on_a_small_phone(product: Product, open_window: OpenWindow) -> None:
    page = open_window("resident", width=360, height=560)
    page.goto(product.link("place"))
    expect(page.locator("[data-job=call]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-part=notice]")).to_be_in_viewport()
