"""The end of a call, whoever brings it about."""

from typing import Any

from sanxiang.lines.switchboard.core import Core
from sanxiang.lines.switchboard.happen import emit
from sanxiang.lines.switchboard.live import LiveCall


async def finish(core: Core, live: LiveCall, *, by: str, why: str, cause: int | None = None) -> None:
    """Hang up and end a call whose lock is held."""
    live.ring_due = live.consult_due = live.away_due = live.voice_due = None
    live.asked, live.position = None, None
    await emit(core, live, "hung_up", by=by, why=why, **({} if cause is None else {"cause": cause}))
    await emit(core, live, "ended", **_recorded(live))


def _recorded(live: LiveCall) -> dict[str, Any]:
    recorded = live.recorded
    if recorded is None:
        return {}
    told = {"seconds": round(recorded.seconds, 3), "bytes": recorded.bytes, "ok": recorded.ok}
    return {"recorded": told | ({} if recorded.ok else {"reason": recorded.reason})}
