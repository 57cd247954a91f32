"""The return calls that are owed: late ones first, taken up on record, settled with a call or a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanxiang.desk.contacts.domain import callbacks
from sanxiang.desk.contacts.models import Callback
from sanxiang.desk.contacts.tests.rows import CALLER, answered_call, missed_call
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.rules.deadlines.domain import sweep
from sanxiang.web.pages.tests.conftest import CALLED, NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HX = {"HX-Request": "true"}
MINUTE = timedelta(minutes=1)


def page(staff, address: str = "") -> str:
    answer = signed_in(staff).get(f"/callbacks/{address}")
    assert answer.status_code == 200
    return answer.content.decode()


def promised(row, operator, due, **more) -> Callback:
    made = {"number": "", "at": CALLED, "actor": operator} | more
    return callbacks.promise(contact_id=row.pk, due_at=due, **made)


def act(staff, task, verb: str, **fields: str):
    return signed_in(staff).post(f"/callbacks/{task.pk}/{verb}/", fields, headers=HX)


# ---------------------------------------------------------------- the list


def test_late_ones_stand_first_then_those_owed_then_the_promised(site, row, operator):
    later = promised(row, operator, NOW + 30 * MINUTE, note="告知进度")
    late = promised(row, operator, NOW - 5 * MINUTE, note="师傅到了没有")
    now = missed_call("m-1", NOW - 10 * MINUTE, site=site).callbacks.get()
    sweep(NOW)
    said = page(operator)
    assert [said.index(f"owed-{task.pk}") for task in (late, now, later)] == sorted(
        said.index(f"owed-{task.pk}") for task in (late, now, later)
    )
    for part in (
        "已逾期",
        "晚了 5 分钟",
        "马上回",
        "还有 21 分钟",
        "已约时间",
        "还有 30 分钟",
        "李静 答应的",
    ):
        assert part in said, part
    assert CALLER not in said


def test_a_missed_call_whose_time_limit_has_passed_is_late(site, operator):
    missed_call("m-1", NOW - 60 * MINUTE, site=site)
    sweep(NOW)
    assert "晚了 29 分钟" in page(operator)


def test_a_call_that_broke_off_is_owed_at_once(site, operator):
    answered_call("b-1", NOW - 3 * MINUTE, site=site, by="system", why="vanished")
    said = page(operator)
    assert "通话中断" in said and "马上回" in said


def test_by_reason_with_counts(site, row, operator):
    promised(row, operator, NOW + 30 * MINUTE)
    missed_call("m-1", NOW - 5 * MINUTE, site=site)
    said = page(operator, "?reason=promised")
    assert said.count('class="owed-row"') == 1 and "承诺回电 <span" in said
    assert "这一类没有欠着的回电" in page(operator, "?reason=broken_off")


def test_nothing_owed_says_how_something_would_come(operator):
    assert "办完才消失" in page(operator)


def test_other_sites_and_inspectors(site, row, operator, stranger, inspector):
    promised(row, operator, NOW + 30 * MINUTE)
    assert "没有欠着的回电" in page(stranger)
    said = page(inspector)
    assert "已约时间" in said and "callbacks/" in said and "/take/" not in said


def test_a_number_that_was_not_left_cannot_be_opened(site, operator):
    missed_call("m-1", NOW - 5 * MINUTE, site=site, **{"from": None})
    said = page(operator)
    assert "没有留下号码" in said and "/take/" not in said


def test_as_many_queries_for_more(site, operator):
    client = signed_in(operator)
    missed_call("m-1", CALLED, site=site)
    client.get("/callbacks/")
    with CaptureQueriesContext(connection) as few:
        client.get("/callbacks/")
    for number in range(2, 5):
        missed_call(f"m-{number}", CALLED, site=site)
    with CaptureQueriesContext(connection) as more:
        client.get("/callbacks/")
    assert len(more) == len(few)


# ---------------------------------------------------------------- taking up and settling


def test_taking_one_up_opens_its_number_on_record(row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE, number="62345678")
    answer = act(operator, task, "take").content.decode()
    assert "62345678" in answer and "已记录" in answer
    fact = facts_of(f"contact:{row.pk}", kinds=["personal_data.opened"])[0]
    assert fact.data["reason"] == "回电"


def test_it_is_kept_by_one_of_the_calls_since(site, row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE)
    answered_call("c-back", NOW - 2 * MINUTE, site=site, direction="out", to=CALLER, **{"from": "8001"})
    ask = signed_in(operator).get(f"/callbacks/{task.pk}/keep/").content.decode()
    assert 'value="c-back" checked' in ask and "用别的电话回的" in ask and 'value="c-1"' not in ask
    answer = act(operator, task, "keep", call="c-back")
    task.refresh_from_db()
    assert answer.status_code == 200 and (task.kept_at, task.kept_by_call) == (NOW, "c-back")
    assert f"owed-{task.pk}" not in answer.content.decode()


def test_it_may_have_been_kept_by_another_telephone(row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE)
    act(operator, task, "keep", call="")
    task.refresh_from_db()
    assert task.kept_at == NOW and task.kept_by_call == ""


def test_a_call_that_was_not_offered_does_not_keep_it(row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE)
    answer = act(operator, task, "keep", call="c-1")
    assert answer.status_code == 400 and "请从列出的通话里选" in answer.content.decode()
    task.refresh_from_db()
    assert task.kept_at is None


def test_giving_it_up_needs_a_reason(row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE)
    answer = act(operator, task, "cancel", why=" ")
    assert answer.status_code == 400 and "为什么不再回电" in answer.content.decode()
    assert answer["HX-Retarget"] == f"#do-{task.pk}"
    assert "原因会留底" in signed_in(operator).get(f"/callbacks/{task.pk}/cancel/").content.decode()
    act(operator, task, "cancel", why="业主已到前台")
    task.refresh_from_db()
    assert (task.cancelled_at, task.cancelled_why) == (NOW, "业主已到前台")


@pytest.mark.parametrize("verb", ["take", "keep", "cancel"])
def test_who_may_not(row, operator, stranger, inspector, verb):
    task = promised(row, operator, NOW + 30 * MINUTE)
    assert act(stranger, task, verb).status_code == 403
    assert act(inspector, task, verb).status_code == 403
    missing = signed_in(operator).post(f"/callbacks/{uuid4()}/{verb}/")
    assert missing.status_code == 404 and "没有这个回电" in missing.content.decode()


def test_without_javascript_the_list_comes_again(row, operator):
    task = promised(row, operator, NOW + 30 * MINUTE)
    answer = signed_in(operator).post(f"/callbacks/{task.pk}/cancel/", {"why": "不用了"})
    assert answer.status_code == 302 and answer["Location"] == "/callbacks/"
