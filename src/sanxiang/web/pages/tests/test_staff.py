"""The staff's pages: who is on file, as what, for which lines; and who may change whom."""

import re
from datetime import date

import pytest

from sanxiang.office.people import domain, queries
from sanxiang.web.pages.staff_forms import StaffForm
from sanxiang.web.pages.tests.conftest import CALLED, add, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("now")]
NEW = {"number": "8005", "name": "孙悦", "role": "operator", "languages": ["zh", "yue"]}
WORD = re.compile(r'<span class="once">([^<]+)</span>')


@pytest.fixture
def administrator(site):
    return add(None, "9001", "赵管理", "administrator")


def certify(number: str, line: str = "general", until=None) -> None:
    domain.certify(
        number=number, line=line, from_day=date(2026, 1, 1), until_day=until, at=CALLED, actor="staff:7001"
    )


def leave(staff) -> None:
    domain.change_staff(
        number=staff.username,
        at=CALLED,
        actor="staff:9009",
        name=staff.name,
        role=staff.role,
        site=staff.site_id,
        active=False,
        languages=staff.languages,
    )


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def sent(client, address: str, fields: dict, status: int = 302) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def found(number: str):
    staff = queries.staff_by_number(number)
    assert staff is not None
    return staff


def on_file(staff, **new) -> dict:
    stands = {"name": staff.name, "role": staff.role, "languages": ["zh"], "active": "on"}
    return {name: value for name, value in (stands | new).items() if value != ""}


# ------------------------------------------------------------ the list


def test_the_list_says_who_what_and_where_now(operator, supervisor):
    certify("8001")
    certify("8001", "lift", until=date(2026, 2, 1))
    type(operator).objects.filter(pk=operator.pk).update(languages=["zh", "yue"])
    domain.record_presence(event_id="p-1", number="8001", state="not_ready", reason="meal", at=CALLED)
    said = page(signed_in(supervisor), "/staff/")
    for word in ("8001", "李静", "客服员", "普通话、粤语", "客服热线", "示忙 · 用餐", "09:10 起", "未签入"):
        assert word in said, word
    assert "lift" not in said and "翠湖花园</td>" not in said


def test_those_who_left_stand_apart(operator, supervisor, administrator):
    leave(operator)
    whole, _tag, left = page(signed_in(supervisor), "/staff/").partition("<details")
    assert "李静" not in whole and "李静" in left and "已停用" in left


def test_a_supervisor_sees_their_own_site_and_an_administrator_all(supervisor, administrator, stranger):
    assert "何远" not in page(signed_in(supervisor), "/staff/")
    said = page(signed_in(administrator), "/staff/")
    assert "何远" in said and "另一处" in said and "全公司" in said


def test_three_rows_need_as_many_queries_as_one(site, supervisor, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in(supervisor)
    certify("7001")
    page(client, "/staff/")
    with CaptureQueriesContext(connection) as few:
        page(client, "/staff/")
    for number in ("8001", "8002"):
        add(site, number, "某人", "operator")
        certify(number)
        domain.record_presence(event_id=number, number=number, state="ready", reason="", at=CALLED)
    with django_assert_num_queries(len(few)):
        page(client, "/staff/")


def test_an_inspector_reads_and_changes_nothing(operator, inspector):
    client = signed_in(inspector)
    said = page(client, "/staff/")
    assert "李静" in said and "添加人员" not in said and f"/staff/{operator.pk}/" not in said
    for address in ("/staff/add/", f"/staff/{operator.pk}/"):
        answer = client.get(address)
        assert answer.status_code == 403 and "您的岗位不能更改人员" in answer.content.decode()


def test_operators_are_turned_away_in_words(operator):
    answer = signed_in(operator).get("/staff/")
    assert answer.status_code == 403 and "您的岗位不看人员" in answer.content.decode()


# ------------------------------------------------------------ putting on file


def test_a_new_colleague_gets_a_password_that_signs_them_in(site, supervisor):
    said = sent(signed_in(supervisor), "/staff/add/", NEW, 200)
    word = WORD.search(said)
    assert word is not None and f'data-copy="{word[1]}"' in said
    staff = found("8005")
    assert staff.check_password(word[1]) and staff.site == site
    assert (staff.name, staff.role, staff.languages) == ("孙悦", "operator", ["zh", "yue"])


def test_the_password_is_kept_by_no_cache(supervisor):
    answer = signed_in(supervisor).post("/staff/add/", NEW)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"number": "7001"}, "7001 已有人使用"),
        ({"number": "80/05"}, "只用数字、字母和连字符"),
        ({"number": ""}, "“工号”不能空着"),
        ({"languages": []}, "“能用的语言”不能空着"),
        ({"role": "administrator"}, "请从列出的里面选"),
        ({"role": "manager"}, "请从列出的里面选"),
    ],
)
def test_what_is_wrong_stands_by_its_field(supervisor, fault, sentence):
    said = sent(signed_in(supervisor), "/staff/add/", NEW | fault, 400)
    assert re.search(r'class="field-error" role="alert">.{0,200}' + sentence, said, re.DOTALL)
    assert queries.staff_by_number("8005") is None and 'value="孙悦"' in said


@pytest.mark.parametrize(("fault", "field"), [({"name": ""}, "name"), ({"number": "7001"}, "number")])
def test_the_cursor_waits_where_something_is_to_be_mended(supervisor, fault, field):
    said = sent(signed_in(supervisor), "/staff/add/", NEW | fault, 400)
    pointed = re.findall(r"<(?:input|select)[^>]* autofocus[^>]*>", said)
    assert len(pointed) == 1 and f'name="{field}"' in pointed[0] and 'aria-invalid="true"' in pointed[0]


