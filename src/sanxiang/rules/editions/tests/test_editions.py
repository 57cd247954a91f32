"""Every edition is kept and can be opened again; the company's file is changed with its row or not at all."""

from datetime import UTC, date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.models import FactRow
from sanxiang.rules.editions import company_file, current, domain, queries
from sanxiang.rules.editions.content import pack, unpack
from sanxiang.rules.editions.models import EditionRow
from sanxiang.rules.rulebook import BadRulebook, open_edition
from sanxiang.rules.rulebook.edit import set_figures

AT = datetime(2026, 11, 2, 1, tzinfo=UTC)
DAY = date(2026, 11, 2)
OWN = 'base = "property"\ndate = 2026-10-01\n[[clauses]]\nid = "ANS-1"\npoints = 7\n'


@pytest.fixture(autouse=True)
def company(settings, tmp_path, monkeypatch):
    settings.HOME = tmp_path
    monkeypatch.setattr(current, "_kept", None)
    monkeypatch.setattr(queries, "_open", {})
    (tmp_path / "rulebook").mkdir()
    yield company_file.company_file()
    current.faults.clear()


def in_force():
    return current.standing().edition.id


def told():
    return list(FactRow.objects.filter(kind="rulebook.changed").values_list("actor", "data__origin"))


def test_an_edition_comes_back_as_it_was():
    edition = open_edition("property")
    again = unpack(edition.id, pack(edition.doc))
    assert again == edition and again.on(DAY) == edition.on(DAY)


@pytest.mark.django_db
def test_the_first_edition_is_kept_and_is_no_change():
    row = domain.take_in(AT)
    assert (row.edition, row.origin, row.text) == (in_force(), "program", "")
    assert domain.take_in(AT).pk == row.pk and told() == []


@pytest.mark.django_db
def test_a_file_changed_by_hand_is_taken_in_when_it_is_seen(company):
    domain.take_in(AT)
    company.write_text(OWN, encoding="utf-8")
    row = domain.take_in(AT)
    assert (row.origin, row.text, row.by) == ("file", OWN, "")
    assert told() == [("system", "file")]


@pytest.mark.django_db
def test_a_kept_edition_is_opened_after_the_file_has_moved_on(company):
    company.write_text(OWN, encoding="utf-8")
    first = domain.take_in(AT).edition
    company.write_text(OWN.replace("7", "9.5"), encoding="utf-8")
    second = domain.take_in(AT).edition
    points = [queries.edition_by_id(one).on(DAY).clause("ANS-1").points for one in (first, second)]
    assert points == [7, 9.5]
    assert queries.edition_by_id("property@2020-01-01+000000000000") is None


@pytest.mark.django_db
def test_saving_writes_the_file_and_keeps_the_edition(company):
    row = domain.save(OWN, by="staff:7001", at=AT, based_on=in_force(), note="会议决定")
    assert company.read_text(encoding="utf-8") == OWN
    assert (row.edition, row.by, row.note, row.origin) == (in_force(), "staff:7001", "会议决定", "screen")
    assert told() == [("staff:7001", "screen")]
    assert [one.name for one in company.parent.iterdir()] == ["company.toml"]


@pytest.mark.django_db
def test_a_text_with_faults_changes_nothing_and_names_every_line(company):
    with pytest.raises(BadRulebook) as caught:
        domain.save(OWN + "ponits = 3\nunit = 4\n", by="staff:7001", at=AT, based_on=in_force())
    assert [fault.line for fault in caught.value.faults] == [6, 7]
    assert not company.exists() and not EditionRow.objects.exists()


@pytest.mark.django_db
def test_a_text_for_another_profile_is_refused():
    with pytest.raises(BadRulebook, match="property"):
        domain.save('id = "x"\ndate = 2026-01-01\n', by="", at=AT, based_on=in_force())


@pytest.mark.django_db
def test_a_file_that_can_t_be_written_leaves_no_edition(company, monkeypatch):
    before = in_force()
    monkeypatch.setattr(company_file, "write", lambda text: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        domain.save(OWN, by="staff:7001", at=AT, based_on=before)
    assert not EditionRow.objects.filter(by="staff:7001").exists() and in_force() == before


@pytest.mark.django_db
def test_who_saves_what_was_made_from_an_older_edition_is_told():
    before = in_force()
    domain.save(OWN, by="staff:7001", at=AT, based_on=before)
    with pytest.raises(Refused) as caught:
        domain.save(OWN.replace("7", "8"), by="staff:7002", at=AT, based_on=before)
    assert (caught.value.code, caught.value.status) == ("changed", 409)


@pytest.mark.django_db
def test_saving_the_same_again_is_refused():
    domain.save(OWN, by="staff:7001", at=AT, based_on=in_force())
    with pytest.raises(Refused) as caught:
        domain.save(OWN, by="staff:7001", at=AT, based_on=in_force())
    assert caught.value.code == "same"


@pytest.mark.django_db
def test_an_earlier_edition_that_comes_back_is_in_force_again(company):
    company.write_text(OWN, encoding="utf-8")
    first = domain.take_in(AT)
    domain.save(OWN.replace("7", "8"), by="staff:7001", at=AT + timedelta(hours=1), based_on=in_force())
    domain.save(OWN, by="staff:7001", at=AT + timedelta(hours=2), based_on=in_force())
    assert queries.latest("property").pk == first.pk and EditionRow.objects.count() == 2
    assert len(told()) == 2


@pytest.mark.django_db
def test_after_a_restart_a_faulty_file_leaves_the_last_kept_edition(company, monkeypatch):
    company.write_text(OWN, encoding="utf-8")
    good = domain.take_in(AT).edition
    company.write_text("base = [", encoding="utf-8")
    monkeypatch.setattr(current, "_kept", None)
    assert in_force() == good and current.standing().faults


@pytest.mark.django_db
def test_a_form_changes_one_figure_from_a_day():
    domain.change(
        lambda text: set_figures(text, "clauses", "ANS-1", {"limit": 4}, date(2026, 12, 1)),
        on=DAY, by="staff:7001", at=AT, based_on=in_force(),
    )  # fmt: skip
    limits = [current.rulebook_on(day).clause("ANS-1").limit for day in (DAY, date(2026, 12, 1))]
    assert limits == [3, 4]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_at_once_one_is_told():
    before, both, outcomes = in_force(), Barrier(2), []

    def save(points):
        try:
            both.wait()
            domain.save(OWN.replace("7", points), by="staff:7001", at=AT, based_on=before)
            outcomes.append("saved")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [Thread(target=save, args=(points,)) for points in ("8", "9")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["changed", "saved"]
    assert queries.latest("property").edition == in_force()
