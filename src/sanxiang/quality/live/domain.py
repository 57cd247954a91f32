"""Switching the coach on and off, each person for themselves."""

from datetime import datetime

from sanxiang.office.people.queries import Staff
from sanxiang.quality.live.models import Uncoached


def switch_coach(*, staff: Staff, on: bool, at: datetime) -> None:
    if on:
        Uncoached.objects.filter(staff=staff).delete()
    else:
        Uncoached.objects.get_or_create(staff=staff, defaults={"since": at})
