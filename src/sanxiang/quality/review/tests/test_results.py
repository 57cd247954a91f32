"""The average and the spread, calibration, appeals with their rulings, the bulletin."""

from decimal import Decimal

import pytest

from sanxiang.desk.contacts.tests.rows import site_of, staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.quality.review import domain, queries
from sanxiang.quality.review.models import Bulletin, Calibration, Sheet
from sanxiang.quality.review.tests.conftest import AFTER, CALLED, ITEMS, QUARTER, review, taken

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(given):
    return taken(given)[0]


def test_the_result_is_the_average_with_its_spread(first):
    done = review(first, 4, 4, 5)
    assert (done.average, done.spread, done.points) == (Decimal("86.7"), Decimal("20.0"), Decimal("86.7"))
    (fact,) = facts_of(f"reviewed:{first.pk}")
    assert fact.kind == "review.published" and fact.data["points"] == 86.7


def test_agreement_is_of_the_settled_calls_and_of_each_item(given):
    calls = taken(given)
    review(calls[0], 5, 5, 5)
    review(calls[1], 1, 1, 1)
    found = queries.agreement(queries.settled(given.pk), ITEMS, 5)
    assert set(found) == {"all", *ITEMS} and {one.value for one in found.values()} == {1}
    assert found["wording"].units == 2


def test_the_operator_reads_only_the_published_results_of_their_own_calls(first, operator, manager):
    assert not queries.own_results(operator)
    review(first, 4, 4, 5)
    assert [one.pk for one in queries.own_results(operator)] == [first.pk]
    assert not queries.own_results(manager)


# ------------------------------------------------------------ calibration


def calibrate(call_, actor, mark=3, notes="听法不同，按条款重听后一致", present=("6002", "6003", "6004")):
    domain.calibrate(
        sampled_id=call_.pk,
        notes=notes,
        marks=dict.fromkeys(ITEMS, mark),
        present=present,
        at=AFTER,
        actor=actor,
    )


def test_too_far_apart_goes_to_calibration_and_isnt_out(first, operator, manager):
    done = review(first, 2, 4, 5)
    assert done.spread == 60 and done.points is None and done.published_at is None
    assert not queries.own_results(operator)
    assert [one.kind for one in facts_of(f"reviewed:{first.pk}")] == ["review.apart"]


def test_the_agreed_mark_counts_and_the_first_marks_stay(first, manager, operator):
    review(first, 2, 4, 5)
    calibrate(first, manager, mark=3)
    first.refresh_from_db()
    assert (first.average, first.points) == (Decimal("73.3"), Decimal("60.0"))
    assert sorted(one.marks["wording"] for one in first.sheets.all()) == [2, 4, 5]
    kept = Calibration.objects.get(sampled=first)
    assert kept.present == ["6002", "6003", "6004"] and kept.points == 60 and kept.closed_by == manager
    assert list(queries.own_results(operator)) == [first]
    with pytest.raises(Refused, match="已经结束"):
        calibrate(first, manager, mark=5)


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"present": ("6002", "7001")}, "至少两位"),
        ({"notes": " "}, "为什么看法不同"),
        ({"mark": 6}, "0 到 5"),
    ],
)
def test_a_session_is_held_in_earnest(first, manager, other, says):
    review(first, 2, 4, 5)
    with pytest.raises(Refused, match=says):
        calibrate(first, manager, **other)


def test_notes_are_kept_while_the_session_goes_on(first, manager):
    review(first, 2, 4, 5)
    domain.note_calibration(sampled_id=first.pk, notes="先听 0:12", marks={"wording": 3}, present=["6002"])
    kept = Calibration.objects.get(sampled=first)
    assert (kept.notes, kept.marks, kept.closed_at) == ("先听 0:12", {"wording": 3}, None)


# ------------------------------------------------------------ appeals


def object_to(call_, actor, **other):
    said = {"reason": "客户口音重，已重复确认", "sampled_id": call_.pk, **other}
    return domain.appeal(contact_id=call_.contact_id, at=AFTER, actor=actor, **said)


