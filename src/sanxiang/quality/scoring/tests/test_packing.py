"""What is stored of a result is all of it."""

import json
from decimal import Decimal

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from hypothesis import given

from sanxiang.kernel.ids import new_id
from sanxiang.quality.scoring import queries
from sanxiang.quality.scoring.observed import observe
from sanxiang.quality.scoring.packing import details_of, frame_of, sentences_in, unpack, verdicts_of
from sanxiang.quality.scoring.scorer import score
from sanxiang.quality.scoring.tests.calls import BOOK, START, answered, hung_up, replace, scored
from sanxiang.quality.scoring.tests.test_scorer import calls
from sanxiang.rules.rulebook.model import PointStep


def packed_and_unpacked(result, book):
    keys = sorted({one.says.key for one in result.findings})
    numbers = {key: number for number, key in enumerate(keys, 1)}
    details = details_of(result.findings, numbers)
    assert sentences_in(details) == set(numbers.values())
    return unpack(frame_of(book), verdicts_of(result.findings), details, dict(enumerate(keys, 1)))


@given(calls())
def test_unpacking_gives_back_what_was_found(call):
    result = score(observe(call), BOOK)
    for told, kept in zip(result.findings, packed_and_unpacked(result, BOOK), strict=True):
        assert (kept.clause, kept.kind, kept.verdict, kept.value) == (
            told.clause, told.kind, told.verdict, told.value,
        )  # fmt: skip
        assert (kept.points, kept.of, kept.unit) == (told.points, told.of, told.unit or "")
        assert kept.evidence == [list(span) for span in told.evidence] and kept.says == str(told.says)
        assert kept.limit == (list(told.limit) if isinstance(told.limit, tuple) else told.limit)


def test_points_of_a_step_are_kept():
    clause = replace(BOOK.clause("ANS-1"), steps=(PointStep(6, 1),))
    book = replace(BOOK, clauses=(clause,))
    (kept,) = packed_and_unpacked(scored(answered(29), hung_up(60), book=book), book)
    assert (kept.verdict, kept.points, kept.of) == ("missed", 1, 5)


@pytest.mark.django_db(transaction=True)
def test_findings_of_earlier_versions_are_packed():
    executor = MigrationExecutor(connection)
    latest = [key for key in executor.loader.graph.leaf_nodes() if key[0] == "scoring"]
    executor.migrate([("scoring", "0001_initial")])
    apps = executor.loader.project_state([("scoring", "0001_initial")]).apps
    made = apps.get_model("scoring", "Score").objects.create(
        id=new_id(), call_id="c-1", number=1, profile="property", edition="e", final=True,
        score=Decimal("50.0"), content="x", made_at=START,
    )  # fmt: skip
    old = apps.get_model("scoring", "Finding").objects
    row = {"score": made, "kind": "signal", "points": 5, "of": 5, "says_key": "第 %(count)s 声接起。"}
    old.create(position=0, clause="ANS-1", verdict="met", value=2, unit="rings", limit=3,
               evidence=[[-7.9, 0.0]], says_values={"count": 2}, **row)  # fmt: skip
    old.create(position=1, clause="TLK-9", verdict="not_applicable", **row | {"points": 0, "of": 0})
    MigrationExecutor(connection).migrate(latest)
    made, (first, second) = queries.latest_with_findings("c-1")
    assert (first.clause, first.points, first.says) == ("ANS-1", 5, "第 2 声接起。")
    assert first.evidence == [[-7.9, 0.0]] and second.verdict == "not_applicable" and second.of == 0
    assert json.loads(made.frame.clauses)[0] == ["ANS-1", "signal", "rings", 3, 5]
