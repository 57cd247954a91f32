"""The sentence to open with (ANS-4), for every hour ahead: on the screen before the server is asked. Pure."""

from datetime import datetime, time, timedelta, tzinfo

from sanxiang.kernel.calendar.days import falls_within
from sanxiang.rules.rulebook.model import Greeting, Text

AHEAD = timedelta(hours=26)  # a console that stays open overnight asks anew long before this is used up


def opening_of(greeting: Greeting, local: datetime) -> Text:
    """Return the {opening} at `local`, the desk's own time: of a festival (lunar first), else of the hour."""
    for festival in sorted(greeting.festivals, key=lambda one: not one.lunar):
        if falls_within(local.date(), festival.start, festival.until, lunar=festival.lunar):
            return festival.opening
    begun = [hours for hours in greeting.hours if hours.start <= local.time()]
    # Before the first hour of the day the last one of the evening still holds.
    return max(begun or greeting.hours, key=lambda hours: hours.start).opening


def openings_ahead(greeting: Greeting, moment: datetime, tz: tzinfo) -> list[tuple[datetime, Text]]:
    """Return each {opening} from `moment` (aware) on with the moment it begins, about a day ahead.

    `tz`: the clock and the calendar of the desk.
    """
    local = moment.astimezone(tz)
    clocks = {time.min, *(hours.start for hours in greeting.hours)}
    days = [local.date() + timedelta(days=later) for later in range(3)]
    turns = sorted(datetime.combine(day, clock, tzinfo=tz) for day in days for clock in clocks)
    moments = [local, *(turn for turn in turns if local < turn <= local + AHEAD)]
    return [(at, opening_of(greeting, at)) for at in moments]
