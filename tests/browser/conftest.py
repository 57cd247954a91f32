"""Real windows: one Chromium a person, each with a microphone that hears that person's voice."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.product import Product, free_ports
from tests.voices.speak import COLLEAGUE, OPERATOR, RESIDENT, Voice, talk

CHROMIUM = os.environ.get("SANXIANG_CHROMIUM", "/usr/bin/chromium")
ARTEFACTS = Path(os.environ.get("SANXIANG_ARTEFACTS", "artefacts/screens"))
QUIET = (
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-background-timer-throttling",
)  # fmt: skip
SAID = {
    "resident": (
        "您好，我是三栋二单元一零零一的王芳，厨房的水管漏水了，麻烦你们快一点派人来看看。",
        RESIDENT,
    ),
    "8001": (
        "您好，云杉花园客服中心，我是李静，请讲。好的，我马上为您登记，请问您的联系方式是多少？",
        OPERATOR,
    ),
    "8002": ("您好，我是陈明，这件事由我来跟进，下午三点以前师傅会上门，请您放心，谢谢您的电话。", COLLEAGUE),
}

OpenWindow = Callable[..., Page]


@pytest.fixture(scope="session")
def voices(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each person a file of them talking on and on."""
    folder = tmp_path_factory.mktemp("voices")

    def make(name: str, text: str, voice: Voice) -> Path:
        return talk(text, voice, folder / f"{name}.wav", seconds=150)

    return {name: make(name, text, voice) for name, (text, voice) in SAID.items()}


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """A freshly started program with the demo estate."""
    port, line_port, hub_port = free_ports(3)
    made = Product(tmp_path_factory.mktemp("home"), port, line_port, hub_port)
    try:
        yield made.start()
    finally:
        made.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=10_000)
    with sync_playwright() as started:
        yield started


@pytest.fixture
def open_window(playwright: Playwright, voices: dict[str, Path]) -> Iterator[OpenWindow]:
    """`open_window("8001")` gives the page of a new browser whose microphone hears that person.

    `voice=None`: a browser without a microphone; `allow=False`: the person refuses it.
    """
    browsers: list[Browser] = []

    def open_one(
        person: str = "", *, width: int = 1440, height: int = 900, locale: str = "zh-CN", allow: bool = True
    ) -> Page:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, chromium_sandbox=False, args=_flags(voices.get(person), allow)
        )
        browsers.append(browser)
        granted = ["microphone", "notifications"] if allow and person else []
        context: BrowserContext = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, permissions=granted
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.on("console", lambda said: print(f"[{person} console] {said.type}: {said.text}"))  # noqa: T201
        page.on("pageerror", lambda fault: print(f"[{person} error] {fault}"))  # noqa: T201
        return page

    yield open_one
    for browser in browsers:
        browser.close()


def _flags(voice: Path | None, allow: bool) -> list[str]:
    media = ["--allow-loopback-in-peer-connection", "--autoplay-policy=user-gesture-required"]
    if voice is not None:
        media += ["--use-fake-device-for-media-stream", f"--use-file-for-fake-audio-capture={voice}%noloop"]
    if voice is not None and allow:
        media.append("--use-fake-ui-for-media-stream")
    return [*QUIET, *media]


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """Keep a picture of a screen as a build artefact."""
    ARTEFACTS.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=str(ARTEFACTS / f"{name}.png"), full_page=True)

    return keep


def sign_in(page: Page, product: Product, number: str) -> None:
    """Sign in as that member of staff."""
    page.goto(f"{product.url}/accounts/login/")
    page.fill("input[name=login]", number)
    page.fill("input[name=password]", product.password(number))
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/accounts/" not in address)
