"""Lines and the links that ring them."""

from datetime import timedelta

import pytest

from sanxiang.desk.contacts import queries
from sanxiang.desk.contacts.domain import lines
from sanxiang.desk.contacts.models import CallLink, Line
from sanxiang.desk.contacts.tests.rows import START, offered, site_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.office.estate.domain import add_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def line(site):
    return lines.add_line(site=site.pk, key="general", name="总机", at=START)


def test_a_line_has_its_cadence_and_its_patience(site):
    line = lines.add_line(
        site=site.pk, key="hk", name="香港线", number="2345", on_s=0.4, off_s=3.0, ring_for_s=20, at=START
    )
    assert (line.cycle_s, line.ring_for_s, line.emergency) == (pytest.approx(3.4), 20, False)
    assert [fact.kind for fact in facts_of("line:hk")] == ["line.added"]
    assert queries.line_by_key("hk") == line and queries.line_by_key("none") is None


@pytest.mark.parametrize("figure", ["on_s", "off_s", "ring_for_s", "give_up_s"])
def test_a_line_that_would_never_ring_is_refused(site, figure):
    with pytest.raises(Refused, match="都应大于零"):
        lines.add_line(site=site.pk, key="general", name="总机", at=START, **{figure: 0})
    assert not Line.objects.exists()


def test_a_key_is_given_once(site, line):
    with pytest.raises(Refused, match="general 已经有了"):
        lines.add_line(site=site.pk, key="general", name="又一条", at=START)


@pytest.mark.parametrize("key", ["", "客服", "Repair", "a b", "-x", "x" * 41])
def test_a_key_that_no_address_can_hold_is_refused(site, key):
    with pytest.raises(Refused, match="只用小写字母"):
        lines.add_line(site=site.pk, key=key, name="总机", at=START)


FIGURES = {"on_s": 1.0, "off_s": 4.0, "ring_for_s": 15.0, "give_up_s": 60.0}


def change(line, **new):
    stands = {"name": line.name, "number": "", "language": "zh", "emergency": False, "active": True}
    return lines.change_line(key=line.key, at=START, actor="staff:8003", **(stands | FIGURES | new))


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ({"on_s": 0}, "都应大于零"),
        ({"off_s": -1}, "都应大于零"),
        ({"ring_for_s": 4.9}, "应够响一声"),
        ({"give_up_s": 14}, "不应短于每席振铃"),
    ],
)
def test_figures_that_make_no_sense_change_nothing(line, figures, sentence):
    with pytest.raises(Refused, match=sentence):
        change(line, **figures)
    line.refresh_from_db()
    assert (line.on_s, line.off_s, line.ring_for_s, line.give_up_s) == tuple(FIGURES.values())
    assert [fact.kind for fact in facts_of("line:general")] == ["line.added"]


def test_a_change_of_a_line_keeps_what_stood(line):
    change(line, name="服务热线", ring_for_s=20.0, active=False)
    found = queries.line_by_key("general")
    assert found is not None and (found.name, found.ring_for_s, found.active) == ("服务热线", 20.0, False)
    assert facts_of("line:general")[-1].data == {
        "before": {"name": "总机", "ring_for_s": 15.0, "active": True}
    }


def test_a_line_out_of_use_gets_no_links(line):
    with pytest.raises(Refused, match="线路已停用"):
        lines.make_link(line=change(line, active=False), at=START)


def test_a_link_names_units_of_its_own_site_only(site, line):
    other = site_of("另一处")
    unit = add_unit(site=other.pk, code="9-9", label="9栋9", at=START)
    with pytest.raises(Refused, match="不属于线路所在的项目"):
        lines.make_link(line=line, unit_id=unit.pk, at=START)
    assert not CallLink.objects.exists()


def test_lines_say_how_many_links_ring_them(site, line):
    idle = lines.add_line(site=site.pk, key="fee", name="收费", at=START)
    day = timedelta(days=1)
    live = [lines.make_link(line=line, at=START) for _two in range(2)]
    revoked = lines.make_link(line=line, at=START)
    expired = lines.make_link(line=line, expires_at=START + day, at=START)
    lines.revoke_link(link_id=revoked.pk, at=START, actor="staff:8003")
    counts = {row.key: row.live_links for row in queries.lines_with_links(site.pk, START + day)}
    assert counts == {"general": 2, "fee": 0}
    assert set(queries.live_links(line, START + day)) == set(live)
    assert set(queries.dead_links(line, START + day)) == {revoked, expired}
    assert expired in queries.live_links(line, START) and not queries.dead_links(idle, START)
    assert queries.link(live[0].pk) == live[0] and queries.link(0) is None


def test_a_link_is_found_by_its_token_until_it_is_revoked(site, line):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    link = lines.make_link(line=line, unit_id=unit.pk, place=" 大堂 ", at=START)
    found = queries.link_by_token(link.token)
    assert found == link and found.unit == unit and found.place == "大堂"
    lines.revoke_link(link_id=link.pk, at=START, actor="staff:8001")
    link.refresh_from_db()
    assert link.revoked_at == START
    assert [fact.kind for fact in facts_of(f"link:{link.pk}")] == ["link.made", "link.revoked"]


def test_revoking_twice_keeps_the_first_moment(line):
    link = lines.make_link(line=line, at=START)
    lines.revoke_link(link_id=link.pk, at=START, actor="staff:8001")
    lines.revoke_link(link_id=link.pk, at=START + timedelta(days=1), actor="staff:8001")
    link.refresh_from_db()
    assert link.revoked_at == START and len(facts_of(f"link:{link.pk}")) == 2


def test_tokens_are_never_alike(line):
    made = {lines.make_link(line=line, at=START).token for _ in range(50)}
    assert len(made) == 50 and min(map(len, made)) >= 16


@pytest.mark.parametrize("expires", [START, START - timedelta(days=1)])
def test_a_link_that_would_be_dead_at_once_is_refused(line, expires):
    with pytest.raises(Refused, match="有效期已经过去"):
        lines.make_link(line=line, at=START, expires_at=expires)
    assert not CallLink.objects.exists()


def test_lines_and_links_of_a_site(site, line):
    other = site_of("另一处")
    second = lines.add_line(site=other.pk, key="second", name="分机", at=START)
    link = lines.make_link(line=second, at=START)
    assert list(queries.lines(site.pk)) == [line]
    assert set(queries.lines(None)) == {line, second}
    assert list(queries.links(other.pk)) == [link] and not queries.links(site.pk)


def test_a_call_through_a_link_knows_its_unit_and_place(site, line):
    unit = add_unit(site=site.pk, code="3-2-1001", label="3栋2单元1001", at=START)
    link = lines.make_link(line=line, unit_id=unit.pk, at=START)
    offered("c-1", site=site.pk, unit=unit.pk, link=link.pk, place="大堂")
    row = queries.contact_of_call("c-1")
    assert row is not None
    assert (row.unit, row.link, row.place, row.unit_text) == (unit, link, "大堂", "3栋2单元1001")


def test_a_link_or_unit_of_another_installation_is_left_out(site):
    offered("c-1", site=9_999, unit=9_999, link=9_999)
    row = queries.contact_of_call("c-1")
    assert row is not None
    assert (row.unit_id, row.link_id, row.site_id) == (None, None, site.pk)
