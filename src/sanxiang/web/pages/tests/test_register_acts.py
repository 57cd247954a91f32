"""What is done on a call's page: refusals keep what was typed, corrections keep what was said before."""

from datetime import datetime, timedelta

import pytest

from sanxiang.desk.contacts.domain import register
from sanxiang.desk.contacts.models import Callback, ContactState
from sanxiang.desk.contacts.tests.rows import CALLER, answered_call, missed_call
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.web.pages.tests.conftest import CALLED, NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
HX = {"HX-Request": "true"}


def post(staff, row, verb: str, **fields: str):
    return signed_in(staff).post(f"/register/{row.pk}/{verb}/", fields, headers=HX)


def text(answer) -> str:
    return answer.content.decode()


# ---------------------------------------------------------------- closing


def test_an_open_row_is_closed_from_its_page(row, operator):
    fields = {"category": "fee", "summary": "问水费", "restated": "on", "revision": "0", "phone": ""}
    answer = post(operator, row, "close", **fields)
    assert answer.status_code == 200 and "问水费" in text(answer)
    row.refresh_from_db()
    assert (row.state, row.category, row.closed_by) == (ContactState.CLOSED, "fee", operator)
    assert row.restated_at == NOW and row.phone == CALLER


def test_without_a_category_nothing_is_closed_and_nothing_is_lost(row, operator):
    answer = post(operator, row, "close", category="", summary="问水费", revision="0")
    assert answer.status_code == 400 and "请选类别" in text(answer) and "问水费</textarea>" in text(answer)
    assert answer["HX-Retarget"] == "#written"
    row.refresh_from_db()
    assert row.state == ContactState.TO_CLOSE


def test_a_row_that_was_changed_meanwhile_shows_both_wordings(row, operator, supervisor):
    register.note(contact_id=row.pk, fields={"summary": "问电费"}, revision=0, at=NOW, actor=operator)
    answer = post(supervisor, row, "close", category="fee", summary="问水费", revision="0")
    assert answer.status_code == 409
    assert "问水费</textarea>" in text(answer) and "登记本里现在是：问电费" in text(answer)
    assert 'name="revision" value="1"' in text(answer)
    answer = post(supervisor, row, "close", category="fee", summary="问水费", revision="1")
    row.refresh_from_db()
    assert answer.status_code == 200 and row.summary == "问水费"


def test_what_was_typed_when_somebody_else_closed_the_row_is_shown_not_dropped(closed, supervisor):
    answer = post(supervisor, closed, "close", category="fee", summary="问水费", revision="0", phone="")
    assert answer.status_code == 409 and "您写的没有存入" in text(answer)
    assert "来电内容：" in text(answer) and "问水费" in text(answer)
    closed.refresh_from_db()
    assert closed.summary == "三楼漏水"


def test_a_call_that_goes_on_has_no_form(site, operator):
    row = answered_call("g-1", CALLED, site=site, over=False)
    page = text(signed_in(operator).get(f"/register/{row.pk}/"))
    assert "由接听的客服员填写" in page and "close/" not in page
    answer = post(operator, row, "close", category="fee", revision="0")
    assert answer.status_code == 400 and "通话还没有结束" in text(answer)


def test_a_missed_call_is_written_up_after_the_return_call(site, operator):
    row = missed_call("m-1", CALLED, site=site)
    assert "没有接到的来电" in text(signed_in(operator).get(f"/register/{row.pk}/"))
    assert post(operator, row, "close", category="repair", revision="0").status_code == 200


def test_without_javascript_the_page_comes_again(row, operator):
    client = signed_in(operator)
    answer = client.post(f"/register/{row.pk}/close/", {"category": "fee", "revision": "0"})
    assert answer.status_code == 302 and answer["Location"] == f"/register/{row.pk}/"


@pytest.mark.parametrize("verb", ["close", "correct", "promise", "number"])
def test_who_may_not_is_told_so(closed, stranger, inspector, verb):
    answer = post(stranger, closed, verb)
    assert answer.status_code == 403 and "属于别的项目" in text(answer)
    answer = post(inspector, closed, verb)
    assert answer.status_code == 403 and "您的岗位不能这样做" in text(answer)


