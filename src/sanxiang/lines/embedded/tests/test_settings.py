import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.lines.embedded.media.load import Load
from sanxiang.lines.embedded.media.settings import Host, from_environment
from sanxiang.lines.embedded.overload import Gate
from sanxiang.lines.embedded.settings import read_settings


def test_a_company_sets_addresses_ports_and_servers():
    found = from_environment(
        {
            "SANXIANG_RTC_HOSTS": "203.0.113.5=10.0.0.4, 127.0.0.1",
            "SANXIANG_RTC_PORTS": "40000-40199",
            "SANXIANG_ICE_SERVERS": "stun:stun.example:3478,turn:turn.example",
            "SANXIANG_TURN_USER": "desk",
            "SANXIANG_TURN_PASSWORD": "word",
            "SANXIANG_RTC_MAX_CALLS": "12",
        }
    )
    assert found.hosts == (Host("203.0.113.5", "10.0.0.4"), Host("127.0.0.1", "127.0.0.1"))
    assert found.ports == (40000, 40199)
    assert found.max_calls == 12
    assert found.browser_servers == (
        {"urls": "stun:stun.example:3478"},
        {"urls": "turn:turn.example", "username": "desk", "credential": "word"},
    )
    assert [server.urls for server in found.servers] == ["stun:stun.example:3478", "turn:turn.example"]


def test_nobody_is_asked_for_an_address_unless_the_company_says_so():
    assert from_environment({}).servers == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SANXIANG_RTC_PORTS", "many"),
        ("SANXIANG_RTC_PORTS", "80-90"),
        ("SANXIANG_RTC_PORTS", "5000-4000"),
        ("SANXIANG_RTC_MAX_CALLS", "0"),
        ("SANXIANG_RTC_MAX_CALLS", "lots"),
        ("SANXIANG_ICE_SERVERS", "stun.example"),
    ],
)
def test_what_can_not_be_read_is_named(name, value):
    with pytest.raises(Refused, match=name):
        from_environment({name: value})


def settings(home):
    return read_settings(home, host="127.0.0.1", port=0, url="http://localhost:8000")


def test_a_companys_figures_lie_over_ours(tmp_path):
    ours = settings(tmp_path).figures
    (tmp_path / "line.toml").write_text("wrapup_s = 45\n")
    theirs = settings(tmp_path).figures
    assert theirs.wrapup_s == 45 != ours.wrapup_s
    assert theirs.reconnect_s == ours.reconnect_s


@pytest.mark.parametrize(
    "text", ["wrapup_s = ", "wrapup = 5", "wrapup_s = -1", 'wrapup_s = "5"', "unanswered_limit = 1.5"]
)
def test_a_fault_in_the_companys_figures_is_named(tmp_path, text):
    (tmp_path / "line.toml").write_text(text)
    with pytest.raises(Refused, match=r"line\.toml"):
        settings(tmp_path)


def test_late_voices_shut_the_gate_and_it_opens_when_they_are_punctual_again():
    gate = Gate(40, 0.01)
    assert gate.look(0.001, 20, 0.0) == 40
    assert gate.look(0.02, 21, 1.0) == 21
    assert gate.look(0.0, 20, 10.0) == 21
    assert gate.look(0.02, 20, 12.0) == 21
    assert gate.look(0.0, 18, 30.0) == 40
    assert not gate.shut


def test_the_late_share_is_that_of_the_last_ten_seconds():
    load = Load()
    for second in range(30):
        for _ in range(100):
            load.note(0.05 if second < 10 else 0.001)
        load.tick()
    assert load.late_share == 0.0
    load.drop()
    assert load.late_share == pytest.approx(1 / 1001)
    assert load.worst_s == 0.05
