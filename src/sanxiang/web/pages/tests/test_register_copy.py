"""The register on paper and as a workbook: what stands in it, who may take it out, and what is on record."""

import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from openpyxl import load_workbook

from sanxiang.desk.contacts.domain import copies, register
from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.tests.rows import CALLER, answered_call, missed_call
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.web.pages import register_copied
from sanxiang.web.pages.register_filters import Filters
from sanxiang.web.pages.register_paper import columns, paper_rows
from sanxiang.web.pages.tests.conftest import CALLED, NOW, add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
PAGE = "/register/copy/"
HOSTILE = '=HYPERLINK("x") #import "y.typ" $x$ *b* <a> @c 😀 ' + "A" * 200


def take(staff, form: str = "workbook", address: str = "", **fields: str):
    return signed_in(staff).post(f"{PAGE}{address}", {"form": form, "reason": "月末存档", **fields})


async def whole(answer) -> bytes:
    return b"".join([chunk async for chunk in answer.streaming_content])


def sheet(answer):
    from asgiref.sync import async_to_sync

    assert answer.status_code == 200
    return load_workbook(io.BytesIO(async_to_sync(whole)(answer))).active


def told(staff):
    return facts_of(f"staff:{staff.username}", kinds=["register.copied"])


def printed(monkeypatch, staff, address: str = "", **fields: str) -> dict:
    """The data of a printing, as they go to the typesetter."""
    said: dict = {}

    def seen(_template, data, **options) -> bytes:
        said.update(data, **options)
        return b"%PDF-"

    monkeypatch.setattr(register_copied, "render_pdf", seen)
    assert take(staff, "paper", address, **fields).status_code == 200
    return said


def test_the_register_is_printed_as_a_pdf_whatever_callers_say(row, operator, supervisor):
    fields = {"category": "repair", "summary": HOSTILE, "caller_name": '#panic("x")'}
    register.close(contact_id=row.pk, fields=fields, at=NOW, actor=operator)
    answer = take(supervisor, "paper")
    assert answer.content.startswith(b"%PDF-") and answer["Content-Type"] == "application/pdf"
    assert "20260302-0930.pdf" in answer["Content-Disposition"]
    assert told(supervisor)[0].data["rows"] == 1


def test_an_empty_register_has_its_form_too(supervisor):
    assert take(supervisor, "paper").content.startswith(b"%PDF-")


def test_the_form_says_whose_it_is_of_when_and_hides_numbers(monkeypatch, closed, supervisor):
    said = printed(monkeypatch, supervisor, "?category=repair&text=漏水")
    assert said["whose"] == "安居物业 · 翠湖花园" and said["title"] == "电话接待记录本"
    assert said["period"] == "2026-03-02" and said["amount"] == "共 1 行"
    assert said["rows"] == [
        ["1", "2026-03-02 09:10", "王先生", "", "+86138****5678", "三楼漏水", "报修", "", "李静"]
    ]
    assert said["printed"] == "打印：周主管 7001 2026-03-02 09:30"
    assert said["note"] == "筛选：“漏水” · 报修 · 号码已部分隐去"
    assert said["fonts"].name == "fonts" and len(said["heads"]) == 9
    (fact,) = told(supervisor)
    assert fact.data["chosen"] == {"category": "repair"}  # the words searched for may be a name


def test_readers_of_traditional_characters_print_in_them(monkeypatch, closed, supervisor):
    client = signed_in(supervisor)
    client.cookies["language"] = "zh-hant"
    said: dict = {}
    monkeypatch.setattr(
        register_copied, "render_pdf", lambda _t, data, **options: said.update(data, **options) or b"%PDF-"
    )
    client.post(PAGE, {"form": "paper", "reason": "x"})
    assert said["title"] == "電話接待記錄本" and said["language"] == "zh-hant"


def test_rows_are_printed_oldest_first_with_what_is_owed(site, operator):
    missed_call("m-1", CALLED, site=site)
    answered_call(at=CALLED - timedelta(hours=1), site=site)
    rows = Contact.objects.order_by("offered_at")
    first, second = paper_rows(rows, whole=True, now=NOW)
    assert (first[1], first[7]) == ("2026-03-02 08:10", "待登记") and first[4] == CALLER
    assert second[7] == "未接 · 待回电" and second[0] == "2"