def test_a_supervisor_puts_nobody_at_another_site(supervisor, stranger):
    sent(signed_in(supervisor), "/staff/add/", NEW | {"site": stranger.site_id}, 200)
    assert found("8005").site_id == supervisor.site_id


def test_an_administrator_chooses_site_and_role(administrator, stranger):
    client = signed_in(administrator)
    sent(client, "/staff/add/", NEW | {"site": stranger.site_id, "role": "manager"}, 200)
    sent(client, "/staff/add/", NEW | {"number": "9002", "site": "", "role": "administrator"}, 200)
    assert (found("8005").site_id, found("8005").role) == (stranger.site_id, "manager")
    assert (found("9002").site_id, found("9002").role) == (None, "administrator")


# ------------------------------------------------------------ the file


def test_a_file_is_changed(operator, supervisor):
    client, address = signed_in(supervisor), f"/staff/{operator.pk}/"
    assert 'value="李静"' in page(client, address)
    sent(client, address, on_file(operator, name="李婧", role="supervisor", languages=["en"]))
    staff = found("8001")
    assert (staff.name, staff.role, staff.languages, staff.is_active) == ("李婧", "supervisor", ["en"], True)
    assert "已保存" in page(client, address)


def test_who_left_is_out_at_once(operator, supervisor):
    working = signed_in(operator)
    sent(signed_in(supervisor), f"/staff/{operator.pk}/", on_file(operator, active=""))
    assert not found("8001").is_active
    assert working.get("/register/").status_code == 302


@pytest.mark.parametrize("who", ["supervisor", "administrator"])
def test_nobody_raises_or_shuts_out_themselves(who, request):
    staff = request.getfixturevalue(who)
    client, address = signed_in(staff), f"/staff/{staff.pk}/"
    sent(client, address, on_file(staff, role="operator", active="", name="周主任"))
    staff.refresh_from_db()
    assert (staff.name, staff.role, staff.is_active) == ("周主任", who, True)
    assert "要请别的管理人员来改" in page(client, address)


def test_the_last_administrator_is_kept_also_when_two_act_at_once(administrator, monkeypatch):
    """The other one leaves between the check of the form and the change."""
    other = add(None, "9002", "钱管理", "administrator")
    checked = StaffForm.is_valid

    def meanwhile(form) -> bool:
        good = checked(form)
        leave(administrator)
        return good

    monkeypatch.setattr(StaffForm, "is_valid", meanwhile)
    said = sent(signed_in(administrator), f"/staff/{other.pk}/", on_file(other, active=""), 400)
    assert "钱管理 是最后一位系统管理员" in said
    other.refresh_from_db()
    assert other.is_active


def test_a_new_colleague_belongs_to_a_site_unless_said_otherwise(administrator):
    said = page(signed_in(administrator), "/staff/add/")
    assert re.search(r'<option value="\d+" selected>翠湖花园', said)


def test_people_out_of_reach_are_refused(supervisor, stranger, administrator):
    client = signed_in(supervisor)
    for staff in (stranger, administrator, add(supervisor.site, "7100", "何经理", "manager")):
        for address in ("", "password/", "certify/", "end/"):
            answer = client.post(f"/staff/{staff.pk}/{address}", {"line": "general"})
            assert answer.status_code == 403, address
            assert "属于别的项目，或者岗位比您的高" in answer.content.decode()
    assert client.get("/staff/999999/").status_code == 404


def test_a_new_password_is_shown_once_and_signs_the_person_out(operator, supervisor):
    working, client = signed_in(operator), signed_in(supervisor)
    word = WORD.search(sent(client, f"/staff/{operator.pk}/password/", {}, 200))
    assert word is not None and found("8001").check_password(word[1])
    assert working.get("/register/").status_code == 302
    assert word[1] not in page(client, f"/staff/{operator.pk}/")


def test_ones_own_password_is_changed_elsewhere(supervisor):
    client = signed_in(supervisor)
    assert "右上角的菜单" in sent(client, f"/staff/{supervisor.pk}/password/", {}, 400)
    assert "/accounts/password/change/" in page(client, f"/staff/{supervisor.pk}/")


# ------------------------------------------------------------ certificates


def test_a_certificate_is_given_and_ended(operator, supervisor):
    client, address = signed_in(supervisor), f"/staff/{operator.pk}/"
    assert "还没有上岗证" in page(client, address) and 'value="2026-03-02"' in page(client, address)
    days = {"line": "general", "from_day": "2026-03-01", "until_day": ""}
    sent(client, f"{address}certify/", days)
    assert queries.certified_lines(operator, date(2026, 3, 2)) == ["general"]
    assert "2026-03-01 – 长期" in page(client, address)
    sent(client, f"{address}end/", {"line": "general"})
    assert queries.certified_lines(operator, date(2026, 3, 2)) == []
    assert "已到期" in page(client, address)
    assert "没有这条线路的上岗证" in sent(client, f"{address}end/", {"line": "none"}, 400)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"line": "general", "from_day": "2026-03-05", "until_day": "2026-03-01"}, "截止日早于起始日"),
        ({"line": "general", "from_day": "morgen"}, "请填日期，例如"),
        ({"line": "none", "from_day": "2026-03-05"}, "请从列出的里面选"),
    ],
)
def test_a_certificate_that_makes_no_sense_is_refused(operator, supervisor, fields, sentence):
    said = sent(signed_in(supervisor), f"/staff/{operator.pk}/certify/", fields, 400)
    assert sentence in said and not found("8001").certificates.exists()
