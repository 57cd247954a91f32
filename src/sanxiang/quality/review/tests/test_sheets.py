"""Giving out, writing and handing in; and that nobody sees what others think before all have said it."""

from collections import Counter

import pytest

from sanxiang.desk.contacts.tests.rows import staff_of
from sanxiang.kernel.errors import Refused
from sanxiang.kernel.facts.queries import facts_of
from sanxiang.quality.review import domain, queries
from sanxiang.quality.review.domain.sheets import Conflict
from sanxiang.quality.review.models import Sheet
from sanxiang.quality.review.tests.conftest import (
    AFTER,
    ITEMS,
    call,
    drawn_sample,
    fill,
    review,
    spoke,
    taken,
)

pytestmark = pytest.mark.django_db


def give(sample, people, actor):
    return domain.give_out(sample_id=sample.pk, reviewers=[one.pk for one in people], at=AFTER, actor=actor)


def save(sheet: Sheet, revision: int = 0, remarks=None, actor=None, **marks) -> int:
    return domain.save_sheet(
        sheet_id=sheet.pk,
        marks=marks,
        remarks=remarks,
        revision=revision,
        at=AFTER,
        actor=actor or sheet.reviewer,
    )


# ------------------------------------------------------------ giving out


def test_every_call_goes_to_three_and_the_load_is_even(site, calls, panel, manager):
    sample = drawn_sample(site, manager)
    fourth = staff_of(site, "6005", "评分人5")
    domain.appoint(staff_id=fourth.pk, site=site.pk, at=AFTER, actor=manager)
    assert give(sample, [*panel, fourth], manager) == 12
    assert set(Counter(Sheet.objects.values_list("sampled", flat=True)).values()) == {3}
    assert set(Counter(Sheet.objects.values_list("reviewer", flat=True)).values()) == {3}
    assert give(sample, panel, manager) == 0 and Sheet.objects.count() == 12


def test_who_took_part_in_a_call_never_reviews_it(site, calls, panel, manager):
    for one in panel[:2]:
        row = call(20 + one.pk, site)
        spoke(row, "consult_answered", target=one.username)
    extra = staff_of(site, "6005", "评分人5")
    domain.appoint(staff_id=extra.pk, site=None, at=AFTER, actor=manager)
    sample = drawn_sample(site, manager)
    give(sample, [*panel, extra], manager)
    for sheet in Sheet.objects.select_related("sampled__contact", "reviewer"):
        events = sheet.sampled.contact.events.filter(event="consult_answered")
        assert sheet.reviewer.username not in [one.data["target"] for one in events]


def test_too_few_reviewers_are_said_to_be_so(site, calls, panel, manager):
    with pytest.raises(Refused, match="每通电话要 3 位"):
        give(drawn_sample(site, manager), panel[:2], manager)
    assert not Sheet.objects.exists()


def test_only_the_panel_reviews(site, calls, panel, manager, inspector):
    with pytest.raises(Refused):
        give(drawn_sample(site, manager), [*panel[:2], inspector], manager)


def test_nothing_is_given_before_the_draw(site, panel, manager):
    from sanxiang.quality.review.tests.conftest import QUARTER

    sample = domain.seal_sample(site=site.pk, quarter=QUARTER, at=AFTER, actor=manager)
    with pytest.raises(Refused, match="还没有抽样"):
        give(sample, panel, manager)


def test_a_panel_is_of_a_site_or_of_all(site, manager, panel):
    from sanxiang.desk.contacts.tests.rows import site_of

    other = site_of("另一处")
    for place, one in ((site.pk, panel[0]), (other.pk, panel[1])):
        domain.appoint(staff_id=one.pk, site=place, at=AFTER, actor=manager)
    assert [row.staff for row in queries.panel(site.pk)] == [panel[0], panel[2]]
    domain.end_appointment(reviewer_id=queries.panel(other.pk).first().pk, at=AFTER, actor=manager)
    assert [row.staff for row in queries.panel(other.pk)] == [panel[2]]


# ------------------------------------------------------------ writing


def test_a_sheet_is_saved_as_it_is_typed(given, panel):
    sheet = queries.my_open_sheets(panel[0])[0]
    assert save(sheet, wording=4) == 1
    assert (
        save(sheet, 1, [{"text": "问候语偏快", "at_s": 3.26}, {"text": "x", "at_s": "1"}], manner=None) == 2
    )
    assert save(sheet, 2, wording="") == 3
    sheet.refresh_from_db()
    assert sheet.marks == {"manner": None}
    assert sheet.remarks == [{"text": "问候语偏快", "at_s": 3.3}, {"text": "x", "at_s": None}]


@pytest.mark.parametrize("mark", [6, -1, 2.5, "4", True])
def test_marks_stay_on_the_scale(given, panel, mark):
    with pytest.raises(Refused, match="0 到 5"):
        save(queries.my_open_sheets(panel[0])[0], wording=mark)


def test_only_items_of_the_sheet_are_marked(given, panel):
    with pytest.raises(Refused):
        save(queries.my_open_sheets(panel[0])[0], beauty=5)


def test_two_windows_of_one_person_overwrite_nothing(given, panel):
    sheet = queries.my_open_sheets(panel[0])[0]
    save(sheet, wording=4)
    with pytest.raises(Conflict) as fault:
        save(sheet, 0, wording=1)
    assert fault.value.sheet.marks == {"wording": 4}


def test_nobody_writes_on_another_ones_sheet(given, panel):
    sheet = queries.my_open_sheets(panel[0])[0]
    for verb in (lambda: save(sheet, actor=panel[1], wording=1), lambda: fill_as(sheet, panel[1])):
        with pytest.raises(Refused, match="没有您的"):
            verb()


