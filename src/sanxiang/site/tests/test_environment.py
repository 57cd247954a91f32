"""Settings from the home folder's file."""

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.site import environment


def test_the_file_serves_every_command_and_the_environment_wins(tmp_path, monkeypatch):
    monkeypatch.setenv("SANXIANG_HOME", str(tmp_path))
    monkeypatch.setenv("SANXIANG_LINE_PORT", "9101")
    monkeypatch.delenv("SANXIANG_URL", raising=False)
    monkeypatch.setenv("SANXIANG_TIME_ZONE", "x")  # so that monkeypatch puts it back
    monkeypatch.delenv("SANXIANG_TIME_ZONE")
    monkeypatch.setenv("SANXIANG_PORT", "x")
    monkeypatch.delenv("SANXIANG_PORT")
    text = '# ours\nSANXIANG_PORT=9100\nSANXIANG_LINE_PORT=1\n\nSANXIANG_TIME_ZONE = "Asia/Hong_Kong"\n'
    (tmp_path / "sanxiang.env").write_text(text, encoding="utf-8")
    environment.load()
    assert environment.port("SANXIANG_PORT") == 9100
    assert environment.port("SANXIANG_LINE_PORT") == 9101
    assert environment.os.environ["SANXIANG_TIME_ZONE"] == "Asia/Hong_Kong"
    assert environment.os.environ["SANXIANG_URL"] == "http://localhost:9100"


def test_a_line_that_is_no_setting_is_named(tmp_path):
    (tmp_path / "sanxiang.env").write_text("A=1\nexport B=2\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"sanxiang.env 第 2 行"):
        environment.read(tmp_path / "sanxiang.env")


@pytest.mark.parametrize("text", ["0", "65536", "-1", "8000 ", "八千"])
def test_what_is_no_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("SANXIANG_PORT", text)
    with pytest.raises(Refused, match="SANXIANG_PORT"):
        environment.port("SANXIANG_PORT")
