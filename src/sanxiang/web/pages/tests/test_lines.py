"""The lines' pages: figures, links for everybody, a unit or a place, their QR codes and labels."""

import re
from datetime import datetime, timedelta
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
import segno

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain import lines
from sanxiang.desk.contacts.models import CallLink
from sanxiang.office.estate.domain import add_unit
from sanxiang.web.pages.lines_links import ONE_PAGE
from sanxiang.web.pages.tests.conftest import CALLED, NOW, add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
FIGURES = {"on_s": "1", "off_s": "4", "ring_for_s": "15", "give_up_s": "60", "language": "zh"}
NEW = FIGURES | {"key": "repair", "name": "报修专线"}
GENERAL = "/lines/line/general/"


@pytest.fixture
def client(supervisor):
    return signed_in(supervisor)


@pytest.fixture
def line(site):
    found = queries.line_by_key("general")
    assert found is not None
    return found


@pytest.fixture
def unit(site):
    return add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=CALLED)


@pytest.fixture
def elsewhere(stranger):
    return lines.add_line(site=stranger.site_id, key="other", name="别处热线", at=CALLED)


def page(client, address: str = "/lines/") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, address: str, fields: dict, status: int = 302) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def by_field(said: str, sentence: str) -> bool:
    return re.search(r'class="field-error" role="alert">.{0,200}' + sentence, said, re.DOTALL) is not None


# ------------------------------------------------------------ lines


def test_a_line_shows_its_figures_and_how_many_links_it_has(client, line):
    lines.make_link(line=line, at=CALLED)
    said = page(client)
    for word in ("客服热线", "general", "响 1 秒，停 4 秒", "15 秒", "60 秒"):
        assert word in said, word
    assert re.search(r'二维码 <span class="count figures">1</span>', said)


def test_without_lines_the_page_says_what_to_do(stranger):
    boss = add(stranger.site, "7200", "冯主管", "supervisor")
    assert "先添加一条线路" in page(signed_in(boss))


def test_three_lines_need_as_many_queries_as_one(client, site, line, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lines.make_link(line=line, at=CALLED)
    page(client)
    with CaptureQueriesContext(connection) as few:
        page(client)
    for key in ("fee", "lift"):
        lines.make_link(line=lines.add_line(site=site.pk, key=key, name=key, at=CALLED), at=CALLED)
    with django_assert_num_queries(len(few)):
        page(client)


def test_a_line_is_added_and_its_figures_are_changed(client, site):
    sent(client, "/lines/add/", NEW | {"emergency": "on"})
    line = queries.line_by_key("repair")
    assert line is not None and (line.name, line.site, line.emergency) == ("报修专线", site, True)
    assert "发这条线路的上岗证" in page(client, "/lines/line/repair/")
    sent(client, "/lines/line/repair/figures/", NEW | {"on_s": "0.4", "off_s": "3", "active": "on"})
    line.refresh_from_db()
    assert line.cycle_s == pytest.approx(3.4) and not line.emergency and line.active
    assert 'value="0.4"' in page(client, "/lines/line/repair/figures/")


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"key": "general"}, "general 已经有了"),
        ({"key": "报修"}, "只用小写字母"),
        ({"name": ""}, "“名称”不能空着"),
        ({"on_s": "eins"}, "请填数字"),
        ({"on_s": "0"}, "都应大于零"),
        ({"ring_for_s": "3"}, "应够响一声"),
        ({"give_up_s": "10"}, "不应短于每席振铃"),
        ({"give_up_s": "nan"}, "请填数字"),
        ({"language": "xx"}, "请从列出的里面选"),
    ],
)
def test_what_is_wrong_stands_by_its_field(client, fault, sentence):
    assert by_field(sent(client, "/lines/add/", NEW | fault, 400), sentence)
    assert queries.line_by_key("repair") is None


