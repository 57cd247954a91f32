"""The review's pages: from the seal to the bulletin, who sees what, and as many queries for many rows."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanxiang.desk.contacts.models import Contact
from sanxiang.kernel.clock import SystemClock
from sanxiang.quality.review import domain, queries
from sanxiang.quality.review.models import Appeal, Calibration, Reviewer, Sample, Sheet
from sanxiang.quality.review.tests.conftest import (
    AFTER,
    ITEMS,
    book,  # noqa: F401
    call,
    fill,
    review,
    taken,
)
from sanxiang.web.pages.tests.conftest import add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("later")]


@pytest.fixture
def later(monkeypatch):
    """The quarter of the calls is over."""
    monkeypatch.setattr(SystemClock, "now", lambda self: AFTER)


@pytest.fixture(autouse=True)
def _clauses_on_screen(monkeypatch, book):  # noqa: F811
    monkeypatch.setattr("sanxiang.web.pages.review_items.rulebook_on", lambda day: book)


@pytest.fixture
def people(site, supervisor):
    found = [add(site, f"600{n}", f"评分{n}", "supervisor") for n in (2, 3, 4)]
    for one in found:
        domain.appoint(staff_id=one.pk, site=site.pk, at=AFTER, actor=supervisor)
    return found


@pytest.fixture
def calls(site, operator):
    return [call(number, site, staff=operator) for number in range(6)]


@pytest.fixture
def sample(site, calls, people, supervisor) -> Sample:
    """Drawn and given out."""
    from sanxiang.quality.review.tests.conftest import drawn_sample

    made = drawn_sample(site, supervisor)
    domain.give_out(sample_id=made.pk, reviewers=[one.pk for one in people], at=AFTER, actor=supervisor)
    return made


def page(staff, address: str, status: int = 200) -> str:
    answer = signed_in(staff).get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def sent(staff, address: str, fields=None, status: int = 302) -> str:
    answer = signed_in(staff).post(address, fields or {})
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.headers.get("Location", "") or answer.content.decode()


def mine(staff) -> list[Sheet]:
    return list(queries.my_open_sheets(staff))


# ------------------------------------------------------------ the way through


def test_from_the_seal_to_the_sheets(site, calls, people, supervisor):
    assert "还没有抽过样" in page(supervisor, "/review/samples/")
    address = sent(supervisor, "/review/samples/seal/", {"site": site.pk, "quarter": "2026Q1"})
    made = Sample.objects.get()
    waiting = page(supervisor, address)
    assert "您的数字" in waiting and made.seal in waiting and made.secret not in waiting
    sent(supervisor, f"{address}draw/", {"number": "271828"})
    drawn = page(supervisor, address)
    assert made.secret in drawn and "271828" in drawn and "6 通接通的电话" in drawn
    assert "结果完全一致" in page(supervisor, f"{address}audit/")
    sent(supervisor, f"{address}give/", {"reviewers": [one.pk for one in people]})
    assert "评分2" in page(supervisor, address) and Sheet.objects.count() == 12


def test_a_sheet_is_written_and_handed_in(sample, people):
    first, second = mine(people[0])[:2]
    address = f"/review/sheets/{first.pk}/"
    listed = page(people[0], "/review/")
    assert address in listed and "0/6" in listed and "4-12" in listed
    shown = page(people[0], address)
    assert "wording 的要求" in shown and "李静" not in shown.partition("<main")[2]
    assert _save(people[0], first, {"wording": "4", "manner": "none"}, 0)["revision"] == 1
    state = signed_in(people[0]).get(f"{address}state/").json()
    assert state == {
        "fields": {"wording": "4", "manner": "none", "remarks": []},
        "revision": 1,
        "state": "open",
    }
    assert "还有 4 项没有打分" in sent(people[0], f"{address}hand-in/", status=400)
    _save(people[0], first, dict.fromkeys(ITEMS, "5") | {"remarks": [{"text": "好", "at_s": 2.5}]}, 1)
    assert sent(people[0], f"{address}hand-in/") == f"/review/sheets/{second.pk}/"
    assert "已交上" in page(people[0], address)
    late = _save(people[0], first, {"wording": "1"}, 2, status=409)
    assert late["code"] == "closed"


def _save(staff, sheet, fields, revision, status=200):
    answer = signed_in(staff).post(
        f"/review/sheets/{sheet.pk}/save/",
        json.dumps({"fields": fields, "revision": revision}),
        content_type="application/json",
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == status, answer.content
    return answer.json()


def test_two_windows_learn_of_each_other(sample, people):
    sheet = mine(people[0])[0]
    _save(people[0], sheet, {"wording": "4"}, 0)
    told = _save(people[0], sheet, {"wording": "1"}, 0, status=409)
    assert told["code"] == "conflict" and told["theirs"]["wording"] == "4" and told["revision"] == 1
    assert _save(people[0], sheet, {"wording": "9"}, 1, status=400)["code"] == "mark"
    assert "fields" not in _save(people[0], sheet, "nonsense", 1, status=400)


def test_nobody_opens_another_ones_sheet(sample, people, operator, supervisor, stranger):
    sheet = mine(people[0])[0]
    for staff in (people[1], operator, supervisor, stranger):
        for part in ("", "state/"):
            page(staff, f"/review/sheets/{sheet.pk}/{part}", 404)
    for part in ("sound.wav", "outline.json"):
        page(stranger, f"/review/calls/{sheet.sampled_id}/{part}", 403)


def test_what_is_handed_in_goes_on_to_the_last_sheet(sample, people):
    for _sheet in mine(people[0])[1:]:
        fill(_sheet)
    last = mine(people[0])[0]
    _save(people[0], last, dict.fromkeys(ITEMS, "5"), 0)
    assert sent(people[0], f"/review/sheets/{last.pk}/hand-in/") == "/review/"
    assert "全部评完了" in page(people[0], "/review/") or "没有要评的电话" in page(people[0], "/review/")


def test_unfinished_sheets_are_passed_on(sample, people, supervisor, site):
    extra = add(site, "6005", "评分5", "supervisor")
    domain.appoint(staff_id=extra.pk, site=site.pk, at=AFTER, actor=supervisor)
    address = f"/review/samples/{sample.pk}/"
    sent(supervisor, f"{address}pass-on/", {"who": people[0].pk, "to": extra.pk, "reason": "休假"})
    assert not mine(people[0]) and len(mine(extra)) == 4
    assert "评分2" not in page(supervisor, address).partition("portions")[2].partition("转给")[0]


# ------------------------------------------------------------ blindness


def test_no_page_shows_a_mark_before_all_have_handed_in(sample, people, supervisor, operator):
    one = taken(sample)[0]
    for sheet in one.sheets.order_by("reviewer__username")[:2]:
        sheet.remarks = [{"text": "秘密的话", "at_s": None}]
        sheet.save()
        fill(sheet, 1)
    for staff in (*people, supervisor):
        page(staff, f"/review/calls/{one.pk}/", 403)
        for address in ("/review/", "/review/samples/", "/review/appeals/"):
            if staff.role != "operator":
                assert "秘密的话" not in page(staff, address)
    for address in ("", "results/", "audit/"):
        assert "秘密的话" not in page(supervisor, f"/review/samples/{sample.pk}/{address}")
    assert "还没有收齐的电话" in page(supervisor, f"/review/samples/{sample.pk}/results/")
    page(operator, f"/review/calls/{one.pk}/", 403)


def test_an_operator_sees_their_result_without_names(sample, people, operator, supervisor):
    one = review(taken(sample)[0], 4, 4, 5)
    assert f"/review/calls/{one.pk}/" in page(operator, "/review/")
    shown = page(operator, f"/review/calls/{one.pk}/")
    assert "86.7" in shown and "评分人 1" in shown and "评分2" not in shown
    assert "评分2" in page(supervisor, f"/review/calls/{one.pk}/")


def test_what_goes_to_calibration_waits_for_it(sample, people, operator, supervisor):
    one = review(taken(sample)[0], 1, 4, 5)
    page(operator, f"/review/calls/{one.pk}/", 403)
    assert "待校准" in page(supervisor, f"/review/samples/{sample.pk}/results/")
    address = f"/review/calls/{one.pk}/calibrate/"
    marks = {f"mark-{item}": "4" for item in ITEMS}
    present = [one.username for one in people]
    sent(people[0], address, {"notes": "先听", "act": "keep", "present": present})
    assert Calibration.objects.get().notes == "先听"
    page(people[0], f"/review/calls/{one.pk}/")
    sent(people[0], address, {**marks, "notes": "一致", "act": "close", "present": present})
    one.refresh_from_db()
    assert one.points == 80 and "80.0" in page(operator, f"/review/calls/{one.pk}/")
    sent(operator, address, {**marks, "notes": "x", "act": "close"}, status=403)


# ------------------------------------------------------------ results, appeals


def test_results_explain_alpha_in_a_sentence(sample, supervisor):
    calls = taken(sample)
    review(calls[0], 5, 5, 5)
    shown = page(supervisor, f"/review/samples/{sample.pk}/results/")
    assert "没有高低" in shown
    review(calls[1], 1, 1, 1)
    shown = page(supervisor, f"/review/samples/{sample.pk}/results/")
    assert "1.00" in shown and "平均分可以放心用" in shown


def test_an_appeal_and_its_ruling(sample, people, operator, supervisor):
    one = review(taken(sample)[0], 3, 3, 3)
    fields = {"contact": one.contact_id, "sampled": one.pk, "reason": "客户没听清"}
    sent(operator, "/review/appeals/add/", fields)
    made = Appeal.objects.get()
    address = f"/review/appeals/{made.pk}/"
    assert "客户没听清" in page(supervisor, "/review/appeals/") and "待裁定" in page(operator, address)
    assert "请别人来裁定" in page(people[0], address)
    said = {"upheld": "yes", "after": "75", "reason": "属实"}
    sent(people[0], address, said, status=403)
    sent(supervisor, address, said)
    shown = page(operator, address)
    assert "申诉成立" in shown and "60.0" in shown and "75.0" in shown
    assert "60.0" in page(operator, f"/review/calls/{one.pk}/")
    sent(supervisor, address, said, status=409)


def test_a_finding_is_appealed_from_its_call(site, operator, supervisor):
    from sanxiang.desk.contacts.scorable import scorable
    from sanxiang.desk.contacts.tests.rows import answered_call
    from sanxiang.quality.scoring.domain import score_call

    row = answered_call("h-1", AFTER - timedelta(days=9), site=site, by="staff", why="staff_left")
    score_call(scorable(["h-1"])[0], final=True, at=AFTER)
    address = f"/review/appeals/add/?contact={row.pk}&clause=TLK-19"
    assert "TLK-19" in page(operator, address) and "撤销判定" in page(supervisor, address)
    sent(operator, "/review/appeals/add/", {"contact": row.pk, "clause": "TLK-19", "reason": "对方已放下"})
    assert "TLK-19" in page(operator, "/review/appeals/")
    sent(
        supervisor,
        "/review/appeals/add/",
        {"contact": row.pk, "clause": "TLK-19", "reason": "x"},
        status=409,
    )
    page(operator, "/review/appeals/add/?contact=nonsense", 404)


# ------------------------------------------------------------ the bulletin


def test_the_bulletin_is_drafted_worded_signed_and_frozen(sample, inspector, operator):
    address = "/review/bulletins/2026Q1/"
    assert "还有 4 通电话没有结果" in page(inspector, address)
    for one in taken(sample):
        review(one, 5, 5, 4)
    draft = page(inspector, address)
    assert "草稿" in draft and "93.3" in draft and "予以表扬" in draft
    page(operator, address, 404)
    revision = re.search(r'name="revision" value="(\d+)"', draft)[1]
    sent(inspector, address, {"revision": revision, "praise": "翠湖花园，好！"})
    sent(inspector, f"{address}sign/", {"revision": "1", "praise": "翠湖花园，好！"})
    signed = page(operator, address)
    assert "翠湖花园，好！" in signed and "签发：吴督导" in signed and "<textarea" not in signed
    assert "2026 年第 1 季度" in page(operator, "/review/bulletins/")
    sent(inspector, address, {"revision": "2", "praise": "x"}, status=409)


# ------------------------------------------------------------ who may do what


def test_who_is_in_charge(site, operator, stranger, supervisor, sample):
    for address in ("/review/samples/", f"/review/samples/{sample.pk}/", "/review/panel/"):
        page(operator, address, 403)
    sent(stranger, "/review/samples/seal/", {"site": site.pk, "quarter": "2026Q2"}, status=403)
    far = add(stranger.site, "7101", "远主管", "supervisor")
    page(far, f"/review/samples/{sample.pk}/", 403)
    assert "翠湖花园" not in page(far, "/review/samples/").partition("<main")[2]
    sent(far, "/review/samples/seal/", {"site": site.pk, "quarter": "2026Q2"}, status=403)
    sent(supervisor, "/review/samples/seal/", {"site": "x", "quarter": "2026"}, status=400)


def test_the_panel_is_appointed_and_ended(site, operator, supervisor, inspector, stranger):
    assert "还没有评分人" in page(supervisor, "/review/panel/")
    sent(supervisor, "/review/panel/", {"staff": operator.pk})
    sent(supervisor, "/review/panel/", {"staff": stranger.pk}, status=400)
    row = Reviewer.objects.get()
    assert (row.staff, row.site) == (operator, site) and "李静" in page(supervisor, "/review/panel/")
    sent(inspector, "/review/panel/", {"staff": stranger.pk, "site": ""})
    whole = Reviewer.objects.get(site=None)
    sent(supervisor, f"/review/panel/{whole.pk}/end/", status=403)
    sent(supervisor, f"/review/panel/{row.pk}/end/")
    assert list(queries.panel(None)) == [whole]


def test_empty_pages_say_what_to_do(site, operator, supervisor, inspector):
    assert "还没有您的评分结果" in page(operator, "/review/")
    assert "您没有申诉" in page(operator, "/review/appeals/")
    assert "没有申诉" in page(supervisor, "/review/appeals/")
    assert "还没有通报" in page(inspector, "/review/bulletins/")


# ------------------------------------------------------------ lists


def queries_of(staff, address: str) -> int:
    client = signed_in(staff)
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_three_rows_need_as_many_queries_as_one(site, operator, people, supervisor):
    addresses = {
        people[0]: ("/review/",),
        operator: ("/review/", "/review/appeals/"),
        supervisor: ("/review/samples/", "/review/panel/", "/review/appeals/", "/review/samples/{}/"),
    }

    def counts(sample) -> list[int]:
        told = [
            queries_of(staff, one.format(sample.pk)) for staff, pages in addresses.items() for one in pages
        ]
        return [*told, queries_of(supervisor, f"/review/samples/{sample.pk}/results/")]

    first = _reviewed(site, operator, people, supervisor, number=1)
    before = counts(first)
    for number in (2, 3):
        _reviewed(site, operator, people, supervisor, number=number)
    assert counts(first) == before


def _reviewed(site, operator, people, supervisor, *, number: int) -> Sample:
    """A sample of a quarter of its own, with an appeal, an open call and one that is reviewed."""
    from sanxiang.quality.review.quarter import Quarter

    at = AFTER - timedelta(days=92 * (number - 1) + 30)
    for place in (10, 20):
        call(number + place, site, staff=operator, at=at)
    quarter = Quarter(2026, 1)
    for _step in range(number - 1):
        quarter = quarter.before
    made = domain.seal_sample(site=site.pk, quarter=quarter, at=AFTER, actor=supervisor)
    domain.draw_sample(sample_id=made.pk, number="1", at=AFTER, actor=supervisor)
    domain.give_out(sample_id=made.pk, reviewers=[one.pk for one in people], at=AFTER, actor=supervisor)
    done = review(taken(made)[0], 4, 4, 4)
    domain.appeal(contact_id=done.contact_id, sampled_id=done.pk, reason="x", at=AFTER, actor=operator)
    return made


def test_every_page_is_for_people_who_signed_in(client, sample):
    one = Contact.objects.first()
    for address in ("", "samples/", "panel/", "appeals/", f"appeals/add/?contact={one.pk}", "bulletins/"):
        assert client.get(f"/review/{address}").status_code == 302


# ------------------------------------------------------------ on the page of a call


def _scored(site) -> Contact:
    from sanxiang.desk.contacts.scorable import scorable
    from sanxiang.desk.contacts.tests.rows import answered_call
    from sanxiang.quality.scoring.domain import score_call

    row = answered_call("h-1", AFTER - timedelta(days=9), site=site, by="staff", why="staff_left")
    score_call(scorable(["h-1"])[0], final=True, at=AFTER)
    return row


def test_a_finding_leads_to_its_appeal_and_shows_when_it_was_lifted(site, operator, supervisor):
    row = _scored(site)
    link = f"/review/appeals/add/?contact={row.pk}&amp;clause=TLK-19"
    shown = page(operator, f"/register/{row.pk}/")
    assert link in shown and "已撤销" not in shown
    sent(supervisor, "/review/appeals/add/", {"contact": row.pk, "clause": "TLK-19", "reason": "对方忘了挂"})
    shown = page(operator, f"/register/{row.pk}/")
    assert link not in shown and "已撤销，不算" in shown and "撤销 1 条后" in shown


def test_the_register_hides_findings_from_who_still_reviews_the_call(site, operator, people, supervisor):
    from sanxiang.desk.contacts.models import Recording
    from sanxiang.quality.review.tests.conftest import drawn_sample

    row = _scored(site)
    Recording.objects.create(contact=row, path="h-1.wav", started_at=row.answered_at, seconds=30)
    made = drawn_sample(site, supervisor)
    domain.give_out(sample_id=made.pk, reviewers=[one.pk for one in people], at=AFTER, actor=supervisor)
    address = f"/register/{row.pk}/"
    for part in ("", "?result=1"):
        shown = page(people[0], address + part)
        assert "您正在评这通电话" in shown and "finding-bad" not in shown
    assert 'class="score figures end" data-label="评分"></td>' in page(people[0], "/register/")
    assert "finding-bad" in page(supervisor, address)
    review(taken(made)[0], 4, 4, 4)
    assert "finding-bad" in page(people[0], address)


def test_the_pages_speak_english(sample, inspector, people):
    review(taken(sample)[0], 5, 5, 4)
    for address in (
        "bulletins/2026Q1/",
        f"samples/{sample.pk}/",
        f"samples/{sample.pk}/results/",
        f"calls/{taken(sample)[0].pk}/",
        "panel/",
    ):
        client = signed_in(inspector)
        client.cookies["language"] = "en"
        main = client.get(f"/review/{address}").content.decode().partition("<main")[2]
        for name in ("翠湖花园", "李静", "评分2", "评分3", "评分4", "周主管", "吴督导", "的要求"):
            main = main.replace(name, "")
        main = re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL)
        assert not re.findall(r"[一-鿿]+", main), address
        assert "%%" not in main and "%(" not in main
