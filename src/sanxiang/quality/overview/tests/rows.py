"""Scored calls put straight into the tables: many, quickly."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from sanxiang.desk.contacts.models import Contact, ContactState, Recording
from sanxiang.office.people.models import Presence, Site, Staff
from sanxiang.quality.scoring.models import Frame, Score, Sentence

CLAUSES = (("ANS-1", 10), ("TLK-8", 10), ("TLK-14", 5))
MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 09:00 in the zone of the site


def frame() -> Frame:
    clauses = [[clause, "signal", "s", 30, points] for clause, points in CLAUSES]
    text = json.dumps(clauses)
    return Frame.objects.get_or_create(content=str(hash(text))[:32], defaults={"clauses": text})[0]


def scored(
    site: Site,
    staff: Staff,
    moments: Sequence[datetime],
    *,
    score: float = 90.0,
    letters: str = "mmm",
    number: int = 1,
    left: float | None = None,
    final: bool = True,
    name: str = "",
    talk_s: float = 60.0,
    **fields: object,
) -> list[Contact]:
    """A closed call at each moment with its result. `left`: points that missed clauses left."""
    rows = [
        Contact(
            call_id=f"{name}{staff.username}-{at:%m%dT%H%M%S}",
            site=site,
            staff=staff,
            state=ContactState.CLOSED,
            offered_at=at,
            answered_at=at + timedelta(seconds=6),
            ended_at=at + timedelta(seconds=6 + talk_s),
            closed_at=at + timedelta(minutes=3),
            **{"category": "repair", **fields},
        )
        for at in moments
    ]
    known = set(
        Contact.objects.filter(call_id__in=[row.call_id for row in rows]).values_list("call_id", flat=True)
    )
    Contact.objects.bulk_create(row for row in rows if row.call_id not in known)
    _score(rows, score, letters, number, left, final)
    return rows


def _score(
    rows: list[Contact], score: float, letters: str, number: int, left: float | None, final: bool
) -> None:
    sentence = Sentence.objects.get_or_create(key="第 2 声接起。")[0].pk
    packed = [
        sentence if letter != "x" else [sentence, 0, 41.5, [[10.0, 20.0]], left][: 5 if left else 4]
        for letter in letters
    ]
    Score.objects.bulk_create(
        Score(
            call_id=row.call_id,
            number=number,
            profile="property",
            edition="property@2026+x",
            final=final,
            score=Decimal(str(score)),
            frame=frame(),
            verdicts=letters,
            details=json.dumps(packed),
            content=f"{row.call_id}{number}",
            made_at=row.offered_at,
        )
        for row in rows
    )


def record(rows: Sequence[Contact], fault: str = "") -> None:
    """Give them recordings that begin with the answer."""
    Recording.objects.bulk_create(
        Recording(contact=row, path=f"{row.call_id}.wav", started_at=row.answered_at, seconds=60, fault=fault)
        for row in rows
    )


def signed_off(staff: Staff, since: datetime, until: datetime | None) -> None:
    Presence.objects.create(
        event_id=f"{staff.pk}{since}", staff=staff, state="logged_off", since=since, until=until
    )


def every(minutes: int, count: int, at: datetime = MONDAY) -> list[datetime]:
    return [at + timedelta(minutes=minutes * number) for number in range(count)]
