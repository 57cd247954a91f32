"""Calls judged again by another edition: results are added, in chunks, and a killed run goes on."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sanxiang.desk.contacts.domain import register
from sanxiang.desk.contacts.tests.rows import START, answered_call, missed_call, offered, site_of, staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.quality.audio.model import VERSION
from sanxiang.quality.scoring import chunk, queries, rescoring
from sanxiang.quality.scoring.models import Score, SoundAnalysis
from sanxiang.quality.scoring.rescoring import rescore
from sanxiang.quality.scoring.storing import Keeper
from sanxiang.quality.scoring.tests.calls import sound, speech
from sanxiang.rules.editions.current import company_file
from sanxiang.rules.editions.domain import take_in

pytestmark = pytest.mark.django_db
LATER = START + timedelta(days=1)
STRICTER = (
    'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
    "[[clauses.values]]\nfrom = 2026-03-01\nlimit = 1\nbest = [1, 1]\n"
)


@pytest.fixture
def stricter(home):
    company_file().parent.mkdir(parents=True, exist_ok=True)
    first = take_in(START).edition
    company_file().write_text(STRICTER, encoding="utf-8")
    yield first, take_in(LATER).edition
    company_file().unlink()


@pytest.fixture
def calls():
    """Two answered calls, the first with its row closed; a missed one; and one that goes on."""
    site = site_of()
    operator = staff_of(site)
    done = answered_call("c-0", site=site)
    register.close(contact_id=done.pk, fields={"category": "repair"}, at=LATER, actor=operator)
    answered_call("c-1", START + timedelta(days=1), site=site)
    missed_call("m-2", START + timedelta(days=2), site=site)
    offered("g-3", START + timedelta(days=3), site=site.pk)


def verdict(call, clause="ANS-1"):
    made, findings = queries.latest_with_findings(call)
    return {one.clause: one.verdict for one in findings}[clause], made.final


def test_another_edition_adds_results_beside_the_earlier_ones(calls, stricter):
    first, second = stricter
    assert rescore(first, at=LATER).added == 3
    before = list(Score.objects.order_by("id").values())
    assert [verdict(call) for call in ("c-0", "c-1")] == [("met", True), ("met", False)]
    came_to = rescore(second, at=LATER)
    assert (came_to.done, came_to.total, came_to.added) == (3, 3, 3)
    assert [verdict(call) for call in ("c-0", "c-1")] == [("missed", True), ("missed", False)]
    assert list(Score.objects.order_by("id").values())[:3] == before
    assert [row.number for row in queries.history("c-0")] == [1, 2]
    assert facts_of(f"edition:{second}")[0].data["added"] == 3


def test_a_second_run_adds_nothing_and_a_killed_one_goes_on(calls, stricter, monkeypatch):
    _first, second = stricter
    monkeypatch.setattr(rescoring, "CHUNK", 1)

    def killed(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rescore(second, at=LATER, told=killed)
    assert Score.objects.count() == 1
    assert [rescore(second, at=LATER).added for _ in range(2)] == [2, 0]


def test_only_calls_since_a_day(calls, stricter):
    assert rescore(stricter[1], at=LATER, since=date(2026, 3, 3)).done == 2


def test_an_edition_that_was_never_kept_is_refused(calls):
    with pytest.raises(Refused, match="没有保存过"):
        rescore("property@2020-01-01+000000000000", at=LATER)


def test_what_was_heard_is_used_and_not_listened_to_again(calls, stricter):
    kept = sound(speech((0.5, 20.0), rate=300.0), speech((21, 22))).sound
    SoundAnalysis.objects.create(call_id="c-0", version=VERSION, content=kept.as_json(), made_at=LATER)
    rescore(stricter[0], at=LATER)
    heard = {one.clause: one.verdict for one in queries.latest_with_findings("c-0")[1]}
    unheard = {one.clause: one.verdict for one in queries.latest_with_findings("c-1")[1]}
    assert heard.keys() == unheard.keys()
    assert heard.get("TLK-4", "missed") == "missed" and unheard.get("TLK-4", "not_observed") == "not_observed"


def test_a_result_that_another_worker_adds_meanwhile_is_counted_on(calls, stricter, monkeypatch):
    first, second = stricter
    standing = chunk._standing
    tries = []

    def meanwhile(ids):
        found = standing(ids)
        tries.append(ids)
        if len(tries) == 1:
            rescore(first, at=LATER)
        return found

    rescore(second, at=LATER)
    Score.objects.filter(call_id="c-1").delete()
    monkeypatch.setattr(chunk, "_standing", meanwhile)
    with transaction.atomic():
        assert chunk.rescore_calls(["c-1"], second, LATER, Keeper()) == 1
    assert [row.edition for row in queries.history("c-1")] == [first, second]


@pytest.mark.parametrize("count", [2, 6])
def test_a_chunk_takes_as_many_queries_however_many_calls_it_holds(
    stricter, count, django_assert_max_num_queries
):
    site = site_of()
    for number in range(count):
        answered_call(f"c-{number}", START + timedelta(minutes=number), site=site)
    keeper, calls = Keeper(), [f"c-{number}" for number in range(count)]
    chunk.rescore_calls(calls, stricter[0], LATER, keeper)
    with django_assert_max_num_queries(17):  # some of them for sentences that are new
        assert chunk.rescore_calls(calls, stricter[1], LATER, keeper) == count
