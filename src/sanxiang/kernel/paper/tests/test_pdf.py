"""A page of data: nothing in it is markup, and without a Chinese font it says what to install."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.paper import PaperFault, press, render_pdf
from sanxiang.kernel.paper.fonts import SIMPLIFIED, can_set_chinese, faces, fonts_of

AT = datetime(2026, 3, 2, 1, 30, 5, 123, tzinfo=UTC)
PLAIN = '#import "/a4.typ": data, soft\n#set page(paper: "a4")\n#soft(data.said)'
HOSTILE = '#import "x.typ" #panic("no") $x$ *b* <a> @b \\ \u0000 [ ] " ` // /* 王😀\n' + "A" * 500


def printed(template: str, said: str = "", **options) -> bytes:
    return render_pdf(template, {"said": said}, language="zh-hans", at=AT, **options)


def test_a_page_is_a_pdf_whatever_people_wrote():
    assert printed(PLAIN, HOSTILE).startswith(b"%PDF-")


def test_without_a_chinese_font_it_says_what_to_install(tmp_path):
    with pytest.raises(Refused, match=r"没有中文字体.*noto-cjk") as fault:
        printed(PLAIN, "王", fonts=tmp_path, system=False)
    assert str(tmp_path) in fault.value.sentence and fault.value.status == 503


def test_a_template_with_a_fault_or_that_reads_elsewhere_is_a_fault_of_ours():
    with pytest.raises(PaperFault, match="unknown variable"):
        printed("#nothing_of_that_name")
    with pytest.raises(PaperFault):
        printed('#read("/../fonts.py")')


def test_a_page_that_takes_too_long_is_given_up():
    with pytest.raises(Refused, match="少选一些行"):
        printed(PLAIN, "王", within_s=0.001)


class Machine:
    """The families that some machine has."""

    def __init__(self, *names: str) -> None:
        self.names = list(names)

    def families(self) -> list[str]:
        return self.names


@pytest.mark.parametrize(
    ("language", "best"),
    [("zh-hans", "Noto Sans CJK SC"), ("zh-hant", "Noto Sans CJK TC"), ("en", "Noto Sans CJK SC")],
)
def test_each_script_gets_its_own_face(language, best):
    machine = Machine("DejaVu Sans", "Noto Sans CJK TC", "Noto Sans CJK SC", "SimSun")
    assert faces(machine, language)[0] == best
    assert faces(Machine("DejaVu Sans"), language) == []


def test_a_font_in_the_folder_is_found(tmp_path):
    kept = next(one.path for one in fonts_of().fonts() if one.family in SIMPLIFIED)
    (tmp_path / "own.ttc").symlink_to(Path(kept))
    assert can_set_chinese(fonts_of(tmp_path, system=False))
    assert not can_set_chinese(fonts_of(tmp_path / "none", system=False))


def test_what_a_template_may_import_is_there():
    assert (press.FORMS / "a4.typ").is_file()
