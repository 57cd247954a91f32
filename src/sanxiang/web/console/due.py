"""Which return call comes first, and how pressing each one is. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sanxiang.desk.contacts.queries import Callback, masked

SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class DueRow:
    """`pressing`: late (the time has passed), due (within ten minutes, or owed without a time), later."""

    task: Callback
    number: str
    pressing: Literal["late", "due", "later"]
    seconds: int | None


def due_rows(tasks: Iterable[Callback], *, now: datetime) -> list[DueRow]:
    """Late ones first, then the due ones, then the rest; each group by its time."""
    rows = [_row(task, now) for task in tasks]
    order = ("late", "due", "later")
    return sorted(rows, key=lambda row: (order.index(row.pressing), row.task.due_at or row.task.made_at))


def _row(task: Callback, now: datetime) -> DueRow:
    seconds = round((task.due_at - now).total_seconds()) if task.due_at else None
    if seconds is None:
        pressing: Literal["late", "due", "later"] = "due"
    elif seconds < 0:
        pressing = "late"
    else:
        pressing = "due" if seconds <= SOON.total_seconds() else "later"
    return DueRow(task, masked(task.number), pressing, seconds)
