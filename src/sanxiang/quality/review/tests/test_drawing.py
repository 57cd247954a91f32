"""Sealing and drawing: once, repeatable, and nobody chose it."""

from datetime import timedelta

import pytest

from sanxiang.desk.contacts.models import Contact
from sanxiang.desk.contacts.tests.rows import answered_call, missed_call, site_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.quality.review import domain, queries, sampling
from sanxiang.quality.review.models import Bulletin, Population, Sample, SampledCall
from sanxiang.quality.review.quarter import Quarter
from sanxiang.quality.review.tests.conftest import AFTER, CALLED, QUARTER, call, drawn_sample

pytestmark = pytest.mark.django_db


def seal(site, actor, at=AFTER, quarter=QUARTER) -> Sample:
    return domain.seal_sample(site=site.pk, quarter=quarter, at=at, actor=actor)


def test_the_seal_stands_before_the_draw_and_gives_nothing_away(site, manager):
    sample = seal(site, manager)
    assert sample.seal == sampling.seal_of(sample.secret) and len(sample.secret) == 64
    (fact,) = facts_of(f"sample:{sample.pk}")
    assert fact.kind == "review.sealed" and fact.actor == "staff:7001"
    assert fact.data == {"quarter": "2026Q1", "seal": sample.seal}


def test_two_seals_are_never_the_same(site, manager):
    assert seal(site, manager).seal != seal(site_of("另一处"), manager).seal


def test_a_site_has_one_seal_a_quarter(site, manager):
    seal(site, manager)
    with pytest.raises(Refused, match="一个季度只抽一次"):
        seal(site, manager)
    seal(site, manager, quarter=Quarter(2025, 4))


def test_no_seal_before_the_quarter(site, manager):
    with pytest.raises(Refused, match="还没有开始"):
        seal(site, manager, quarter=Quarter(2026, 3))


def test_the_draw_is_of_the_answered_calls_of_the_quarter_and_the_site(site, calls, manager, operator):
    answered_call("before", CALLED - timedelta(days=90), site=site)
    answered_call("after", AFTER - timedelta(hours=1), site=site)
    answered_call("elsewhere", CALLED, site=site_of("另一处"))
    answered_call("going on", CALLED, site=site, over=False)
    missed_call("missed", CALLED, site=site)
    sample = drawn_sample(site, manager)
    ids = [row.call_id for row in calls]
    assert Population.objects.get(sample=sample).calls.split("\n") == sorted(ids)
    assert sample.population_size == 10
    assert sample.population_hash == sampling.population_hash(ids)
    assert sample.until.isoformat() == "2026-04-01T00:00:00+08:00"
    chosen = [row.contact.call_id for row in SampledCall.objects.filter(sample=sample)]
    seed = sampling.seed_of(sample.secret, "314159", site.pk, "2026Q1")
    assert chosen == sampling.ranked(ids, seed)[:4]


def test_within_the_quarter_only_what_has_been_is_drawn(site, calls, manager):
    at = CALLED + timedelta(hours=4, minutes=30)
    sample = seal(site, manager, at=at)
    sample = domain.draw_sample(sample_id=sample.pk, number="1", at=at, actor=manager)
    assert sample.population_size == 5 and sample.until == at


def test_drawing_twice_gives_the_same_sample(site, calls, manager, inspector):
    first = drawn_sample(site, manager)
    chosen = list(SampledCall.objects.values_list("pk", flat=True))
    again = domain.draw_sample(sample_id=first.pk, number="42", at=AFTER, actor=inspector)
    assert (again.number, again.seed, again.drawn_by) == ("314159", first.seed, manager)
    assert list(SampledCall.objects.values_list("pk", flat=True)) == chosen


def test_the_fact_of_the_draw_says_all_that_repeats_it(site, calls, manager):
    sample = drawn_sample(site, manager)
    (fact,) = facts_of(f"sample:{sample.pk}", kinds=["review.drawn"])
    assert fact.data == {
        "quarter": "2026Q1",
        "secret": sample.secret,
        "number": "314159",
        "seed": sample.seed,
        "algorithm": "sha256-rank-1",
        "population": 10,
        "hash": sample.population_hash,
    }


@pytest.mark.parametrize("number", ["", "  ", "abc", "-1", "1" * 41])
def test_the_number_is_a_number(site, calls, manager, number):
    sample = seal(site, manager)
    with pytest.raises(Refused, match="自己想的数字"):
        domain.draw_sample(sample_id=sample.pk, number=number, at=AFTER, actor=manager)


def test_nothing_to_draw_is_said_and_may_be_tried_again(site, manager, operator):
    sample = seal(site, manager)
    with pytest.raises(Refused, match="还没有接通的电话"):
        domain.draw_sample(sample_id=sample.pk, number="1", at=AFTER, actor=manager)
    call(1, site)
    sample = domain.draw_sample(sample_id=sample.pk, number="1", at=AFTER, actor=manager)
    assert SampledCall.objects.filter(sample=sample).count() == 1


def test_a_call_that_cant_be_heard_is_passed_over_on_record(site, operator, manager):
    for number in range(12):
        call(number, site, recorded=number % 2 == 0)
    sample = drawn_sample(site, manager)
    rows = list(SampledCall.objects.filter(sample=sample))
    assert sum(not row.passed for row in rows) == 4
    assert {row.passed for row in rows if row.contact.call_id in {f"c-{n}" for n in range(1, 12, 2)}} <= {
        "no_recording"
    }
    assert domain.audit_sample(sample.pk).audit.good


# ------------------------------------------------------------ the audit


def test_an_audit_draws_again_and_agrees(site, calls, manager):
    found = domain.audit_sample(drawn_sample(site, manager).pk)
    assert found.audit.good and not found.late and not found.gone


def test_an_audit_before_the_draw_has_nothing_to_say(site, manager):
    assert domain.audit_sample(seal(site, manager).pk) is None


def test_calls_that_came_late_are_told_and_are_no_fault(site, calls, manager):
    sample = drawn_sample(site, manager)
    call(11, site)
    found = domain.audit_sample(sample.pk)
    assert found.audit.good and found.late == ["c-11"]


def test_an_audit_sees_a_swapped_call_and_another_seed(site, calls, manager):
    sample = drawn_sample(site, manager)
    out = SampledCall.objects.filter(sample=sample).first()
    other = Contact.objects.exclude(pk__in=SampledCall.objects.values("contact")).first()
    SampledCall.objects.filter(pk=out.pk).update(contact=other)
    assert not domain.audit_sample(sample.pk).audit.sample
    SampledCall.objects.filter(pk=out.pk).update(contact=out.contact)
    Sample.objects.filter(pk=sample.pk).update(seed="0" * 64)
    assert not domain.audit_sample(sample.pk).audit.seed


def test_a_quarter_has_one_bulletin_that_is_due_after_its_end(site, manager):
    first = seal(site, manager)
    seal(site_of("另一处"), manager)
    assert Bulletin.objects.count() == 1
    (fact,) = facts_of(f"bulletin:{first.quarter}", kinds=["review.bulletin_opened"])
    assert fact.data["due_at"] == "2026-04-16T00:00:00+08:00"


def test_the_list_of_samples_reads_no_secret(site, manager, django_assert_num_queries):
    seal(site, manager)
    with django_assert_num_queries(1) as seen:
        list(queries.samples(site.pk))
    assert '"secret"' not in seen.captured_queries[0]["sql"]
