"""The rulebook's pages: everybody reads; those in charge change figures, points, what holds, and the file."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanxiang.rules.editions import company_file, current, domain, queries
from sanxiang.web.pages.rulebook_words import figure_said
from sanxiang.web.pages.tests.conftest import NOW, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
OWN = 'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "TLK-17"\npoints = 7\n'


@pytest.fixture(autouse=True)
def home(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(current, "_kept", None)
    monkeypatch.setattr(queries, "_open", {})
    yield tmp_path
    current.faults.clear()


@pytest.fixture
def client(supervisor):
    return signed_in(supervisor)


def page(client, address: str = "/rulebook/", status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def sent(client, address: str, status: int = 302, **fields: str) -> str:
    answer = client.post(address, {"edition": current.standing().edition.id} | fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def clause(entry: str, day: date = date(2026, 3, 2)):
    return current.rulebook_on(day).clause(entry)


def test_every_clause_is_listed_with_its_figure_and_sources(client):
    said = page(client)
    for one in current.rulebook_on(NOW.date()).clauses:
        assert f"/rulebook/entry/{one.id}/" in said
    assert "三响之内接听" in said and "3 声" in said and "D01 D02" in said


def test_an_operator_reads_and_changes_nothing(operator):
    client = signed_in(operator)
    assert "三响之内接听" in page(client) and "/rulebook/text/" not in page(client)
    assert "保存数值" not in page(client, "/rulebook/entry/ANS-1/")
    page(client, "/rulebook/text/", 403)
    sent(client, "/rulebook/entry/ANS-1/points/", 403, points="1")
    assert clause("ANS-1").points == 5


def test_nobody_reads_it_unsigned(client):
    client.logout()
    assert client.get("/rulebook/").status_code == 302


def test_a_figure_changes_from_a_day(client):
    sent(client, "/rulebook/entry/ANS-2/figures/", limit="5", since="2026-04-01", note="会议决定")
    assert (clause("ANS-2").limit, clause("ANS-2", date(2026, 4, 1)).limit) == (6, 5)
    assert queries.latest("property").note == "会议决定"
    told = page(client, "/rulebook/entry/ANS-2/")
    assert "公司改过" in told and "2026-04-01" in told and "5 声" in told


def test_a_pair_has_two_fields(client):
    fields = {"limit": "3", "best_low": "1", "best_high": "2", "since": "2026-03-02"}
    sent(client, "/rulebook/entry/ANS-1/figures/", **fields)
    assert clause("ANS-1").figures == {"limit": 3, "best": (1, 2)}


def test_what_makes_no_sense_is_told_and_changes_nothing(client):
    fields = {"limit": "3", "best_low": "3", "best_high": "2", "since": "2026-03-02"}
    assert "数值的大小次序不对" in sent(client, "/rulebook/entry/ANS-1/figures/", 400, **fields)
    assert "请填数字" in sent(client, "/rulebook/entry/ANS-1/figures/", 400, **fields | {"limit": "三"})
    assert not company_file.company_file().exists()


def test_calls_of_before_stay_as_they_were_judged(client):
    said = sent(client, "/rulebook/entry/ANS-2/figures/", 400, limit="5", since="2026-03-01")
    assert "只能从今天或以后开始" in said


def test_a_time_limit_is_said_in_its_unit(client):
    fields = {"within": "2", "within_unit": "h", "warn_before": "10", "warn_before_unit": "min"}
    sent(client, "/rulebook/entry/ANS-7/figures/", **fields, since="2026-03-02")
    limit = current.rulebook_on(date(2026, 3, 2)).time_limit("ANS-7")
    assert (limit.within_s, limit.warn_before_s) == (7200, 600)
    assert 'warn_before = "10' not in company_file.company_file().read_text(encoding="utf-8")


def test_points_change(client):
    sent(client, "/rulebook/entry/ANS-1/points/", points="7.5")
    assert clause("ANS-1").points == 7.5
    assert "分值" in sent(client, "/rulebook/entry/ANS-1/points/", 400, points="-1")


def test_a_clause_is_switched_off_with_a_reason_and_on_again(client):
    assert "理由" in sent(client, "/rulebook/entry/TLK-9/switch/", 400)
    sent(client, "/rulebook/entry/TLK-9/switch/", note="电话系统没有静音")
    assert clause("TLK-9") is None
    assert re.search("已停用.*不让电话里没有声音.*电话系统没有静音", page(client), re.DOTALL)
    sent(client, "/rulebook/entry/TLK-9/switch/", note="换了系统")
    assert clause("TLK-9") is not None


def test_the_shipped_clause_comes_back(client):
    sent(client, "/rulebook/entry/ANS-1/points/", points="7")
    sent(client, "/rulebook/entry/ANS-1/take-back/")
    assert clause("ANS-1").points == 5
    assert "公司改过" not in page(client, "/rulebook/entry/ANS-1/")


def test_two_who_change_at_once_are_told(client):
    old = current.standing().edition.id
    sent(client, "/rulebook/entry/ANS-1/points/", points="7")
    assert "被别人改过" in sent(client, "/rulebook/entry/ANS-2/points/", 400, points="3", edition=old)
    assert clause("ANS-2").points == 5


def test_an_unknown_entry_is_told(client):
    assert "ANS-99" in page(client, "/rulebook/entry/ANS-99/", 404)


def test_the_file_is_written_as_text(client):
    assert "base = &quot;property&quot;" in page(client, "/rulebook/text/")
    sent(client, "/rulebook/text/", text=OWN.replace("\n", "\r\n"))
    assert company_file.company_file().read_text(encoding="utf-8") == OWN
    assert "points = 7" in page(client, "/rulebook/text/")


def test_faults_of_the_text_are_shown_line_by_line_and_nothing_is_saved(client):
    said = sent(client, "/rulebook/text/", 400, text=OWN + "ponits = 3\nunit = 4\n")
    assert re.findall(r'data-line="(\d+)"', said) == ["6", "7"] and "<code>ponits = 3</code>" in said
    assert not company_file.company_file().exists()


def test_a_check_saves_nothing(client):
    assert "没有错误" in sent(client, "/rulebook/text/", 200, text=OWN, check="")
    assert not company_file.company_file().exists()


def test_a_faulty_file_on_disk_is_shown_to_be_mended(client, home):
    (home / "rulebook").mkdir()
    (home / "rulebook" / "company.toml").write_text(OWN + "x = [\n", encoding="utf-8")
    assert "处错误" in page(client)
    said = page(client, "/rulebook/text/")
    assert "x = [" in said and "data-line" in said


def save(text: str) -> None:
    domain.save(text, by="staff:7001", at=NOW, based_on=current.standing().edition.id, note="说明")


def test_editions_are_listed_and_compared(client):
    domain.take_in(NOW)
    save(OWN)
    said = page(client, "/rulebook/editions/")
    assert "正在用" in said and "周主管" in said and "说明" in said and "随程序" in said
    latest, first = queries.rows()
    told = page(client, f"/rulebook/editions/{latest.pk}/")
    assert re.search("TLK-17 一般通话不超过三分钟.*分值.*5.*7", told, re.DOTALL)
    assert "points = 7" in told
    back = page(client, f"/rulebook/editions/{first.pk}/?with={latest.pk}")
    assert re.search("TLK-17.*分值.*7.*5", back, re.DOTALL)
    page(client, "/rulebook/editions/999/", 404)


def test_more_editions_need_no_more_queries(client, django_assert_num_queries):
    save(OWN)
    with CaptureQueriesContext(connection) as one:
        page(client, "/rulebook/editions/")
    for points in (8, 9):
        save(OWN.replace("7\n", f"{points}\n"))
    with django_assert_num_queries(len(one)):
        page(client, "/rulebook/editions/")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (3, "rings", "3 声"),
        ((2, 3), "rings", "2–3 声"),
        (180, "s", "3 分钟"),
        (100, "s", "100 秒"),
        (120, "s", "120 秒"),
        (259200, "s", "3 天"),
        ((7, 22.5), "h", "7:00–22:30"),
        ((-36, -16), "dB", "-36 – -16 分贝"),
        (2.50, "st", "2.5 半音"),
        (None, "s", ""),
    ],
)
def test_a_figure_is_said_in_the_desk_s_words(value, unit, said):
    assert figure_said(value, unit) == said


def test_forbidden_words_are_shown_with_better_ones(client):
    text = """
[forbidden_groups.rude]
title = { zh = "粗鲁", en = "Rude" }
[[forbidden]]
id = "co_whatever"
group = "rude"
says = ["随你便啦"]
better = { zh = "您看哪一种合适？", en = "Which would suit you?" }
sources = [{ doc = "ours" }]
"""
    save(OWN + text)
    assert re.search("随你便啦.*您看哪一种合适", page(client, "/rulebook/words/"), re.DOTALL)
