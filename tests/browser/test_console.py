"""The operator's console by keyboard: the running program, a real line, a real register, real Chromium."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from tests.browser.books import row_of
from tests.browser.conftest import CHROMIUM, _flags
from tests.browser.dial import Dial
from tests.browser.people import Operator
from tests.browser.product import Product

pytestmark = pytest.mark.browser
Ring = Callable[..., Dial]


@pytest.fixture
def ring(product: Product) -> Iterator[Ring]:
    """`ring("unit", name=…)`: a resident calls."""
    made: list[Dial] = []

    def call(key: str = "unit", **more: str) -> Dial:
        made.append(Dial.at(product, key, **more))
        return made[-1]

    yield call
    for dial in made:
        dial.over()


@pytest.fixture(scope="module")
def seat(playwright: Playwright, voices: dict[str, Path], product: Product) -> Iterator[Operator]:
    """李静 at her console, through all the tests."""
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM, chromium_sandbox=False, args=_flags(voices["8001"], allow=True)
    )
    context = browser.new_context(viewport={"width": 1440, "height": 900}, permissions=["microphone"])
    context.set_default_timeout(15_000)
    operator = Operator(context.new_page(), "8001")
    operator.page.on("pageerror", lambda fault: print(f"[console error] {fault}"))  # noqa: T201
    operator.sign_in(product)
    operator.open_console(product)
    operator.get_ready()
    yield operator
    browser.close()


@pytest.fixture
def desk(seat: Operator) -> Operator:
    """李静, ready, with nothing left to write."""
    seat.press("Escape")
    expect(seat.page.locator(".console[data-begun]")).to_have_attribute(
        "data-view", re.compile("idle|wrapup")
    )
    waiting = seat.page.locator(".pending-row:visible")
    while waiting.count() or seat.part("form").is_visible():
        if not seat.part("form").is_visible():
            waiting.first.click()
        seat.page.locator("[name=category][value=other]").check(force=True)
        with seat.page.expect_response("**/unclosed/"):
            seat.press("Control+Enter")
        expect(seat.part("form")).to_be_hidden()
    _set_ready(seat)
    return seat


def _set_ready(seat: Operator) -> None:
    """Press G until it has been taken: the line may set her ready by itself in the same moment."""
    for _ in range(40):
        if seat.part("own-state").get_attribute("data-state") == "ready":
            return
        seat.press("Alt+g")
        seat.page.wait_for_timeout(250)
    seat.is_("ready")


def test_a_whole_call_by_keys(desk: Operator, product: Product, ring: Ring, screenshot) -> None:
    dial = ring("unit", name="王建华", phone="13900000001")
    desk.hears_it_ring()
    expect(desk.part("ring-name")).to_have_text("王先生")
    expect(desk.part("ring-greeting")).to_contain_text("王先生")
    expect(desk.part("ring-count")).to_have_text("2", timeout=8000)
    expect(desk.part("ring")).to_have_attribute("data-tone", "best")
    expect(desk.page).to_have_title(re.compile("^【来电】"))
    expect(desk.part("notices")).not_to_contain_text("发声")
    screenshot(desk.page, "console-ring-1440")
    desk.press("Enter")
    dial.says("phase connected")

    expect(desk.page.locator("[name=caller_name]")).to_be_focused()
    expect(desk.page.locator("[name=caller_name]")).to_have_value("王建华")
    desk.press("Alt+k")
    desk.page.keyboard.type("厨房水管漏水")
    desk.saved()
    assert row_of(product, dial.call)["summary"] == "厨房水管漏水"

    desk.press("Alt+h")
    dial.says("phase held")
    expect(desk.part("call-say")).to_contain_text("请再稍等")
    desk.press("Alt+h")
    dial.says("phase connected")
    expect(desk.part("call-say")).to_contain_text("让您久等了")
    desk.press("Alt+m")
    expect(desk.job("unmute")).to_be_visible()
    desk.press("Alt+m")
    expect(desk.job("mute")).to_be_visible()
    desk.press("Alt+b")
    desk.press("2")
    expect(desk.part("promised")).to_contain_text("回电")
    desk.press("Alt+r")
    screenshot(desk.page, "console-call-1440")

    dial.hangs_up()
    desk.is_("wrapup")
    desk.press("Control+Enter")
    expect(desk.part("category-error")).to_contain_text("数字键")
    desk.press("2")
    desk.press("Control+Enter")
    desk.is_("ready")
    row = row_of(product, dial.call)
    assert (row["state"], row["category"], row["restated"]) == ("closed", "repair", True)


def test_the_procedure_fills_itself(desk: Operator, ring: Ring) -> None:
    dial = ring("unit")
    desk.answers()
    done = desk.page.locator(".proc-step.done")
    expect(desk.page.locator(".proc-step.now")).to_contain_text("问候")
    expect(desk.page.locator(".proc-step.now .say")).to_contain_text("请讲")
    desk.types("caller_name", "张伟")
    expect(done).to_have_count(2)
    expect(desk.part("say-name")).to_have_text("弓长张")
    desk.types("phone", "13812345678")
    expect(desk.part("say-phone")).to_have_text("幺三八 幺二三四 五六七八")
    expect(desk.part("say-unit")).to_have_text("三栋 二单元 幺零零幺")
    desk.types("summary", "电梯按钮不灵")
    desk.press("Alt+c")
    desk.press("2")
    expect(desk.page.locator(".proc-step.now")).to_contain_text("复述")
    desk.press("z")
    expect(desk.page.locator(".proc-step.now")).to_contain_text("答复")
    dial.hangs_up()
    expect(desk.page.locator(".proc-step").last).to_have_class(re.compile("done"))


def test_a_wrong_number_is_one_key(desk: Operator, product: Product, ring: Ring) -> None:
    dial = ring("general")
    desk.answers()
    desk.press("Alt+w")
    expect(desk.part("call-say")).to_contain_text("您可能打错了")
    dial.hangs_up()
    desk.is_("ready")
    assert row_of(product, dial.call)["state"] == "closed"


def test_hanging_up_first_is_guarded(desk: Operator, ring: Ring) -> None:
    dial = ring("general")
    desk.answers()
    desk.press("Escape")
    desk.press("Alt+q")
    expect(desk.part("call-say")).to_contain_text("等对方先挂机")
    expect(desk.part("call")).to_be_visible()
    desk.press("Alt+q")
    dial.says("phase ended")
    expect(desk.part("row-ended")).to_contain_text("我方挂机")


def test_declining_asks_for_a_reason_and_sets_not_ready(desk: Operator, ring: Ring) -> None:
    ring("general")
    desk.hears_it_ring()
    desk.press("Escape")
    desk.press("2")
    desk.is_("not_ready")
    expect(desk.part("state-reason")).to_have_text("用餐")
    expect(desk.part("ring")).to_be_hidden()


def test_the_state_changes_by_keys(desk: Operator) -> None:
    desk.press("o")
    desk.press("1")
    desk.is_("not_ready")
    expect(desk.part("state-reason")).to_have_text("小休")
    desk.press("g")
    desk.is_("ready")
    expect(desk.part("state-time")).to_have_text(re.compile(r"0:0\d"))


def test_without_a_supervisor_it_says_what_to_do_instead(desk: Operator, ring: Ring) -> None:
    ring("general")
    desk.answers()
    desk.press("Alt+s")
    expect(desk.part("toasts")).to_contain_text("主管都不在席")
    desk.press("Alt+t")
    expect(desk.part("toasts")).to_contain_text("现在没有能接电话的同事")


RULES = """async () => {
  const from = (name) => import(`/static/sanxiang/js/console/${name}.js`);
  const [ring, clock] = await Promise.all(["ring-panel", "clock"].map(from));
  const [say, call] = await Promise.all(["readback", "call-panel"].map(from));
  const rules = { rings: 3, best: [2, 3], sorry_after: 6 };
  const digits = { 1: "幺", 0: "零", 2: "二", 3: "三" };
  const table = { digits, phone_groups: [3, 4, 4], surnames: { "欧阳": "欧阳修的欧阳" } };
  const noon = Date.parse("2026-11-23T12:30:00+08:00");
  const at = (text) => new Date(clock.comingUp(text, noon, "Asia/Shanghai")).toISOString();
  return {
    rings: [0, 4.999, 5, 9.99, 10, 14.999, 15].map((seconds) => ring.ringsBy(seconds, 5)),
    tones: [1, 2, 3, 4, 6, 7].map((n) => ring.toneOf(n, rules)),
    free: ring.toneOf(9, {}),
    masked: ["+8613800005678", "13800005678", "123", ""].map(ring.masked),
    times: [at("13:00"), at("12:30"), at("00:05")],
    spelt: [0, 65, 3723].map(clock.spell),
    digits: [say.sayDigits(table, "0"), say.sayDigits(table, "11012300321")],
    unit: say.sayUnit(table, "3栋2单元1001"),
    surname: [say.saySurname(table, "欧阳修"), say.saySurname(table, "甲")],
    consulting: call.jobsOf({ status: "consulting", staff: "8001", target: "8002" }, "8001"),
    colleague: call.jobsOf({ status: "consult_talking", staff: "8001", target: "8002" }, "8002"),
  };
}"""


def test_the_rules_of_the_screen(desk: Operator) -> None:
    """What the scripts reckon by themselves, in the browser that runs them."""
    found = desk.page.evaluate(RULES)
    assert found["rings"] == [1, 1, 2, 2, 3, 3, 4]
    assert found["tones"] == ["look", "best", "best", "late", "late", "sorry"]
    assert found["free"] == "best"  # a rulebook without these clauses limits nothing
    assert found["masked"] == ["+86138****5678", "138****5678", "**3", ""]
    assert found["times"] == [
        "2026-11-23T05:00:00.000Z",
        "2026-11-24T04:30:00.000Z",
        "2026-11-23T16:05:00.000Z",
    ]
    assert found["spelt"] == ["0:00", "1:05", "1:02:03"]
    assert found["digits"] == ["零", "幺幺零 幺二三零 零三二幺"]
    assert (found["unit"], found["surname"]) == ("三栋 二单元 幺零零幺", ["欧阳修的欧阳", ""])
    assert (found["consulting"], found["colleague"]) == (["cancel-consult"], ["leave"])


def test_help_lists_every_key(desk: Operator) -> None:
    desk.press("?")
    expect(desk.part("help")).to_be_visible()
    keys = desk.part("key-list").inner_text()
    assert all(word in keys for word in ("示闲", "接听", "请等候", "转接", "约回电", "打错"))
    desk.press("Escape")
    expect(desk.part("help")).to_be_hidden()


def compose(desk: Operator, text: str) -> None:
    """Type as a Chinese input method does: the letters are under the pen, nothing is chosen yet."""
    pen = desk.page.context.new_cdp_session(desk.page)
    pen.send(
        "Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)}
    )
    desk.pen = pen  # type: ignore[attr-defined]


def press_under_the_pen(desk: Operator, key: str, code: str, **more: int) -> None:
    """A key that goes to the input method: browsers report it as key code 229."""
    for kind in ("rawKeyDown", "keyUp"):
        desk.pen.send(  # type: ignore[attr-defined]
            "Input.dispatchKeyEvent",
            {"type": kind, "key": key, "code": code, "windowsVirtualKeyCode": 229, **more},
        )


def test_no_key_fires_while_an_input_method_composes(desk: Operator, product: Product, ring: Ring) -> None:
    dial = ring("general")
    desk.answers()
    desk.page.focus("[name=summary]")
    compose(desk, "shuiguan")
    for key, code in (
        ("h", "KeyH"),
        ("Enter", "Enter"),
        ("Escape", "Escape"),
        ("2", "Digit2"),
        ("w", "KeyW"),
    ):
        press_under_the_pen(desk, key, code)
        press_under_the_pen(desk, key, code, modifiers=1)  # with Alt
    expect(desk.job("hold")).to_be_visible()
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    expect(desk.page.locator("[name=category]:checked")).to_have_count(0)
    desk.pen.send("Input.insertText", {"text": "水管"})  # type: ignore[attr-defined]
    expect(desk.page.locator("[name=summary]")).to_have_value("水管")
    desk.saved()
    assert row_of(product, dial.call)["summary"] == "水管"
    desk.press("Alt+h")
    expect(desk.job("retrieve")).to_be_visible()


def test_plain_letters_are_text_in_a_field_and_keys_outside(desk: Operator, ring: Ring) -> None:
    ring("general")
    desk.answers()
    desk.page.focus("[name=summary]")
    desk.page.keyboard.type("hmw2?")
    expect(desk.page.locator("[name=summary]")).to_have_value("hmw2?")
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    expect(desk.page.locator("[data-job=hold] .cap")).to_have_text("AltH")
    desk.page.locator("[data-part=call-time]").click()
    expect(desk.page.locator("[data-job=hold] kbd.anywhere")).to_be_hidden()
    desk.press("h")
    expect(desk.part("call")).to_have_attribute("data-status", "held")


def test_a_reload_in_the_middle_brings_everything_back(desk: Operator, product: Product, ring: Ring) -> None:
    dial = ring("unit", name="王建华", phone="13900000001")
    desk.answers()
    desk.types("summary", "电梯停在七楼")
    desk.page.reload()
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    expect(desk.page.locator("[name=summary]")).to_have_value("电梯停在七楼")
    expect(desk.part("call-time")).to_have_text(re.compile(r"0:\d\d"))
    assert row_of(product, dial.call)["summary"] in ("", "电梯停在七楼")
    desk.saved()
    desk.press("h")
    dial.says("phase held")
    desk.press("h")
    dial.hangs_up()
    desk.is_("wrapup")
    desk.page.reload()
    expect(desk.page.locator("[name=summary]")).to_have_value("电梯停在七楼")
    desk.press("c")
    desk.press("1")
    desk.press("Control+Enter")
    desk.is_("ready")
    assert row_of(product, dial.call)["state"] == "closed"


def test_notes_wait_on_this_computer_while_the_server_is_away(
    desk: Operator, product: Product, ring: Ring
) -> None:
    dial = ring("general")
    desk.answers()
    desk.saved()
    desk.page.route("**/console/calls/**", lambda route: route.abort())
    desk.types("summary", "服务器不在时记的")
    expect(desk.part("saved")).to_have_attribute("data-state", "local")
    expect(desk.part("notices")).to_contain_text("网页服务器连不上")
    kept = desk.page.evaluate("Object.values(localStorage).join()")
    assert "服务器不在时记的" in kept
    desk.page.reload()
    expect(desk.page.locator("[name=summary]")).to_have_value("服务器不在时记的")
    desk.page.unroute("**/console/calls/**")
    desk.saved()
    assert row_of(product, dial.call)["summary"] == "服务器不在时记的"
    expect(desk.part("notices")).not_to_contain_text("网页服务器连不上")


def test_two_wordings_of_one_field_are_both_shown(desk: Operator, product: Product, ring: Ring) -> None:
    dial = ring("general")
    desk.answers()
    desk.saved()
    row_of(product, dial.call, summary="主管写的", handling="已派工")
    desk.types("summary", "我写的")
    expect(desk.part("conflicts")).to_contain_text("主管写的")
    expect(desk.part("conflicts")).to_contain_text("我写的")
    expect(desk.page.locator("[name=handling]")).to_have_value("已派工")
    desk.part("conflicts").get_by_role("button", name="两份都留").click()
    desk.saved()
    assert row_of(product, dial.call)["summary"] == "主管写的\n我写的"


def test_a_second_tab_takes_over_and_the_first_says_so(desk: Operator) -> None:
    second = desk.page.context.new_page()
    second.goto(desk.page.url)
    expect(desk.part("line-words")).to_contain_text("已接管")
    expect(second.locator("[data-part=line-state]")).to_have_attribute("data-state", "up")
    expect(desk.page.locator("[data-job=ready]:visible")).to_have_count(0)
    second.close()
    desk.page.reload()
    desk.is_("ready")


def test_an_ordinary_phone_is_kept_by_keys(desk: Operator, product: Product) -> None:
    desk.part("hand").locator("summary").click()
    desk.page.fill("[data-part=hand-number]", "13900000001")
    desk.job("hand-ring").click()
    expect(desk.part("ring")).to_be_visible()
    expect(desk.part("state-name")).to_have_text("振铃")
    desk.press("Enter")
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    desk.types("summary", "从桌上的电话打来的")
    desk.press("Alt+h")
    expect(desk.part("call")).to_have_attribute("data-status", "held")
    desk.press("Alt+h")
    desk.page.reload()
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    expect(desk.page.locator("[name=summary]")).to_have_value("从桌上的电话打来的")
    call = desk.page.evaluate("localStorage.getItem('sanxiang.hand')")
    desk.press("Alt+a")
    expect(desk.part("row-ended")).to_contain_text("对方已挂机")
    desk.press("Alt+c")
    desk.press("1")
    desk.press("Control+Enter")
    expect(desk.part("form")).to_be_hidden()
    row = row_of(product, call)
    assert (row["exchange"], row["state"]) == ("by_hand", "closed")


def test_a_return_call_stays_owed_until_somebody_is_reached(desk: Operator, screenshot) -> None:
    numbered = desk.page.locator(".owed-take", has_text="****").first
    callback = numbered.get_attribute("data-callback")
    task = desk.page.locator(f"[data-callback='{callback}']")
    dial_first = numbered.get_attribute("data-number")
    desk.press("l")
    desk.press(dial_first or "")
    expect(desk.part("dial-number")).to_have_text(re.compile(r"\d{6,}"))
    expect(desk.part("dial-say")).to_contain_text("我是")
    screenshot(desk.page, "console-dial-1440")
    desk.press("Enter")
    expect(desk.job("hand-not-reached")).to_be_visible()
    desk.press("Escape")
    desk.is_("ready")
    expect(task).to_have_count(1)

    desk.press("l")
    desk.press(task.get_attribute("data-number") or "")
    expect(desk.part("dial")).to_be_visible()
    desk.press("Enter")
    desk.job("hand-reached").wait_for()
    desk.press("Enter")
    expect(desk.part("call")).to_have_attribute("data-status", "connected")
    desk.press("Alt+a")
    expect(desk.part("row-ended")).to_be_visible()
    desk.press("Alt+c")
    desk.press("1")
    desk.press("Control+Enter")
    desk.is_("ready")
    expect(task).to_have_count(0)


def test_a_time_is_promised_by_the_clock(desk: Operator, ring: Ring) -> None:
    ring("general")
    desk.answers()
    desk.press("Alt+b")
    desk.press("0")
    desk.page.fill("[data-part=promise-at]", "23:45")
    desk.press("Enter")
    expect(desk.part("promised")).to_contain_text("23:45")


def test_the_hold_counts_down_to_the_word(desk: Operator, ring: Ring) -> None:
    ring("general")
    desk.answers()
    desk.press("Alt+h")
    expect(desk.part("hold-seconds")).to_have_text(re.compile("1[345]"))
    expect(desk.part("hold-clock")).to_have_attribute("data-tone", "soon", timeout=15000)
    expect(desk.part("hold-clock")).to_have_attribute("data-tone", "over", timeout=6000)
    expect(desk.part("hold-words")).to_have_text("该回来说一声了")


def test_a_message_says_what_it_lacks(desk: Operator, product: Product, ring: Ring) -> None:
    dial = ring("general")
    desk.answers()
    desk.press("Escape")
    desk.press("Alt+c")
    desk.press("7")
    expect(desk.part("message-missing")).to_contain_text("还缺：谁、何时、何地、何事、为何和如何办")
    desk.page.fill("[name='message.who']", "赵经理")
    expect(desk.part("message-missing")).not_to_contain_text("谁、")
    desk.saved()
    assert row_of(product, dial.call)["message"] == {"who": "赵经理"}
