"""The doctor says whether this machine can print Chinese, and what to do where it can't."""

from sanxiang.kernel.paper.fonts import fonts_of
from sanxiang.site.doctor import paper


def test_a_machine_with_chinese_fonts_names_them():
    (found,) = paper.fonts()
    assert found.verdict == "ok" and "CJK" in found.says


def test_a_machine_without_is_told_what_to_install(tmp_path, settings, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(paper, "fonts_of", lambda folder: fonts_of(folder, system=False))
    (found,) = paper.fonts()
    assert found.verdict == "warn" and "fonts-noto-cjk" in found.todo
    assert str(tmp_path / "fonts") in found.todo
