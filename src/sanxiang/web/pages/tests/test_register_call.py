"""The page of one call: its head, its course in words, its findings, its trail."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanxiang.desk.contacts.domain import callbacks, privacy, register
from sanxiang.desk.contacts.domain.imports import take_transcript
from sanxiang.desk.contacts.domain.recordings import checked
from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.scorable import scorable
from sanxiang.desk.contacts.tests.rows import happen, missed_call, offered
from sanxiang.quality.scoring.domain import score_call
from sanxiang.web.pages.tests.conftest import CALLED, NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]


def page(staff, row) -> str:
    answer = signed_in(staff).get(f"/register/{row.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def score(row, *, final: bool) -> None:
    (call,) = scorable([row.call_id])
    score_call(call, final=final, at=NOW)


# ---------------------------------------------------------------- head and door


def test_the_head_tells_who_when_and_how_it_went(closed, operator):
    said = page(operator, closed)
    for part in (
        "<h1>王先生</h1>",
        "2026年3月2日",
        "09:10:00",
        "+86138****5678",
        "客服热线",
        "第 2 声",
        "6.0 秒",
        "0:26",
        "4.0 秒",
        "李静 8001",
        "已登记",
    ):
        assert part in said, part
    assert "+8613800005678" not in said


def test_a_row_that_is_not_there(operator):
    answer = signed_in(operator).get(f"/register/{uuid4()}/")
    assert answer.status_code == 404 and "没有这一行" in answer.content.decode()


def test_a_row_of_another_site(closed, stranger):
    answer = signed_in(stranger).get(f"/register/{closed.pk}/")
    assert answer.status_code == 403 and "属于别的项目" in answer.content.decode()


def test_an_inspector_reads_but_neither_works_nor_opens_numbers(closed, inspector):
    said = page(inspector, closed)
    assert "三楼漏水" in said
    for verb in ("correct/", "promise/", "number/"):
        assert verb not in said


# ---------------------------------------------------------------- course


def transferred(site) -> Contact:
    offered("t-1", CALLED, site=site.pk)
    happen("t-1", "queued", 0.2, CALLED, queue="general")
    happen("t-1", "alerting", 2, CALLED, staff="8001")
    happen("t-1", "answered", 6, CALLED, staff="8001")
    happen("t-1", "muted", 10, CALLED, by="staff")
    happen("t-1", "unmuted", 12.5, CALLED, by="staff")
    happen("t-1", "consulted", 15, CALLED, staff="8001", target="8003")
    happen("t-1", "consult_failed", 25, CALLED, target="8003", reason="no_answer")
    happen("t-1", "retrieved", 25.1, CALLED, by="staff")
    happen("t-1", "consulted", 30, CALLED, staff="8001", target="7001")
    happen("t-1", "consult_answered", 33, CALLED, target="7001")
    heard = {"customer": True, "target": True}
    happen("t-1", "transferred", 40, CALLED, target="7001", attended=True, heard=heard, **{"from": "8001"})
    happen("t-1", "hung_up", 60, CALLED, by="customer", why="caller_left")
    happen("t-1", "ended", 60, CALLED)
    return Contact.objects.get(call_id="t-1")


def test_the_course_is_told_in_words_with_names(site, operator, supervisor):
    said = page(operator, transferred(site))
    for sentence in (
        "+86138****5678 打进客服热线",
        "没有空闲的座席，排队等候",
        "李静 8001 的座席响铃",
        "李静 8001 第 2 声接听",
        "客服员静音",
        "取消静音，静了 2.5 秒",
        "李静 8001 呼叫 8003 商量转接",
        "8003 没有接，回到对方",
        "周主管 7001 接起，同事之间先说",
        "李静 8001 介绍后转给 周主管 7001，听到双方说话才退出",
        "对方先挂机",
    ):
        assert sentence in said, sentence
    assert "李静 8001 <span" in said and "周主管 7001</dd>" in said


@pytest.mark.parametrize(
    ("by", "why", "sentence"),
    [
        ("system", "no_answer", "一直无人接听"),
        ("system", "queue_full", "线路已满"),
        ("system", "shutdown", "语音服务停止"),
        ("system", "watchdog", "长时间没有声音"),
        ("system", "", "线路断开"),
        ("staff", "staff_left", "客服员先挂机"),
    ],
)
def test_every_end_has_its_sentence(site, operator, by, why, sentence):
    offered("c-9", CALLED, site=site.pk)
    happen("c-9", "hung_up", 30, CALLED, by=by, **({"why": why} if why else {}))
    happen("c-9", "ended", 30, CALLED)
    assert sentence in page(operator, Contact.objects.get(call_id="c-9"))


def test_a_call_out_and_a_withheld_number(site, operator):
    offered("o-1", CALLED, site=site.pk, direction="out", to="62345678", **{"from": "8001"})
    assert "呼出 ****5678（客服热线）" in page(operator, Contact.objects.get(call_id="o-1"))
    offered("w-1", CALLED, site=site.pk, **{"from": None})
    assert "号码未显示 打进客服热线" in page(operator, Contact.objects.get(call_id="w-1"))


def test_each_moment_plays_at_its_second_of_the_recording(recorded, operator):
    said = page(operator, recorded)
    for second, shown in (("0.00", "0:00"), ("5.90", "0:06"), ("25.90", "0:26"), ("29.90", "0:30")):
        assert f'data-play="{second}"' in said, second
        assert f"{shown}</button>" in said
    assert 'data-play="-' not in said  # what was before the recording can't be heard


def test_what_was_said_stands_with_its_seconds(recorded, operator):
    assert 'id="said"' not in page(operator, recorded)
    turns = [
        {"who": "staff", "from_s": 1.25, "to_s": 3.0, "text": "您好，翠湖花园客服中心。"},
        {"who": "customer", "from_s": 3.5, "to_s": 5.0, "text": "我家漏水了。"},
        {"who": "staff", "text": "没有时间的一句。"},
        {"who": "customer", "from_s": 99.0, "to_s": 99.5, "text": "录音之后的一句。"},
    ]
    take_transcript(call_id="r-1", content={"lang": "zh", "turns": turns})
    checked(contact_id=recorded.pk, seconds=30.0, fault="", at=NOW)
    said = page(operator, recorded).split('id="said"')[1]
    assert all(turn["text"] in said for turn in turns)
    assert 'data-play="1.25"' in said and 'data-play="3.50"' in said and said.count("data-play") == 2


# ---------------------------------------------------------------- findings


def test_findings_have_clause_verdict_figure_sentence_and_place(recorded, operator):
    fields = {"category": "repair"}
    register.close(contact_id=recorded.pk, fields=fields, at=CALLED + timedelta(minutes=2), actor=operator)
    recorded.refresh_from_db()
    score(recorded, final=True)
    said = page(operator, recorded)
    hold = said.split('data-finding="TLK-8"')[1].split("</li>")[0]
    assert "不合格" in hold and "20.0 秒" in hold and "限 15.0 秒" in hold and "0/5" in hold
    assert 'data-play="5.90" data-play-to="25.90"' in hold and "data-missed=" in hold
    assert 'data-number="1"' in hold and "热线服务规范" in hold
    rings = said.split('data-finding="ANS-1"')[1].split("</li>")[0]
    assert "合格" in rings and "2 声" in rings and "录音之前 6.0 秒" in rings and "data-play" not in rings
    assert said.index('data-finding="TLK-8"') < said.index('data-finding="ANS-1"')
    assert "终评" in said and "property@" in said


def test_a_score_before_the_row_is_closed_is_provisional(recorded, operator):
    assert "还没有评分" in page(operator, recorded)
    score(recorded, final=False)
    said = page(operator, recorded)
    assert "暂评" in said and "登记完毕后再终评" in said


def test_a_call_without_a_recording_tells_where_from_the_answer_on(row, operator):
    score(row, final=False)
    said = page(operator, row)
    assert "接听后 0:06–0:10" in said and "接听之前 6.0 秒" in said and "data-play=" not in said


def test_a_missed_call_tells_where_from_the_first_ring_on(site, operator):
    missed = missed_call("m-1", CALLED, site=site)
    score(missed, final=False)
    assert "来电后 0:00–1:00" in page(operator, missed)


def test_english_titles_and_words_come_with_the_language(recorded, operator):
    score(recorded, final=False)
    client = signed_in(operator)
    client.cookies["language"] = "en"
    assert "Answer within three rings" in client.get(f"/register/{recorded.pk}/").content.decode()


# ---------------------------------------------------------------- trail


def test_supervisors_see_who_did_what_and_operators_do_not(closed, operator, supervisor):
    register.correct(
        contact_id=closed.pk, field="summary", new="四楼漏水", reason="手误", at=NOW, actor=supervisor
    )
    privacy.open_phone(contact_id=closed.pk, reason="核对", at=NOW, actor=operator)
    privacy.recording_played(contact_id=closed.pk, at=NOW, actor=supervisor)
    due = NOW + timedelta(hours=1)
    task = callbacks.promise(contact_id=closed.pk, due_at=due, number="", at=NOW, actor=operator)
    callbacks.keep(callback_id=task.pk, call_id="", at=NOW, actor=supervisor)
    said = page(supervisor, closed)
    for trace in (
        "结束了登记",
        "更正了“来电内容”",
        "查看电话号码：核对",
        "听录音",
        "约定 3-2 10:30 回电",
        "已回电",
    ):
        assert trace in said.split('id="trail"')[1], trace
    assert "周主管 7001" in said
    assert 'id="trail"' not in page(operator, closed)


def test_what_the_line_did_is_told_as_its_own(site, supervisor):
    said = page(supervisor, missed_call("m-1", CALLED, site=site))
    assert "线路</span> <span>记入待回电" in said.split('id="trail"')[1]


def test_the_page_takes_the_same_queries_for_a_longer_history(
    closed, operator, supervisor, django_assert_max_num_queries
):
    client = signed_in(supervisor)
    client.get(f"/register/{closed.pk}/")
    register.correct(contact_id=closed.pk, field="summary", new="0", reason="手误", at=NOW, actor=operator)
    callbacks.promise(
        contact_id=closed.pk, due_at=NOW + timedelta(hours=1), number="", at=NOW, actor=operator
    )
    with CaptureQueriesContext(connection) as few:
        client.get(f"/register/{closed.pk}/")
    for number in range(1, 4):
        register.correct(
            contact_id=closed.pk, field="summary", new=str(number), reason="手误", at=NOW, actor=operator
        )
        callbacks.promise(
            contact_id=closed.pk, due_at=NOW + timedelta(hours=number), number="", at=NOW, actor=operator
        )
    with django_assert_max_num_queries(len(few)):
        client.get(f"/register/{closed.pk}/")
