"""The one way an event comes to pass: it is written, then acted on, then shown."""

from typing import Any

from sanxiang.desk.contacts.call import Call, Command, advance
from sanxiang.desk.contacts.events import Event, to_record
from sanxiang.lines.switchboard import screens
from sanxiang.lines.switchboard.carry import Followed, carry_out
from sanxiang.lines.switchboard.core import Core, log
from sanxiang.lines.switchboard.live import LiveCall


async def emit(core: Core, live: LiveCall, name: str, **data: Any) -> None:
    """Let `name` happen to a call whose lock is held."""
    event = Event(live.now(core.clock), name, {"eid": core.new_id(), "call": live.id, **data})
    await core.keep(to_record(live.id, event))
    before = live.call
    live.call, commands = advance(before, event)
    if live.call.anomalies != before.anomalies:
        log.error("call %s: %s can't happen now: %s", live.id, name, live.call.anomalies[-1].why)
    followed = [await _try(core, live, before, command) for command in commands]
    if name != "hung_up":  # `ended` follows at once and shows the whole
        tell(core, live)
    for more in filter(None, followed):
        await emit(core, live, more.name, **more.data)


async def _try(core: Core, live: LiveCall, before: Call, command: Command) -> Followed | None:
    """A part that fails must not keep the others from being done: phones stop, people are let go."""
    try:
        return await carry_out(core, live, before, command)
    except Exception:
        log.exception("call %s: %s could not be carried out", live.id, command)
        return None


def tell(core: Core, live: LiveCall) -> None:
    """Show the call as it is to the caller, to those on it, and to those who were until now."""
    core.notify.caller(live.id, screens.caller_state(live))
    call = live.call
    on_it = {call.staff, None if call.status == "consulting" else call.target}
    talking = {staff for staff in on_it if staff is not None}
    message = screens.call_message(live)
    for staff in sorted(live.audience | talking):
        core.notify.staff(staff, message)
    live.audience = talking