@pytest.mark.parametrize(
    ("filters", "period"),
    [
        (Filters(), "全部日期"),
        (Filters(day="week"), "2026-02-24 至 2026-03-02"),
        (Filters(day_from="2026-03-01"), "2026-03-01 起"),
        (Filters(day_to="2026-03-01"), "至 2026-03-01"),
    ],
)
def test_the_period_is_told_before_there_are_rows(filters, period):
    assert register_copied.period_of(filters) == period


def test_the_workbook_has_every_row_and_no_formula(row, operator, supervisor):
    register.close(
        contact_id=row.pk, fields={"category": "repair", "summary": HOSTILE}, at=NOW, actor=operator
    )
    page = sheet(take(supervisor))
    heads = [cell.value for cell in page[1]]
    cells = dict(zip(heads, page[2], strict=True))
    assert heads == [column.title for column in columns()] and page.max_row == 2
    assert cells["来电内容"].value == HOSTILE.strip() and cells["来电内容"].data_type == "s"
    assert cells["电话"].value == "+86138****5678"
    assert f"{cells['日期时间'].value:%Y-%m-%d %H:%M}" == "2026-03-02 09:10"
    assert (cells["工号"].value, cells["线路"].value, cells["通话（秒）"].value) == ("8001", "客服热线", 26)


def test_whole_numbers_go_out_with_the_reason_on_record(closed, supervisor):
    assert sheet(take(supervisor, numbers="on"))["E2"].value == CALLER
    (fact,) = told(supervisor)
    assert fact.data | {"numbers": True, "form": "workbook", "reason": "月末存档"} == fact.data


@pytest.mark.parametrize("form", ["paper", "workbook"])
def test_without_a_reason_nothing_goes(closed, supervisor, form):
    answer = take(supervisor, form, reason=" ")
    assert answer.status_code == 400 and "请写明打印或导出的原因" in answer.content.decode()
    assert not told(supervisor)


def test_too_many_rows_are_told_and_the_reason_stays(monkeypatch, closed, supervisor):
    limits = {"rows": {"paper": 0, "workbook": 0}, "numbers": {"rows_a_day": 0}}
    monkeypatch.setattr(copies, "limits", lambda: limits)
    answer = take(supervisor)
    page = answer.content.decode()
    assert answer.status_code == 400 and "选中 1 行，一次最多 0 行" in page and 'value="月末存档"' in page
    assert not told(supervisor)


def test_who_may_not_copy_is_told_so(closed, operator, inspector):
    for answer in (signed_in(operator).get(PAGE), take(operator)):
        assert answer.status_code == 403 and "由主管或品质督导" in answer.content.decode()
    assert PAGE not in signed_in(operator).get("/register/").content.decode()
    answer = take(inspector, numbers="on")
    assert answer.status_code == 403 and "您的岗位不能这样做" in answer.content.decode()
    assert not told(operator) and not told(inspector)
    assert sheet(take(inspector))["E2"].value == "+86138****5678"


def test_another_site_stays_its_own(closed, stranger):
    other = add(stranger.site, "7101", "何主管", "supervisor")
    assert sheet(take(other)).max_row == 1


def test_the_list_leads_there_with_its_filters(closed, supervisor):
    client = signed_in(supervisor)
    assert f'href="{PAGE}?category=repair"' in client.get("/register/?category=repair").content.decode()
    page = client.get(f"{PAGE}?category=repair&day=today").content.decode()
    for said in ("筛选：报修", "2026-03-02", "带完整电话号码", "导出 Excel"):
        assert said in page, said


@pytest.mark.parametrize("form", ["paper", "workbook"])
def test_three_rows_need_no_more_queries_than_one(monkeypatch, site, operator, supervisor, form):
    monkeypatch.setattr(register_copied, "render_pdf", lambda *_args, **_options: b"%PDF-")
    client = signed_in(supervisor)

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.post(PAGE, {"form": form, "reason": "x"})
        return len(seen)

    missed_call("m-0", CALLED, site=site)
    queries()  # the first reads what later ones remember
    one = queries()
    for number in (1, 2):
        missed_call(f"m-{number}", CALLED, site=site)
        answered_call(f"a-{number}", CALLED, site=site)
    assert queries() == one


def test_english_columns_are_english(supervisor):
    with translation.override("en"):
        assert [column.title for column in columns()][:2] == ["No.", "Date and time"]