@pytest.mark.parametrize("verb", ["close", "correct", "promise", "number"])
def test_nothing_is_done_by_a_link(closed, operator, verb):
    assert signed_in(operator).get(f"/register/{closed.pk}/{verb}/").status_code == 405


# ---------------------------------------------------------------- correcting


def test_a_correction_shows_the_old_wording_struck_with_who_and_why(closed, supervisor):
    answer = post(supervisor, closed, "correct", field="summary", new="四楼漏水", reason="听录音核对")
    assert answer.status_code == 200
    assert "<del>三楼漏水</del>" in text(answer) and "四楼漏水" in text(answer)
    assert "周主管：听录音核对" in text(answer)


def test_a_corrected_category_and_number_are_told_as_people_read_them(closed, supervisor):
    post(supervisor, closed, "correct", field="category", new="complaint", reason="复核")
    answer = post(supervisor, closed, "correct", field="phone", new="62345678", reason="听错")
    assert "<del>报修</del>" in text(answer) and "<del>+86138****5678</del>" in text(answer)
    assert CALLER not in text(answer) and "62345678" not in text(answer)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"field": "summary", "new": "四楼", "reason": " "}, "请写明更正的原因"),
        ({"field": "summary", "new": "三楼漏水", "reason": "手误"}, "内容没有变化"),
        ({"field": "category", "new": "", "reason": "手误"}, "类别不能为空"),
    ],
)
def test_a_refused_correction_keeps_its_form_open(closed, operator, fields, sentence):
    answer = post(operator, closed, "correct", **fields)
    assert answer.status_code == 400 and sentence in text(answer)
    assert '<details class="correct" open>' in text(answer)
    if fields["new"]:
        assert f"{fields['new']}</textarea>" in text(answer)


def test_a_field_that_nobody_may_correct(closed, operator):
    answer = post(operator, closed, "correct", field="offered_at", new="x", reason="y")
    assert answer.status_code == 400 and "这一栏不能更正" in text(answer)


def test_an_open_row_offers_no_correction(row, operator):
    answer = post(operator, row, "correct", field="summary", new="x", reason="y")
    assert answer.status_code == 409 and "还没有登记完毕" in text(answer)


# ---------------------------------------------------------------- promise, number


def test_a_promise_is_made_in_the_time_of_the_site(closed, operator):
    answer = post(operator, closed, "promise", due="2026-03-02T10:30", note="师傅到了没有")
    assert answer.status_code == 200 and "约 今天 10:30" in text(answer)
    task = Callback.objects.get()
    assert task.due_at == NOW + timedelta(hours=1)
    assert (task.note, task.made_by, task.number) == ("师傅到了没有", operator, CALLER)


@pytest.mark.parametrize(
    ("due", "sentence"),
    [("2026-03-02T09:00", "已经过去"), ("", "请选回电的日期和时间"), ("soon", "请选回电的日期和时间")],
)
def test_a_promise_that_cannot_be_kept_is_refused_where_it_was_made(closed, operator, due, sentence):
    answer = post(operator, closed, "promise", due=due, note="师傅")
    assert answer.status_code == 400 and sentence in text(answer)
    assert answer["HX-Retarget"] == "#owed"
    assert '<details class="promise" open>' in text(answer) and 'value="师傅"' in text(answer)
    assert not Callback.objects.exists()


def test_the_form_proposes_a_time_ahead(closed, operator):
    page = text(signed_in(operator).get(f"/register/{closed.pk}/"))
    assert 'value="2026-03-02T10:00"' in page
    assert datetime.fromisoformat("2026-03-02T10:00+08:00") > NOW


def test_a_number_is_opened_with_a_reason_on_record(closed, operator):
    answer = post(operator, closed, "number", reason="派工上门联系")
    assert CALLER in text(answer) and "已记录您查看了号码" in text(answer)
    fact = facts_of(f"contact:{closed.pk}", kinds=["personal_data.opened"])[0]
    assert (fact.actor, fact.data["reason"]) == ("staff:8001", "派工上门联系")


def test_a_number_stays_masked_without_a_reason(closed, operator):
    answer = post(operator, closed, "number", reason="")
    assert answer.status_code == 400 and "请写明查看号码的原因" in text(answer)
    assert CALLER not in text(answer) and answer["HX-Retarget"] == "#number"
