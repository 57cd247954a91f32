"""The quality pages: who sees whose, what they say with many calls and with few."""

from datetime import timedelta

import pytest

from sanxiang.quality.overview.domain import enter_inspection
from sanxiang.quality.overview.models import Inspection
from sanxiang.quality.overview.tests.rows import MONDAY, every, record, scored
from sanxiang.web.pages.tests.conftest import NOW, add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
QUARTER = "?period=2026Q1"
PAGES = ("/quality/", "/quality/four-sames/", "/quality/me/")


def page(staff, address: str, status: int = 200) -> str:
    answer = signed_in(staff).get(address)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


@pytest.fixture
def busy_month(site, operator, supervisor):
    """Forty calls of each, over twenty days; the operator misses TLK-8 in every other one."""
    days = [MONDAY - timedelta(days=20 - number) for number in range(20)]
    for staff, letters in ((operator, "mxm"), (supervisor, "mmm")):
        scored(site, staff, days, score=80 + staff.pk % 7, letters=letters)
        scored(site, staff, [day + timedelta(hours=2) for day in days], score=95)
    return days


# ------------------------------------------------------------ who sees what


def test_an_operator_sees_the_own_page_and_no_other(site, operator, supervisor):
    assert "我的品质" in page(operator, "/quality/me/")
    assert "李静" in page(operator, f"/quality/staff/{operator.pk}/")
    for address in ("/quality/", "/quality/four-sames/", f"/quality/staff/{supervisor.pk}/"):
        page(operator, address, status=403)


def test_a_supervisor_sees_the_site_and_its_people_only(site, operator, supervisor, stranger):
    for address in (*PAGES, f"/quality/staff/{operator.pk}/"):
        page(supervisor, address)
    page(supervisor, f"/quality/staff/{stranger.pk}/", status=403)
    page(supervisor, "/quality/staff/999999/", status=404)


def test_an_inspector_chooses_the_site_and_has_no_page_of_the_own(site, inspector, operator, stranger):
    said = page(inspector, "/quality/")
    assert "翠湖花园" in said and "另一处" in said
    assert f'value="{stranger.site_id}" selected' in page(inspector, f"/quality/?site={stranger.site_id}")
    page(inspector, f"/quality/staff/{stranger.pk}/")
    page(inspector, "/quality/?site=999", status=404)
    assert "/quality/me/" not in said


def test_an_administrator_and_a_stranger_to_the_desk_see_nothing(site):
    administrator = add(None, "9001", "赵管理", "administrator")
    for address in PAGES:
        page(administrator, address, status=403)


def test_the_navigation_leads_each_to_their_own(operator, supervisor):
    own, theirs = page(operator, "/register/"), page(supervisor, "/register/")
    assert 'href="/quality/me/"' in own and 'href="/quality/"' not in own
    assert 'href="/quality/"' in theirs and "我的品质" not in theirs


# ------------------------------------------------------------ what they say


def test_without_calls_every_page_says_what_to_do(supervisor):
    assert "登记完毕几秒后就有终评" in page(supervisor, "/quality/")
    assert "接完电话、登记完毕" in page(supervisor, "/quality/me/")
    said = page(supervisor, "/quality/four-sames/")
    assert said.count("来电不够") == 3 and "先在下面登记" in said


def test_the_ranking_never_shows_a_naked_mean(busy_month, operator, supervisor, site):
    newcomer = add(site, "8009", "新人", "operator")
    scored(site, newcomer, every(60, 3), score=100)
    said = page(supervisor, f"/quality/{QUARTER}")
    assert "83 通来电" in said and "可能的名次" in said and "95% 区间" in said
    assert "3 通，还差 17 通" in said
    assert said.count("<tr") >= 3 and "100.0</td>" not in said


def test_the_own_page_says_what_to_work_on_and_where_to_hear_it(busy_month, operator):
    said = page(operator, f"/quality/me/{QUARTER}")
    assert 'data-clause="TLK-8"' in said and "40 通里有 20 通没做到：50%（35–65%）" in said
    assert "同事 0%" in said and "接听后 0:10–0:20" in said
    assert "先改这一条" in said


