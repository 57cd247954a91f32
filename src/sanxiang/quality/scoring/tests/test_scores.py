"""Scores are added as calls end, rows close and clauses change, and never rewritten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from sanxiang.desk.contacts.domain import callbacks, register
from sanxiang.desk.contacts.models import Callback
from sanxiang.desk.contacts.queries import register as register_of
from sanxiang.desk.contacts.tests.rows import (
    START,
    answered_call,
    missed_call,
    offered,
    site_of,
    staff_of,
)
from sanxiang.kernel.facts.facts import Fact
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.kernel.ids import new_id
from sanxiang.quality.scoring import queries, reactions
from sanxiang.rules.editions.current import company_file

pytestmark = pytest.mark.django_db
LATER = START + timedelta(minutes=5)


@pytest.fixture
def site():
    return site_of()


@pytest.fixture
def operator(site):
    return staff_of(site)


def fact(row, kind="call.ended", /, **data):
    subject = f"contact:{row.pk}"
    return Fact(id=new_id(), at=LATER, kind=kind, subject=subject, site=row.site_id, data=data)


def close(contact, operator, category="repair"):
    register.close(contact_id=contact.pk, fields={"category": category}, at=LATER, actor=operator)
    return fact(contact, "contact.closed")


def close_again(contact, operator):
    register.correct(
        contact_id=contact.pk, field="category", new="repair", reason="选错了", at=LATER, actor=operator
    )
    return fact(contact, "contact.corrected")


def verdicts(score):
    return {one.clause: one.verdict for one in queries.findings_of(score)}


def latest(call):
    made, findings = queries.latest_with_findings(call)
    return made, {one.clause: one for one in findings}


def test_an_ended_call_is_scored_provisionally(site, operator):
    contact = answered_call(site=site)
    reactions.on_call_ended(fact(contact))
    made, _ = latest("c-1")
    assert (made.final, made.score, made.profile) == (False, Decimal("100.0"), "property")
    assert made.edition.startswith("property@")
    found = verdicts(made)
    assert (found["ANS-1"], found["TLK-8"], found["TLK-19"]) == ("met", "met", "met")
    assert (found["REG-3"], found["TLK-12"]) == ("not_observed", "not_observed")


def test_a_closed_row_is_scored_finally_and_the_earlier_result_stands(site, operator):
    contact = answered_call(site=site)
    reactions.on_call_ended(fact(contact))
    reactions.on_contact_closed(close(contact, operator))
    first, second = queries.history("c-1")
    assert (first.final, second.final, second.number) == (False, True, 2)
    assert verdicts(first)["TLK-12"] == "not_observed" and verdicts(second)["TLK-12"] == "missed"
    assert queries.latest_of("c-1") == second


def test_the_same_news_twice_adds_nothing(site, operator):
    contact = answered_call(site=site)
    closed = close(contact, operator)
    for _ in range(2):
        reactions.on_call_ended(fact(contact))
        reactions.on_contact_closed(closed)
    assert [row.final for row in queries.history("c-1")] == [False, True]
    assert [one.kind for one in facts_of(f"contact:{contact.pk}")].count("score.made") == 2


def test_a_provisional_result_that_comes_late_does_not_replace_the_final_one(site, operator):
    contact = answered_call(site=site)
    reactions.on_contact_closed(close(contact, operator))
    reactions.on_call_ended(fact(contact))
    assert queries.latest_of("c-1").final and queries.latest_scores(["c-1"])["c-1"].final


def test_a_correction_there_and_back_is_three_results(site, operator):
    contact = answered_call(site=site)
    reactions.on_contact_closed(close(contact, operator, "wrong_number"))
    for category in ("repair", "wrong_number"):
        register.correct(
            contact_id=contact.pk, field="category", new=category, reason="选错了", at=LATER, actor=operator
        )
        reactions.on_contact_closed(fact(contact, "contact.corrected"))
    rows = queries.history("c-1")
    assert [verdicts(row)["TLK-12"] for row in rows] == ["not_applicable", "missed", "not_applicable"]
    assert rows[0].content == rows[2].content


def test_another_edition_adds_a_result(site, operator, home):
    contact = answered_call(site=site)
    closed = close(contact, operator)
    reactions.on_contact_closed(closed)
    company_file().parent.mkdir(parents=True, exist_ok=True)
    company_file().write_text(
        'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
        "[[clauses.values]]\nfrom = 2026-03-01\nlimit = 1\nbest = [1, 1]\n",
        encoding="utf-8",
    )
    try:
        reactions.on_contact_closed(closed)
    finally:
        company_file().unlink()
    first, second = queries.history("c-1")
    assert first.edition != second.edition
    assert (verdicts(first)["ANS-1"], verdicts(second)["ANS-1"]) == ("met", "missed")


def test_a_missed_call_is_scored_without_a_row(site, operator):
    contact = missed_call(site=site)
    reactions.on_call_ended(fact(contact))
    made, found = latest("m-1")
    assert (made.score, found["ANS-1"].verdict) == (Decimal("0.0"), "missed")
    assert found["ANS-1"].evidence == [[0.0, 60.0]]


def test_ringing_back_a_broken_call_belongs_to_its_score(site, operator):
    contact = answered_call(site=site, by="system", why="vanished")
    reactions.on_call_ended(fact(contact))
    assert latest("c-1")[1]["TLK-20"].verdict == "not_observed"
    task = Callback.objects.get(contact=contact)
    at = contact.ended_at + timedelta(seconds=40)
    callbacks.keep(callback_id=task.pk, call_id="c-2", at=at, actor=operator)
    reactions.on_callback_kept(fact(contact, "callback.kept", contact=str(contact.pk), call="c-2"))
    made, found = latest("c-1")
    assert found["TLK-20"].verdict == "met" and not made.final


def test_a_call_whose_beginning_is_still_on_its_way_waits(site, operator):
    offered("c-9", site=site.pk)
    contact = answered_call("c-9", site=site)
    contact.events.filter(event="offered").delete()
    reactions.on_call_ended(fact(contact))
    assert queries.latest_of("c-9") is None


def test_the_fact_tells_who_and_how_much(site, operator):
    contact = answered_call(site=site)
    reactions.on_call_ended(fact(contact))
    told = facts_of(f"contact:{contact.pk}", kinds=["score.made"])[0]
    assert (told.site, told.data["score"], told.data["contact"]) == (site.pk, 100.0, str(contact.pk))


def test_two_results_of_one_number_are_refused(site, operator):
    reactions.on_call_ended(fact(answered_call(site=site)))
    row = queries.latest_of("c-1")
    row.pk = new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_the_sentence_is_told_in_the_readers_language(site, operator):
    reactions.on_call_ended(fact(answered_call(site=site)))
    finding = latest("c-1")[1]["ANS-1"]
    with translation.override("zh-hans"):
        assert finding.says == "第 2 声接起。"


@pytest.mark.parametrize("calls", [1, 3])
def test_a_list_of_scores_takes_one_query(site, operator, calls, django_assert_num_queries):
    ids = [f"c-{number}" for number in range(calls)]
    for call in ids:
        contact = answered_call(call, site=site)
        reactions.on_call_ended(fact(contact))
        reactions.on_contact_closed(close(contact, operator))
    with django_assert_num_queries(1):
        found = queries.latest_scores([*ids, "unknown"])
    assert found.keys() == set(ids) and all(row.final for row in found.values())
    with django_assert_num_queries(2):
        made, findings = queries.latest_with_findings("c-0")
    assert len(findings) == len(made.verdicts) > 10


def test_what_counts_of_many_calls_with_whose_they_were(site, operator, django_assert_num_queries):
    for number in range(3):
        contact = answered_call(f"c-{number}", START + timedelta(hours=number), site=site)
        reactions.on_call_ended(fact(contact))
        if number != 1:  # the row of c-1 is still open
            reactions.on_contact_closed(close(contact, operator, "wrong_number"))
            reactions.on_contact_closed(close_again(contact, operator))
    with django_assert_num_queries(3):
        rows = queries.standings(register_of(site=site.pk))
    assert [(row.call_id, row.staff, row.category) for row in rows] == [
        ("c-0", "8001", "repair"),
        ("c-2", "8001", "repair"),
    ]
    assert rows[0].verdicts["TLK-12"] == "missed" and rows[0].score == float(queries.latest_of("c-0").score)
    assert queries.standings(register_of(site=site.pk, category="fee")) == []