def test_the_ruling_is_final_and_the_earlier_mark_stands_beside_it(first, operator, manager):
    review(first, 2, 3, 3)
    made = object_to(first, operator)
    assert made.before == Decimal("53.3")
    done = domain.rule(
        appeal_id=made.pk, upheld=True, reason="属实", after=Decimal(70), at=AFTER, actor=manager
    )
    first.refresh_from_db()
    assert (done.before, done.after, first.points, first.average) == (
        Decimal("53.3"),
        70,
        70,
        Decimal("53.3"),
    )
    with pytest.raises(Refused, match="最终"):
        domain.rule(appeal_id=made.pk, upheld=False, reason="再想想", at=AFTER, actor=manager)
    with pytest.raises(Refused, match="只申诉一次"):
        object_to(first, operator)


def test_a_rejected_appeal_changes_nothing(first, operator, manager):
    review(first, 3, 3, 3)
    made = object_to(first, operator)
    domain.rule(appeal_id=made.pk, upheld=False, reason="录音里没有确认", at=AFTER, actor=manager)
    first.refresh_from_db()
    assert first.points == 60 and queries.appeals(None)[0].upheld is False


def test_nobody_rules_who_judged_or_was_on_the_call(first, operator, manager, panel):
    review(first, 3, 3, 3)
    made = object_to(first, operator)
    for one in (*panel, operator):
        with pytest.raises(Refused, match="不能裁定"):
            domain.rule(appeal_id=made.pk, upheld=False, reason="不成立", at=AFTER, actor=one)


def test_an_appeal_is_against_ones_own_result_that_is_out(first, operator, manager):
    with pytest.raises(Refused, match="还没有出来"):
        object_to(first, operator)
    review(first, 3, 3, 3)
    for actor, other, says in (
        (manager, {}, "自己接的"),
        (operator, {"reason": " "}, "理由"),
        (operator, {"sampled_id": None, "clause": "TLK-19"}, "没有判不合格"),
    ):
        with pytest.raises(Refused, match=says):
            object_to(first, actor, **other)


def test_an_upheld_appeal_needs_the_new_points(first, operator, manager):
    review(first, 3, 3, 3)
    made = object_to(first, operator)
    for after in (None, Decimal(101)):
        with pytest.raises(Refused, match="0 到 100"):
            domain.rule(appeal_id=made.pk, upheld=True, reason="属实", after=after, at=AFTER, actor=manager)


# ------------------------------------------------------------ findings of the system


@pytest.fixture
def hung_up_first(site, operator):
    """A call that our side ended: TLK-19 was missed in the final score."""
    from sanxiang.desk.contacts.scorable import scorable
    from sanxiang.desk.contacts.tests.rows import answered_call
    from sanxiang.quality.scoring.domain import score_call

    row = answered_call("h-1", CALLED, site=site, by="staff", why="staff_left")
    (found,) = scorable(["h-1"])
    score_call(found, final=True, at=CALLED)
    return row


def test_a_finding_is_appealed_and_lifted(hung_up_first, operator, manager):
    made = domain.appeal(
        contact_id=hung_up_first.pk, clause="TLK-19", reason="对方已放下", at=AFTER, actor=operator
    )
    assert made.before == 0 and queries.lifted(["h-1"]) == {}
    domain.rule(appeal_id=made.pk, upheld=True, reason="属实", at=AFTER, actor=manager)
    assert queries.lifted(["h-1", "c-1"]) == {"h-1": {"TLK-19"}}
    with pytest.raises(Refused, match="只申诉一次"):
        domain.appeal(contact_id=hung_up_first.pk, clause="TLK-19", reason="再", at=AFTER, actor=operator)


def test_a_supervisor_may_lift_a_finding_but_not_their_own(hung_up_first, operator, manager):
    said = {"contact_id": hung_up_first.pk, "clause": "TLK-19", "reason": "对方忘了挂", "at": AFTER}
    with pytest.raises(Refused, match="请申诉"):
        domain.lift(actor=operator, **said)
    domain.lift(actor=manager, **said)
    assert queries.lifted(["h-1"]) == {"h-1": {"TLK-19"}}


# ------------------------------------------------------------ the bulletin


def finished(given) -> None:
    for place, call_ in enumerate(taken(given)):
        review(call_, *((5, 5, 5), (4, 5, 5), (5, 5, 5), (4, 4, 4))[place])