def test_recordings_are_offered_by_the_very_seconds(busy_month, site, operator, settings):
    rows = scored(site, operator, [MONDAY - timedelta(hours=5)], letters="mxm", name="heard")
    record(rows)
    file = settings.HOME / "recordings" / "heard8001-0301T200000.wav"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"RIFF")
    said = page(operator, f"/quality/me/{QUARTER}")
    assert 'data-from="8.00" data-to="21.00"' in said and f"/register/{rows[0].pk}/sound.wav?key=" in said


def test_praise_and_hard_clauses_are_the_best_moments(busy_month, site, operator):
    praised = scored(site, operator, [MONDAY], category="praise", name="p", summary="王师傅很好")
    said = page(operator, f"/quality/me/{QUARTER}")
    assert "业主打来表扬" in said and f"/register/{praised[0].pk}/" in said


def test_a_month_and_a_quarter_lead_to_each_other(supervisor, busy_month):
    said = page(supervisor, "/quality/?period=2026-02")
    assert "2026 年 2 月" in said and "period=2026Q1" in said and "period=2026-01" in said
    assert "period=2026Q2" not in page(supervisor, f"/quality/{QUARTER}")  # it hasn't begun
    assert "2026 年第 1 季度" in page(supervisor, "/quality/?period=nonsense")


@pytest.mark.parametrize("address", [*PAGES, "/quality/staff/{}/"])
def test_every_page_speaks_english(busy_month, supervisor, operator, address):
    client = signed_in(supervisor)
    client.cookies["language"] = "en"
    said = client.get(address.format(operator.pk) + QUARTER).content.decode()
    assert "Quarter 1 of 2026" in said and "通来电" not in said


@pytest.mark.parametrize("address", [*PAGES, "/quality/staff/{}/"])
def test_more_calls_and_people_need_no_more_queries(
    site, operator, supervisor, address, django_assert_max_num_queries, django_assert_num_queries
):
    def queries() -> int:
        client = signed_in(supervisor)
        with django_assert_max_num_queries(40) as seen:
            assert client.get(address.format(operator.pk) + QUARTER).status_code == 200
        return len(seen)

    for staff in (operator, supervisor):
        scored(site, staff, every(60, 9), letters="xxm", category="praise")
    before = queries()
    for number in range(3):
        other = add(site, f"80{number}5", "同事", "operator")
        scored(site, other, every(45, 30), letters="mxx", category="praise")
        scored(site, operator, every(47, 30), letters="mxx", name=f"n{number}")
    assert queries() == before


# ------------------------------------------------------------ days of inspection


def entered(staff, status: int = 302, **fields: str) -> str:
    answer = signed_in(staff).post(f"/quality/four-sames/inspections/{QUARTER}", fields)
    assert answer.status_code == status, answer.content.decode()[-2000:]
    return answer.content.decode()


def test_a_weekly_check_is_entered_once(supervisor):
    entered(supervisor, kind="weekly", weekday="1", first="2026-01-05", last="", what="每周现场检查")
    row = Inspection.objects.get()
    assert (row.weekday, str(row.first), row.last, row.entered_by) == (1, "2026-01-05", None, supervisor)
    assert "2026-01-05 起每星期一" in page(supervisor, "/quality/four-sames/")


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "visit", "first": "2026-03-05", "last": ""}, "最后一天"),
        ({"kind": "visit", "first": "", "last": ""}, "请填检查的第一天"),
        ({"kind": "visit", "first": "heute"}, "2026-03-02 这样"),
        ({"kind": "weekly", "weekday": "", "first": "2026-03-05"}, "星期一到星期日"),
    ],
)
def test_what_is_wrong_comes_back_with_what_to_mend(supervisor, fields, sentence):
    said = entered(supervisor, status=400, what="省里来查", **fields)
    assert sentence in said and "省里来查" in said and not Inspection.objects.exists()


def test_an_entry_is_taken_back_by_those_in_charge_there_only(site, supervisor, operator, stranger):
    row = enter_inspection(site=site.pk, first=NOW.date(), last=NOW.date(), at=NOW, actor=supervisor)
    address = f"/quality/four-sames/inspections/{row.pk}/remove/"
    for person in (operator, add(stranger.site, "7101", "外站主管", "supervisor")):
        assert signed_in(person).post(address).status_code == 403
    entered(operator, status=403, kind="weekly", weekday="1", first="2026-01-05")
    assert signed_in(supervisor).post(address).status_code == 302
    assert signed_in(supervisor).post(address).status_code == 404
    row.refresh_from_db()
    assert row.removed_by == supervisor
