"""What is said of a port that can't be had."""

import socket

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.site.run import ports


@pytest.fixture
def taken():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_taken_port_is_named_with_its_use_and_setting(monkeypatch, taken):
    monkeypatch.setenv("SANXIANG_LINE_PORT", str(taken))
    with pytest.raises(Refused) as refused:
        ports.need_free(["SANXIANG_LINE_PORT"])
    assert str(refused.value) == (
        f"端口 {taken}（语音线路）已被别的程序占用：停下那个程序，或设 SANXIANG_LINE_PORT=另一个端口。"
    )
    assert ports.answers("SANXIANG_LINE_PORT")


def test_the_hub_needs_its_port_for_datagrams_too(monkeypatch):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        monkeypatch.setenv("SANXIANG_HUB_PORT", str(other.getsockname()[1]))
        assert "内部通知" in ports.trouble("SANXIANG_HUB_PORT")


def test_an_address_that_is_not_ours_is_told(monkeypatch):
    monkeypatch.setenv("SANXIANG_HOST", "192.0.2.1")
    assert "SANXIANG_HOST" in ports.trouble("SANXIANG_PORT")


def test_a_free_port_is_no_trouble(monkeypatch, taken):
    monkeypatch.setenv("SANXIANG_PORT", "0" + "47123")
    assert ports.trouble("SANXIANG_PORT") == ""
    assert not ports.answers("SANXIANG_PORT")
