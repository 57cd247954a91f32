"""Meeting, cancelling and breaking time limits. A change of state is one conditional UPDATE and a fact."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sanxiang.kernel.facts.facts import Fact
from sanxiang.rules.deadlines import facts
from sanxiang.rules.deadlines.clauses import limit_of
from sanxiang.rules.deadlines.domain.telling import news, tell, tell_all
from sanxiang.rules.deadlines.models import Deadline, Pause, State
from sanxiang.rules.rulebook.model import Rung

RUNNING = (State.OPEN, State.PAUSED)


def meet(row: Deadline, at: datetime) -> None:
    """What was limited has happened. News that came late still counts by when it happened."""
    if row.state == State.PAUSED or at <= row.due_at:
        _close(row, State.MET, at, facts.MET, was=(*RUNNING, State.BROKEN))
        return
    break_row(row, at)
    _done_late(row, at)


def cancel(row: Deadline, at: datetime) -> None:
    """The matter is off the table: before its time nothing was broken, after it nobody is told any more."""
    if not _close(row, State.CANCELLED, at, facts.CANCELLED, was=RUNNING):
        _done_late(row, at)


def break_row(row: Deadline, at: datetime) -> bool:
    """The time has passed. Of several workers exactly one breaks it. Inside a transaction."""
    return bool(break_rows([row], at))


def break_rows(rows: Sequence[Deadline], at: datetime) -> int:
    """Break several at once: few questions to the database, however many they are. Inside a transaction."""
    alike: dict[tuple[int, datetime | None], list[Deadline]] = defaultdict(list)
    for row in rows:
        ladder = ladder_of(row)
        told = sum(not rung.after_s for rung in ladder)
        alike[told, _step_at(row, ladder, told)].append(row)
    broken = [row for (told, then), some in alike.items() for row in _break(some, at, told, then)]
    tell_all([fact for row in broken for fact in _breach(row, at)])
    return len(broken)


def _break(rows: list[Deadline], at: datetime, told: int, then: datetime | None) -> list[Deadline]:
    """Those of the rows that were still open; each by itself when somebody was quicker at some."""
    still = Deadline.objects.filter(pk__in=[row.pk for row in rows], state=State.OPEN)
    if len(rows) > 1 and still.count() < len(rows):
        return [one for row in rows for one in _break([row], at, told, then)]
    changed = still.update(state=State.BROKEN, closed_at=at, step=told, next_step_at=then, done_at=None)
    return rows if changed else []


def _breach(row: Deadline, at: datetime) -> Iterator[Fact]:
    yield news(facts.BROKEN, row, at)
    if row.broken_kind:
        yield news(row.broken_kind, row, at)
    for number, rung in enumerate(ladder_of(row), 1):
        if not rung.after_s:
            yield news(facts.ESCALATED, row, at, to=rung.to, step=number)


def climb(row: Deadline, at: datetime) -> bool:
    """Tell the next rung of the ladder. Inside a transaction."""
    ladder, told = ladder_of(row), row.step
    known = Deadline.objects.filter(pk=row.pk, step=told, next_step_at__isnull=False)
    if not known.update(step=told + 1, next_step_at=_step_at(row, ladder, told + 1)):
        return False
    for rung in ladder[told : told + 1]:
        tell(facts.ESCALATED, row, at, to=rung.to, step=told + 1)
    return True


def ladder_of(row: Deadline) -> tuple[Rung, ...]:
    limit = limit_of(row)
    if limit is None:
        return (Rung(0, row.escalate),) if row.escalate else ()
    return limit.ladder


def _step_at(row: Deadline, ladder: tuple[Rung, ...], told: int) -> datetime | None:
    """When the next rung is told: counted from when it was due, so a stopped worker catches up."""
    return row.due_at + timedelta(seconds=float(ladder[told].after_s)) if told < len(ladder) else None


def _done_late(row: Deadline, at: datetime) -> None:
    broken = Deadline.objects.filter(pk=row.pk, state=State.BROKEN, done_at=None)
    if broken.update(done_at=at, next_step_at=None):
        tell(facts.DONE_LATE, row, at)


def _close(row: Deadline, state: State, at: datetime, kind: str, *, was: tuple[State, ...]) -> bool:
    changed = Deadline.objects.filter(pk=row.pk, state__in=was).update(
        state=state, closed_at=at, next_step_at=None, done_at=None
    )
    if changed:
        if row.state == State.PAUSED:
            Pause.objects.filter(deadline=row, until=None).update(until=at)
        tell(kind, row, at)
    return bool(changed)


def reopen(row: Deadline, at: datetime, *, state: State = State.OPEN) -> bool:
    """It wasn't broken after all. Inside a transaction."""
    broken = Deadline.objects.filter(pk=row.pk, state=State.BROKEN, done_at=None)
    if not broken.update(state=state, closed_at=None, next_step_at=None, step=0):
        return False
    tell(facts.REOPENED, row, at)
    return True
