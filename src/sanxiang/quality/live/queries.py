"""What screens ask about the coach."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from sanxiang.kernel.clock import clock
from sanxiang.office.people.queries import Staff
from sanxiang.quality.live import board
from sanxiang.quality.live.limits import Limits, limits_of
from sanxiang.quality.live.models import Uncoached
from sanxiang.rules.editions.current import rulebook_on


def is_coached(staff: Staff) -> bool:
    """Whether this person wants the coach."""
    return not Uncoached.objects.filter(staff=staff).exists()


def limits_now() -> Limits:
    """What the rulebook in force says today."""
    return limits_of(rulebook_on(clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)).date()))


def live_folder() -> Path:
    """Where the process that listens and the web meet."""
    return Path(settings.HOME) / "live"


def told_of(call: str) -> dict[str, Any]:
    """What is told of a call now; see board.read."""
    return board.read(live_folder(), call)
