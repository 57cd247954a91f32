"""What the worker does by the clock: the whole of it, in one table."""

from datetime import datetime

from django.core.management import call_command

from sanxiang.kernel.facts.partitions import make_ahead
from sanxiang.kernel.work.worker import Chore, prune, reap
from sanxiang.rules.deadlines.domain import mend_jump, reckon_again, sweep
from sanxiang.rules.editions.domain import take_in
from sanxiang.site.retention import let_go_of_recordings


def chores() -> list[Chore]:
    """A fresh table for one worker: name, seconds between two turns, what to do."""
    return [
        Chore("time limits", 0.25, sweep),
        Chore("time limits after a wrong clock", 10, mend_jump),
        Chore("time limits with estimated days", 6 * 3600, reckon_again),
        Chore("rows of dead workers", 30, reap),
        Chore("recordings past their time", 60, let_go_of_recordings),
        Chore("edition of the rulebook in force", 60, take_in),
        Chore("old task rows", 3600, prune),
        Chore("partitions of facts", 6 * 3600, lambda now: make_ahead(now.date())),
        Chore("sessions and sign-in records", 24 * 3600, tidy),
    ]


SIGN_IN_DAYS = 180


def tidy(now: datetime) -> None:
    """Drop sessions that have run out and records of sign-ins that nobody will look at any more."""
    call_command("clearsessions", verbosity=0)
    call_command("axes_reset_logs", age=SIGN_IN_DAYS, verbosity=0)
