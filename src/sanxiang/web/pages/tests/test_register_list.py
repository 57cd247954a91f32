"""The register's list: every call, the filters in its address, as many queries for three rows as for one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain import callbacks, register
from sanxiang.desk.contacts.models import Callback
from sanxiang.desk.contacts.tests.rows import answered_call, missed_call, offered
from sanxiang.web.pages.register_paging import page_of
from sanxiang.web.pages.tests.conftest import CALLED, NOW, add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HOUR = timedelta(hours=1)


def listed(client, address: str = "") -> str:
    answer = client.get(f"/register/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_everybody_else_is_sent_to_sign_in(client, site):
    answer = client.get("/register/")
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/")


def test_an_administrator_has_no_register(site):
    answer = signed_in(add(None, "9001", "赵管理", "administrator")).get("/register/")
    assert answer.status_code == 403 and "您的岗位不看来电登记" in answer.content.decode()


def test_a_call_is_shown_with_its_figures_and_a_masked_number(closed, operator):
    page = listed(signed_in(operator))
    for said in ("王先生", "+86138****5678", "客服热线", "李静", "第 2 声", "0:26", "0:04", "对方", "报修"):
        assert said in page, said
    assert "三楼漏水" in page and "已登记" in page
    assert "+8613800005678" not in page


def test_missed_and_given_up_calls_are_marked_with_what_is_owed(site, operator):
    missed_call("m-1", CALLED, site=site)
    missed_call("m-2", CALLED - HOUR, site=site, by="customer")
    broken = Callback.objects.get(contact__call_id="m-2")
    callbacks.mark_broken(broken.pk, NOW)
    page = listed(signed_in(operator))
    for said in ("未接", "放弃", "待回电", "回电逾期", "响了 13 声"):
        assert said in page, said


def test_an_empty_register_says_what_to_do(operator):
    assert "有人拨打客服线路" in listed(signed_in(operator))


def test_an_empty_choice_says_how_to_see_more(closed, operator):
    page = listed(signed_in(operator), "?text=电梯")
    assert "没有符合条件的来电" in page and "清除筛选" in page


def test_the_address_keeps_the_filters(closed, operator):
    page = listed(signed_in(operator), "?text=漏水&category=repair&state=closed&day=today")
    assert "王先生" in page
    assert 'value="漏水"' in page and '<option value="repair" selected>' in page
    assert "?text=%E6%BC%8F%E6%B0%B4&amp;day=yesterday&amp;category=repair&amp;state=closed" in page


@pytest.mark.parametrize(
    ("address", "seen"),
    [
        ("?state=missed", False),
        ("?state=closed", True),
        ("?day=today", True),
        ("?day=yesterday", False),
        ("?day=week", True),
        ("?day_from=2026-03-02&day_to=2026-03-02", True),
        ("?day_from=2026-03-03", False),
        ("?day=yesterday&day_from=2026-03-02", True),
        ("?staff=8001", True),
        ("?staff=8002", False),
        ("?line=night", False),
        ("?category=fee", False),
        ("?text=翠湖", False),
        ("?day=tomorrow", True),
    ],
)
def test_each_filter(closed, operator, address, seen):
    assert ("王先生" in listed(signed_in(operator), address)) is seen


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("?day_from=gestern", "没有看懂日期"),
        ("?older=x~y", "页码已失效"),
        ("?newer=2026-03-02", "页码已失效"),
        ("?older=2026-03-02T09:00:00~" + "0" * 32, "页码已失效"),
    ],
)
def test_an_address_that_cannot_be_read_is_refused_in_words(operator, address, sentence):
    answer = signed_in(operator).get(f"/register/{address}")
    assert answer.status_code == 400 and sentence in answer.content.decode()


def test_the_site_of_others_is_not_shown(closed, stranger, inspector):
    assert "王先生" not in listed(signed_in(stranger))
    assert "王先生" in listed(signed_in(inspector))


def test_a_live_refresh_gets_the_rows_alone(closed, operator):
    page = signed_in(operator).get("/register/", headers={"HX-Request": "true"}).content.decode()
    assert "王先生" in page and "<html" not in page


def test_three_rows_need_as_many_queries_as_one(site, operator, django_assert_num_queries):
    def close(call_id, at):
        row = answered_call(call_id, at, site=site)
        register.close(contact_id=row.pk, fields={"category": "fee"}, at=NOW, actor=operator)

    client = signed_in(operator)
    close("c-1", CALLED)
    missed_call("m-1", CALLED - HOUR, site=site)
    listed(client)
    with CaptureQueriesContext(connection) as few:
        listed(client)
    close("c-2", CALLED - 2 * HOUR)
    close("c-3", CALLED - 3 * HOUR)
    missed_call("m-2", CALLED - 4 * HOUR, site=site)
    with django_assert_num_queries(len(few)):
        listed(client)


# ---------------------------------------------------------------- pages


def names(page) -> list[str]:
    return [row.call_id for row in page.rows]


@pytest.fixture
def seven(site):
    """Seven calls, three of them at one moment; returned newest first."""
    for number, hours in enumerate((0, 1, 2, 2, 2, 3, 4)):
        offered(f"c-{number}", CALLED - hours * HOUR, site=site.pk)
    rows = queries.register(site=site.pk)
    return rows, [row.call_id for row in rows]


def test_pages_meet_without_gap_or_overlap_in_both_directions(seven):
    rows, whole = seven
    first = page_of(rows, {}, size=3)
    second = page_of(rows, {"older": first.older}, size=3)
    third = page_of(rows, {"older": second.older}, size=3)
    assert names(first) + names(second) + names(third) == whole
    assert (first.newer, third.older) == ("", "")
    assert names(page_of(rows, {"newer": third.newer}, size=3)) == names(second)
    assert names(page_of(rows, {"newer": second.newer}, size=3)) == names(first)


def test_the_way_back_ends_on_a_full_first_page(seven):
    rows, whole = seven
    second = page_of(rows, {"older": page_of(rows, {}, size=2).older}, size=3)
    back = page_of(rows, {"newer": second.newer}, size=3)
    assert names(back) == whole[:3] and back.newer == ""


def test_a_new_call_moves_no_older_page(seven, site):
    rows, whole = seven
    first = page_of(rows, {}, size=3)
    offered("new", CALLED + HOUR, site=site.pk)
    assert names(page_of(rows, {"older": first.older}, size=3)) == whole[3:6]


def test_the_last_full_page_leads_nowhere(seven):
    rows, _whole = seven
    assert page_of(rows, {}, size=7).older == ""


def test_links_of_the_pages_carry_filter_and_key(site, operator, monkeypatch):
    monkeypatch.setattr("sanxiang.web.pages.register_paging.SIZE", 2)
    for number in range(5):
        offered(f"c-{number}", CALLED - number * HOUR, site=site.pk)
    client = signed_in(operator)
    page = listed(client, "?day=today")
    link = page.split('data-key="n"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert link.startswith("?day=today&amp;older=")
    second = listed(client, link.replace("&amp;", "&"))
    assert second.count('class="row-link"') == 2 and 'data-key="p"' in second