def sign(actor, revision=0, at=AFTER) -> Bulletin:
    return domain.sign_bulletin(quarter="2026Q1", revision=revision, at=at, actor=actor)


def test_the_sites_are_ranked_with_calls_and_spread(given, site):
    finished(given)
    site_of("另一处")
    found = queries.standings("2026Q1", AFTER)
    (one,) = found.sites
    assert (one.name, one.rank, one.calls, one.mean, one.lowest, one.highest) == (
        "翠湖花园",
        1,
        4,
        Decimal("93.3"),
        80,
        100,
    )
    assert one.verdict == "commended" and found.unsampled == ["另一处"] and found.open_calls == 0


def test_a_signed_bulletin_is_frozen(given, inspector, first):
    finished(given)
    domain.edit_bulletin(
        quarter="2026Q1", texts={"praise": "翠湖花园做得好"}, revision=0, at=AFTER, actor=inspector
    )
    row = sign(inspector, 1)
    assert row.texts["praise"] == "翠湖花园做得好" and "4 通电话" in row.texts["opening"]
    first.points = 0
    first.save()
    assert queries.signed(queries.bulletin("2026Q1"), AFTER).sites[0].mean == Decimal("93.3")
    for verb in (lambda: sign(inspector, 1), lambda: edit(inspector, 1)):
        with pytest.raises(Refused, match="已经签发"):
            verb()


def edit(actor, revision):
    return domain.edit_bulletin(quarter="2026Q1", texts={}, revision=revision, at=AFTER, actor=actor)


def test_a_bulletin_waits_for_every_result_and_the_end_of_the_quarter(given, inspector):
    with pytest.raises(Refused, match="还有 4 通"):
        sign(inspector)
    finished(given)
    with pytest.raises(Refused, match="还没有结束"):
        sign(inspector, at=CALLED)


def test_two_who_edit_at_once_lose_nothing(given, inspector, manager):
    edit(inspector, 0)
    with pytest.raises(Refused, match="刚改过"):
        edit(manager, 0)


def test_a_poor_site_is_given_a_day_to_improve(given, inspector):
    from sanxiang.quality.review.draft import draft_of

    for call_ in taken(given):
        review(call_, 2, 2, 3)
    said = draft_of(queries.standings("2026Q1", AFTER), AFTER)
    assert "翠湖花园（46.7 分，4 通）低于要求" in said["criticism"] and "5月2日" in said["criticism"]
    assert "达到表扬的标准" in said["praise"]


def test_a_quarter_without_a_sample_has_no_bulletin(inspector, site):
    with pytest.raises(Refused, match="没有抽样"):
        domain.edit_bulletin(quarter=str(QUARTER.next), texts={}, revision=0, at=AFTER, actor=inspector)


# ------------------------------------------------------------ as many queries for many as for one


def test_three_rows_need_as_many_queries_as_one(given, operator, panel, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def read() -> None:
        [one.contact.call_id for one in queries.own_results(operator)]
        [one.sampled.contact.call_id for one in queries.my_open_sheets(panel[0])]
        [sheet.reviewer.name for one in queries.settled(given.pk) for sheet in one.handed]
        [one.by.name for one in queries.appeals(None)]
        queries.standings("2026Q1", AFTER)

    calls = taken(given)
    object_to(review(calls[0], 4, 4, 4), operator)
    with CaptureQueriesContext(connection) as few:
        read()
    for call_ in calls[1:3]:
        object_to(review(call_, 4, 4, 4), operator)
    with django_assert_num_queries(len(few)):
        read()


def test_reviewers_of_another_site_count_too(site, calls, manager):
    other = site_of("另一处")
    people = [staff_of(other, f"620{n}", f"外评{n}") for n in range(3)]
    for one in people:
        domain.appoint(staff_id=one.pk, site=None, at=AFTER, actor=manager)
    sample = domain.seal_sample(site=site.pk, quarter=QUARTER, at=AFTER, actor=manager)
    domain.draw_sample(sample_id=sample.pk, number="1", at=AFTER, actor=manager)
    domain.give_out(sample_id=sample.pk, reviewers=[one.pk for one in people], at=AFTER, actor=manager)
    assert Sheet.objects.count() == 12