def fill_as(sheet, person):
    return domain.hand_in(sheet_id=sheet.pk, at=AFTER, actor=person)


def test_handing_in_needs_every_item_and_freezes(given, panel):
    sheet = queries.my_open_sheets(panel[0])[0]
    save(sheet, **dict.fromkeys(ITEMS[:4], 5))
    with pytest.raises(Refused, match="还有 2 项"):
        fill_as(sheet, panel[0])
    save(sheet, 1, [{"text": " ", "at_s": 1}, {"text": "好", "at_s": None}], first_asked=None, knowledge=0)
    fill_as(sheet, panel[0])
    with pytest.raises(Refused, match="不能再改"):
        save(sheet, 2, wording=1)
    with pytest.raises(Refused, match="不能再改"):
        fill_as(sheet, panel[0])
    sheet.refresh_from_db()
    assert sheet.remarks == [{"text": "好", "at_s": None}]
    assert sheet.pk not in [one.pk for one in queries.my_open_sheets(panel[0])]


def test_a_sheet_passed_on_is_another_ones(given, panel, manager, site):
    sheet = queries.my_open_sheets(panel[0])[0]
    with pytest.raises(Refused, match="不能评这通电话"):
        domain.pass_on(sheet_id=sheet.pk, to=panel[1].pk, reason="休假", at=AFTER, actor=manager)
    extra = staff_of(site, "6005", "评分人5")
    domain.appoint(staff_id=extra.pk, site=None, at=AFTER, actor=manager)
    made = domain.pass_on(sheet_id=sheet.pk, to=extra.pk, reason="休假", at=AFTER, actor=manager)
    assert queries.my_sheet(sheet.pk, panel[0]) is None and queries.my_sheet(made.pk, extra) is not None
    with pytest.raises(Refused, match="已转给别人"):
        save(sheet, wording=1)
    assert [one.given for one in queries.progress(given.pk)] == [3, 3, 3, 3]


# ------------------------------------------------------------ time limits


def test_a_reviewers_time_limit_runs_over_all_sheets_of_the_sample(given, panel):
    subject = f"portion:{given.pk}:6002"
    assert [one.data["sheets"] for one in facts_of(subject, kinds=["review.given"])] == [4]
    for sheet in queries.my_open_sheets(panel[0])[:3]:
        fill(sheet)
    assert not facts_of(subject, kinds=["review.portion_done"])
    fill(queries.my_open_sheets(panel[0])[0])
    assert len(facts_of(subject, kinds=["review.portion_done"])) == 1


# ------------------------------------------------------------ blindness


def everything_read(given, person) -> str:
    """All that the queries hand to anybody while sheets are out, with the SQL that they asked."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        progress = [vars(one) for one in queries.progress(given.pk)]
        told = [progress, queries.portions(given.pk), queries.settled(given.pk)]
        told += [queries.reviewed(one["id"]) for one in progress]
        told += [list(queries.own_results(person)), [vars(one) for one in queries.samples(None)]]
        agreed = queries.agreement(queries.settled(given.pk), ITEMS, 5)
    assert all(one.value is None and one.marks == 0 for one in agreed.values())
    for query in asked.captured_queries:  # whoever reads marks asks for settled calls only
        if '"marks"' in query["sql"]:
            assert '"settled_at" IS NULL' in query["sql"] or '"sampled_id" IN' in query["sql"]
    return repr(told)


def test_no_mark_is_read_before_all_have_handed_in(given, panel, operator):
    call_ = taken(given)[0]
    for sheet in list(call_.sheets.order_by("reviewer__username"))[:2]:
        fill(sheet, 3, wording=2)
        Sheet.objects.filter(pk=sheet.pk).update(remarks=[{"text": "秘密的话", "at_s": None}])
    for person in (*panel, operator):
        told = everything_read(given, person)
        assert "秘密的话" not in told and "'wording': 2" not in told
    call_.refresh_from_db()
    assert (call_.average, call_.spread, call_.points, call_.settled_at) == (None, None, None, None)
    last = call_.sheets.get(handed_in_at=None)
    fill(last, 3)
    assert queries.reviewed(call_.pk) is not None


def test_a_reviewer_reads_only_their_own_sheets(given, panel):
    others = Sheet.objects.exclude(reviewer=panel[0])
    assert all(queries.my_sheet(one.pk, panel[0]) is None for one in others)
    assert {one.reviewer_id for one in queries.my_open_sheets(panel[0])} == {panel[0].pk}


def test_the_automatic_score_is_hidden_until_all_have_handed_in(given, panel, manager):
    first = taken(given)[0]
    ids = {one.contact.call_id for one in taken(given)}
    assert queries.hidden_from(panel[0]) == ids and queries.hidden_from(manager) == set()
    mine = first.sheets.get(reviewer=panel[0])
    fill(mine)
    assert first.contact.call_id in queries.hidden_from(panel[0])
    for sheet in first.sheets.filter(handed_in_at=None):
        fill(sheet)
    assert queries.hidden_from(panel[0]) == ids - {first.contact.call_id}


def test_facts_of_a_sheet_say_no_mark(given, panel):
    sheet = fill(taken(given)[0].sheets.first(), 1)
    assert [one.data for one in facts_of(f"sheet:{sheet.pk}")] == [{}]


def test_handed_in_at_one_moment_settles_once(given):
    call_ = review(taken(given)[0], 4, 4, 5)
    assert len(facts_of(f"reviewed:{call_.pk}")) == 1
