"""Staff on file: what is kept, what is refused, and who may do it."""

from datetime import UTC, date, datetime

import pytest
import rules

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.people import domain, queries
from sanxiang.office.people.models import Certificate, Staff
from sanxiang.office.people.passwords import new_password
from sanxiang.office.people.permissions import roles_given_by

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
DAY = date(2026, 3, 2)


@pytest.fixture
def site():
    return domain.add_site(name="翠湖花园", company="安居物业", desk_name="翠湖花园客服中心", at=AT)


def add(number: str, role: str = "operator", site=None) -> Staff:
    return domain.add_staff(
        number=number, name="李静", role=role, site=site.pk if site else None, password=new_password(), at=AT
    )


def change(staff: Staff, actor: str = "staff:1", **new):
    stands = {
        "name": staff.name,
        "role": staff.role,
        "site": staff.site_id,
        "active": staff.is_active,
        "languages": staff.languages,
    }
    return domain.change_staff(number=staff.username, at=AT, actor=actor, **(stands | new))


def kinds(number: str) -> list[str]:
    return [fact.kind for fact in facts_of(f"staff:{number}")]


def test_a_change_keeps_the_earlier_words(site):
    change(add("8001", site=site), name="李婧", languages=["zh", "yue"])
    found = queries.staff_by_number("8001")
    assert found is not None and (found.name, found.languages) == ("李婧", ["zh", "yue"])
    assert facts_of("staff:8001")[-1].data["before"] == {
        "name": "李静",
        "role": "operator",
        "site": site.pk,
        "active": True,
        "languages": ["zh"],
    }


def test_a_taken_number_is_refused(site):
    add("8001", site=site)
    with pytest.raises(Refused, match="8001 已有人使用"):
        add("8001")
    assert kinds("8001") == ["staff.added"]


def test_who_left_keeps_certificates_and_can_come_back(site):
    staff = add("8001", site=site)
    domain.certify(number="8001", line="general", from_day=DAY, until_day=None, at=AT, actor="staff:1")
    change(staff, active=False)
    staff.refresh_from_db()
    assert not staff.is_active and staff.certificates.count() == 1
    assert queries.present_states(site.pk) == []
    assert [one.staff for one in queries.present_states(site.pk, also_left=True)] == [staff]
    assert change(staff, active=True).is_active


def test_nobody_shuts_themselves_out(site):
    staff = add("8001", "supervisor", site)
    with pytest.raises(Refused, match="不能停用自己"):
        change(staff, actor="staff:8001", active=False)
    staff.refresh_from_db()
    assert staff.is_active and kinds("8001") == ["staff.added"]


@pytest.mark.parametrize("new", [{"active": False}, {"role": "operator"}, {"site": "moved"}])
def test_the_last_administrator_stays(site, new):
    last = add("9001", "administrator")
    gone = add("9002", "administrator")
    change(gone, active=False)
    add("9003", "administrator", site)  # of one site: can't manage the company's people
    if "site" in new:
        new = {"site": site.pk}
    with pytest.raises(Refused, match="最后一位系统管理员"):
        change(last, **new)
    change(gone, active=True)
    change(last, **new)
    last.refresh_from_db()
    assert kinds("9001") == ["staff.added", "staff.changed"]


def test_an_administrator_may_change_their_own_name(site):
    assert change(add("9001", "administrator"), actor="staff:9001", name="赵管理").name == "赵管理"


def test_a_certificate_holds_from_day_to_day(site):
    staff = add("8001", site=site)
    end = date(2026, 3, 9)
    domain.certify(number="8001", line="lift", from_day=DAY, until_day=end, at=AT, actor="staff:1")
    days = [date(2026, 3, 1), DAY, end, date(2026, 3, 10)]
    assert [queries.certified_lines(staff, day) for day in days] == [[], ["lift"], ["lift"], []]
    with pytest.raises(Refused, match="截止日早于起始日"):
        domain.certify(number="8001", line="lift", from_day=end, until_day=DAY, at=AT, actor="staff:1")


def test_an_ended_certificate_holds_no_more_from_that_day_on(site):
    staff = add("8001", site=site)
    domain.certify(number="8001", line="lift", from_day=DAY, until_day=None, at=AT, actor="staff:1")
    ended = date(2026, 3, 5)
    for _twice in range(2):
        domain.end_certificate(number="8001", line="lift", day=ended, at=AT, actor="staff:1")
    assert queries.certified_lines(staff, date(2026, 3, 4)) == ["lift"]
    assert queries.certified_lines(staff, ended) == []
    assert kinds("8001") == ["staff.added", "staff.certified", "staff.certificate_ended"]
    assert facts_of("staff:8001")[-1].data == {"line": "lift", "from": "2026-03-02", "until": "2026-03-04"}


def test_a_certificate_that_never_held_goes(site):
    add("8001", site=site)
    domain.certify(number="8001", line="lift", from_day=DAY, until_day=None, at=AT, actor="staff:1")
    domain.end_certificate(number="8001", line="lift", day=DAY, at=AT, actor="staff:1")
    assert not Certificate.objects.exists()
    with pytest.raises(Refused, match="没有这条线路的上岗证"):
        domain.end_certificate(number="8001", line="lift", day=DAY, at=AT, actor="staff:1")


def test_made_up_passwords_are_good_enough_and_never_alike(site):
    made = {new_password() for _ in range(200)}
    assert len(made) == 200 and all(len(word) == 14 for word in made)
    add("8001", site=site)
    domain.set_password(number="8001", password=made.pop(), at=AT, actor="staff:1")
    with pytest.raises(Refused):
        domain.set_password(number="8001", password="8001", at=AT, actor="staff:1")
    assert kinds("8001") == ["staff.added", "staff.password_set"]


# ------------------------------------------------------------ who may


@pytest.mark.parametrize(
    ("who", "whom", "same", "may"),
    [
        ("supervisor", "operator", True, True),
        ("supervisor", "supervisor", True, True),
        ("supervisor", "manager", True, False),
        ("supervisor", "administrator", True, False),
        ("supervisor", "operator", False, False),
        ("manager", "manager", True, True),
        ("manager", "inspector", True, False),
        ("administrator", "administrator", True, True),
        ("administrator", "operator", False, False),
        ("inspector", "operator", True, False),
        ("operator", "operator", True, False),
    ],
)
def test_who_may_change_whom(site, who, whom, same, may):
    other = domain.add_site(name="别处", company="安居物业", desk_name="别处客服中心", at=AT)
    person, thing = add("1", who, site), add("2", whom, site if same else other)
    assert rules.has_perm("people.change_staff", person, thing) is may


def test_people_of_the_whole_company_are_out_of_a_sites_reach(site):
    boss, supervisor = add("9001", "administrator"), add("8003", "supervisor", site)
    assert not rules.has_perm("people.change_staff", supervisor, add("8004", "operator"))
    assert rules.has_perm("people.change_staff", boss, supervisor)
    assert rules.has_perm("people.change_staff", boss, add("9002", "administrator"))
    assert "administrator" not in roles_given_by(supervisor) and "administrator" in roles_given_by(boss)