def test_figures_that_make_no_sense_are_refused_also_later(client, line):
    said = sent(client, f"{GENERAL}figures/", NEW | {"ring_for_s": "2", "active": "on"}, 400)
    assert by_field(said, "应够响一声") and 'value="2"' in said
    line.refresh_from_db()
    assert (line.name, line.ring_for_s) == ("客服热线", 15)


def test_a_line_out_of_use_stands_apart_and_makes_no_links(client, line):
    lines.make_link(line=line, at=CALLED)
    sent(client, f"{GENERAL}figures/", FIGURES | {"name": "客服热线"})
    used, _tag, unused = page(client).partition("<details")
    assert GENERAL not in used and GENERAL in unused
    assert "做一个二维码" not in page(client, GENERAL)
    assert "线路已停用" in sent(client, GENERAL, {}, 400)


def test_an_administrator_of_the_company_says_at_which_site(stranger, line):
    boss = signed_in(add(None, "9001", "赵管理", "administrator"))
    sent(boss, "/lines/add/", NEW | {"site": stranger.site_id})
    found = queries.line_by_key("repair")
    assert found is not None and found.site == stranger.site
    assert "另一处" in page(boss) and "翠湖花园" in page(boss)


def test_operators_and_other_sites_are_turned_away(client, operator, elsewhere):
    answer = signed_in(operator).get("/lines/")
    assert answer.status_code == 403 and "您的岗位不管线路" in answer.content.decode()
    assert "别处热线" not in page(client)
    link = lines.make_link(line=elsewhere, at=CALLED)
    for address in ("line/other/", "line/other/figures/", "line/other/labels/", "line/other/units/"):
        assert client.get(f"/lines/{address}").status_code == 403, address
    assert client.get(f"/lines/link/{link.pk}/").status_code == 403
    assert client.post(f"/lines/link/{link.pk}/revoke/").status_code == 403
    link.refresh_from_db()
    assert link.revoked_at is None
    assert client.get("/lines/line/none/").status_code == client.get("/lines/link/0/").status_code == 404


# ------------------------------------------------------------ links


def test_the_first_link_is_asked_for(client, line):
    assert "还没有二维码" in page(client, GENERAL)


@pytest.mark.parametrize("typed", ["3栋2单元1001", "3-2-1001"])
def test_a_link_of_a_unit(client, line, unit, typed):
    sent(client, GENERAL, {"unit": typed})
    assert CallLink.objects.get().unit == unit
    assert "3栋2单元1001" in page(client, GENERAL)


def test_a_link_of_a_place_ends_with_its_last_day(client, line):
    sent(client, GENERAL, {"place": "南门岗亭", "until": "2026-03-05"})
    link = CallLink.objects.get()
    assert link.place == "南门岗亭"
    assert link.expires_at == datetime(2026, 3, 6, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert "有效期至 2026-03-05" in page(client, GENERAL)


def test_a_link_for_everybody_shows_its_code_and_address(client, line, settings):
    settings.SANXIANG_URL = "https://desk.example.com"
    sent(client, GENERAL, {})
    link = CallLink.objects.get()
    said = page(client, f"/lines/link/{link.pk}/")
    address = f"https://desk.example.com/call/{link.token}/"
    assert "所有人" in said and f'value="{address}"' in said and f'data-copy="{address}"' in said
    image = re.search(r'class="qr" src="data:image/svg\+xml[^,]*,([^"]+)"', said)
    drawn = segno.make(address, error="m", micro=False).svg_inline(border=4, omitsize=True)
    path = re.search(r' d="([^"]+)"', drawn)
    assert image is not None and path is not None and path[1] in unquote(image[1])
    assert "二维码里的地址" not in said


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"unit": "9栋9"}, "没有房号“9栋9”"),
        ({"until": "2026-03-01"}, "有效期已经过去"),
        ({"until": "bald"}, "请填日期，例如"),
    ],
)
def test_a_link_that_makes_no_sense_is_refused(client, line, fault, sentence):
    assert by_field(sent(client, GENERAL, fault, 400), sentence)
    assert not CallLink.objects.exists()


