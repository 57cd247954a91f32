"""Five thousand rows: a year's register of a small site, printed and exported at once."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from sanxiang.kernel.paper import Column, render_pdf, workbook

ROWS = 5000
FORM = """
#import "/a4.typ": a4, data, ruled
#show: a4.with(flipped: true)
#ruled(data.heads, data.rows, (1fr, 4fr), (left, left))
"""


@pytest.mark.media
def test_five_thousand_rows_are_printed():
    rows = [[str(number), f"三楼漏水，第 {number} 次，#import $x$ 已派师傅。"] for number in range(ROWS)]
    words = dict.fromkeys(["title", "whose", "period", "amount", "printed", "note"], "本")
    data = {**words, "page": "{page}/{pages}", "heads": ["序号", "内容"], "rows": rows}
    made = render_pdf(FORM, data, language="zh-hans", at=datetime(2026, 3, 2, tzinfo=UTC))
    pages = re.search(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", made, re.DOTALL)
    assert pages and int(pages[1]) > 150


@pytest.mark.media
def test_five_thousand_rows_are_exported():
    rows = ([number, f"=第 {number} 行"] for number in range(ROWS))
    with workbook("本", [Column("序号"), Column("内容")], rows, zone=ZoneInfo("Asia/Shanghai")) as file:
        last = list(load_workbook(file, read_only=True).active.values)[-1]
    assert last == (ROWS - 1, f"=第 {ROWS - 1} 行")
