"""Where a site is: its zone and its calendar. The room that knows sites stands above; settings name it."""

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.module_loading import import_string

from sanxiang.kernel.calendar.working import Calendar
from sanxiang.kernel.clock import clock
from sanxiang.rules.editions.current import rulebook_on
from sanxiang.rules.rulebook.model import WorkingTime

log = logging.getLogger("sanxiang.deadlines")

KEEP_S = 60.0  # every fact asks for its day; a zone changed on screen holds within a minute
_kept: dict[int, tuple[float, ZoneInfo]] = {}


def zone_of(site: int | None) -> ZoneInfo:
    """The zone of a site; without one, or where it can't be read, that of the installation."""
    if site is None:
        return ZoneInfo(settings.TIME_ZONE)
    kept = _kept.get(site)
    if kept is None or clock.monotonic() - kept[0] > KEEP_S:
        kept = _kept[site] = (clock.monotonic(), _read(site))
    return kept[1]


def _read(site: int) -> ZoneInfo:
    name = import_string(settings.SANXIANG_ZONES)(site) or settings.TIME_ZONE
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        log.error("site %s lies in a zone that nobody knows: %s", site, name)
        return ZoneInfo(settings.TIME_ZONE)


def day_of(site: int | None, at: datetime) -> date:
    """The day it is at the site: the one by which a figure of the rulebook is picked."""
    return at.astimezone(zone_of(site)).date()


def calendar_of(site: int | None, times: WorkingTime) -> Calendar:
    """The statutory calendar with the company's own days laid over it."""
    own = {one.day: one.working for one in times.days if one.site is None}
    own |= {one.day: one.working for one in times.days if one.site is not None and one.site == site}
    return Calendar(zone_of(site), own, times.hours)


def calendar_on(site: int | None, at: datetime) -> Calendar:
    """The calendar of a site by the rulebook that holds at that moment."""
    return calendar_of(site, rulebook_on(day_of(site, at)).working_time)