def test_a_unit_of_another_site_is_unknown_here(client, line, stranger):
    add_unit(site=stranger.site_id, code="9-9", label="9栋9", at=CALLED)
    assert by_field(sent(client, GENERAL, {"unit": "9栋9"}, 400), "没有房号")


def test_units_are_offered_while_typing(client, line, unit, site):
    for number in range(30):
        add_unit(site=site.pk, code=f"1-1-{number}", label=f"1栋1单元{number}", at=CALLED)
    found = page(client, f"{GENERAL}units/?unit=2单元")
    assert found.count("<option") == 1 and "3栋2单元1001" in found
    assert page(client, f"{GENERAL}units/?unit=1栋").count("<option") == 20


def test_a_revoked_link_and_an_expired_one_stand_apart(client, line):
    live = lines.make_link(line=line, place="东门", at=CALLED)
    lines.make_link(line=line, place="西门", expires_at=NOW - timedelta(minutes=1), at=CALLED)
    gone = lines.make_link(line=line, place="北门", at=CALLED)
    assert "data-confirm" in page(client, f"/lines/link/{gone.pk}/")
    sent(client, f"/lines/link/{gone.pk}/revoke/", {})
    works, _tag, over = page(client, GENERAL).partition("<details")
    assert "东门" in works and "西门" not in works and "北门" not in works
    assert "西门" in over and "已过期" in over and "北门" in over and "2026-03-02 09:30 作废" in over
    said = page(client, f"/lines/link/{gone.pk}/")
    assert "作废" in said and "data:image" not in said
    live.refresh_from_db()
    assert live.revoked_at is None


def test_more_links_cost_no_more_queries_and_come_in_pages(client, line, unit, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    lines.make_link(line=line, unit_id=unit.pk, at=CALLED)
    page(client, GENERAL)
    with CaptureQueriesContext(connection) as few:
        page(client, GENERAL)
    for _many in range(ONE_PAGE):
        lines.make_link(line=line, unit_id=unit.pk, at=CALLED)
    with django_assert_num_queries(len(few)):
        first = page(client, GENERAL)
    assert first.count('name="link"') == ONE_PAGE and "1 / 2" in first
    assert page(client, f"{GENERAL}?page=2").count('name="link"') == 1


# ------------------------------------------------------------ labels


def test_labels_name_line_place_and_desk(client, line, unit):
    link = lines.make_link(line=line, unit_id=unit.pk, at=CALLED)
    lines.make_link(line=line, place="南门岗亭", at=CALLED)
    said = page(client, f"{GENERAL}labels/")
    assert said.count('class="label"') == 2
    for word in ("客服热线", "3栋2单元1001", "南门岗亭", "扫码呼叫 · 翠湖花园客服中心"):
        assert word in said, word
    ticked = page(client, f"{GENERAL}labels/?link={link.pk}&link=x")
    assert ticked.count('class="label"') == 1 and "南门岗亭" not in ticked


def test_labels_of_dead_links_are_not_printed(client, line):
    link = lines.make_link(line=line, at=CALLED)
    lines.revoke_link(link_id=link.pk, at=CALLED, actor="staff:7001")
    said = page(client, f"{GENERAL}labels/?link={link.pk}")
    assert "没有可打印的二维码" in said and "data-print" not in said


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("http://localhost:8000", "只有这台电脑打得开"),
        ("http://desk.local", "不是 https"),
        ("https://desk.example.com", ""),
    ],
)
def test_an_address_that_phones_cannot_use_is_said_before_printing(client, line, settings, url, word):
    settings.SANXIANG_URL = url
    lines.make_link(line=line, at=CALLED)
    said = page(client, f"{GENERAL}labels/")
    assert (word in said and url in said) if word else "二维码里的地址" not in said
