"""A sheet keeps texts as texts, moments in the site's zone, and any length of register."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from sanxiang.kernel.paper import Column, workbook

ZONE = ZoneInfo("Asia/Shanghai")


def read(*rows, title: str = "登记本"):
    with workbook(title, [Column("内容", 20), Column("时间", 9)], rows, zone=ZONE) as file:
        return load_workbook(file).active


@pytest.mark.parametrize("said", ['=HYPERLINK("http://x","y")', "+1+2", "-1", "@SUM(A1)", "\t=1", "#N/A"])
def test_nothing_that_a_caller_said_is_a_formula(said):
    cell = read([said])["A2"]
    assert (cell.value, cell.data_type) == (said, "s")
    assert cell.quotePrefix is (said[0] in "=+-@\t")


def test_a_usual_text_carries_no_mark():
    assert not read(["三楼漏水"])["A2"].quotePrefix


def test_moments_stand_in_the_zone_of_the_site_and_numbers_are_numbers():
    sheet = read([datetime(2026, 3, 1, 17, 0, tzinfo=UTC), 3], [date(2026, 3, 2), None], ["", 2.5])
    assert sheet["A2"].value == datetime(2026, 3, 2, 1, 0)  # noqa: DTZ001
    assert sheet["A2"].number_format == "yyyy-mm-dd hh:mm:ss" and sheet["B2"].value == 3
    assert sheet["A3"].number_format == "yyyy-mm-dd" and sheet["B3"].value is None
    assert sheet["A4"].value is None and sheet["B4"].value == 2.5


def test_what_excel_cannot_hold_goes():
    sheet = read(["王\x00\x0b先生😀"], ["长" * 40_000])
    assert sheet["A2"].value == "王先生😀"
    assert len(sheet["A3"].value) == 32_767 and sheet["A3"].value.endswith("…")


def test_widths_leave_room_for_chinese_and_the_head_stays_in_sight():
    sheet = read(["一"], title="[登记]本: 2026/03 " + "长" * 40)
    assert sheet.column_dimensions["A"].width == 41.5 and sheet.freeze_panes == "A2"
    assert sheet["A1"].font.bold and len(sheet.title) <= 31 and not set(sheet.title) & set("[]:/")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_an_empty_sheet_has_its_head():
    assert [cell.value for cell in read()[1]] == ["内容", "时间"]


def test_rows_are_taken_one_by_one():
    def rows():
        for number in range(3):
            yield [f"第 {number} 行"]

    with workbook("本", [Column("内容")], rows(), zone=ZONE) as file:
        assert load_workbook(file).active.max_row == 4
