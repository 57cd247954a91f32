"""How the line is doing, for `sanxiang doctor` and whoever watches over it. It names nobody."""

import os
import shutil
from typing import Any

from .exchange import Embedded


def report(exchange: Embedded) -> dict[str, Any]:
    """`ok` is False when something needs a person: a full disk, late voices, a recorder that stands."""
    core, voices, spool = exchange.switchboard.core, exchange.voices, exchange.spool
    calls = list(core.going_on())
    disk = shutil.disk_usage(exchange.settings.home)
    late = voices.load.late_share
    pages = exchange.screens.counts
    return {
        "ok": not spool.full and not spool.faulty and late <= exchange.settings.late_share,
        "pid": os.getpid(),
        "calls": len(calls),
        "waiting": sum(live.waiting for live in calls),
        "max_calls": core.max_calls,
        "operators": len(core.agents),
        "ready": sum(agent.presence == "ready" for agent in core.agents.values()),
        "pages": {"callers": pages[0], "staff": pages[1]},
        "recordings": voices.recordings,
        "legs": voices.legs,
        "packets": {
            "relayed": voices.load.relayed,
            "late": voices.load.late,
            "dropped": voices.load.dropped,
            "late_share": round(late, 5),
            "worst_ms": round(voices.load.worst_s * 1000, 1),
        },
        "spool": {"full": spool.full, "faulty": spool.faulty, "backlog": spool.backlog},
        "disk": {"free": disk.free, "total": disk.total},
    }
