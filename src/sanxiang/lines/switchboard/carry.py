"""Carrying out what the call's state machine commands."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from sanxiang.desk.contacts.call import (
    Bridge,
    Call,
    Command,
    Mute,
    Play,
    RecordStaff,
    Release,
    Silence,
    StartRecording,
    StartRinging,
    StopRecording,
    StopRinging,
)
from sanxiang.lines.switchboard import presence, screens
from sanxiang.lines.switchboard.core import Core, log
from sanxiang.lines.switchboard.live import LiveCall

SAMPLE_RATE = 8000


class Followed(NamedTuple):
    """An event that came of carrying out a command."""

    name: str
    data: dict[str, Any]


async def carry_out(core: Core, live: LiveCall, before: Call, command: Command) -> Followed | None:
    """Do what `command` says; `before`: the call's state until now."""
    if isinstance(command, Play | Silence | Bridge | Mute):
        route(core, command)
        return None
    handler = _HANDLERS.get(type(command))
    return await handler(core, live, before, command) if handler else None


def route(core: Core, command: Command) -> None:
    match command:
        case Play(party, name, loop):
            core.media.play(party, name, loop=loop)
        case Silence(party):
            core.media.silence(party)
        case Bridge(parties):
            core.media.bridge(*parties)
        case Mute(party, on):
            core.media.mute(party, on)


async def _start_ringing(core: Core, live: LiveCall, before: Call, command: StartRinging) -> None:
    agent = core.agents.get(command.staff)
    if agent is not None:
        core.notify.staff(command.staff, screens.ring(live, command.consult_from))
        presence.show(core, agent, "ringing")


async def _stop_ringing(core: Core, live: LiveCall, before: Call, command: StopRinging) -> None:
    core.notify.staff(command.staff, {"t": "ring_stop", "call": live.id, "why": command.why})
    agent = core.agents.get(command.staff)
    rang = agent is not None and agent.call == live.id and agent.presence == "ringing"
    if agent is not None and rang and command.why != "answered":
        presence.stop_ringing(core, agent, behind=command.why == "no_answer")


async def _start_recording(
    core: Core, live: LiveCall, before: Call, command: StartRecording
) -> Followed | None:
    return await start_recording(core, live, command.staff)


async def start_recording(core: Core, live: LiveCall, staff: tuple[str, ...]) -> Followed | None:
    """Begin the recording. A recorder that fails stops no call: it raises the alarm."""
    file = f"{live.wall:%Y/%m/%d}/{live.id}.wav"
    try:
        core.media.record(live.id, core.recordings / file, customer=live.customer, staff=staff)
    except OSError as fault:
        log.error("call %s can't be recorded: %s", live.id, fault)
        await core.alarm("recorder", call=live.id)
        return None
    live.recording = True
    return Followed("recording", {"sample_rate": SAMPLE_RATE, "file": file})


async def _record_staff(core: Core, live: LiveCall, before: Call, command: RecordStaff) -> None:
    if live.recording:
        core.media.record_staff(live.id, command.staff)


async def _stop_recording(core: Core, live: LiveCall, before: Call, command: StopRecording) -> None:
    if not live.recording:
        return
    live.recording = False
    live.recorded = core.media.stop_recording(live.id)
    if not live.recorded.ok:
        log.error("the recording of call %s is not whole: %s", live.id, live.recorded.reason)
        await core.alarm("recorder", call=live.id)


async def _release(core: Core, live: LiveCall, before: Call, command: Release) -> None:
    kind, _, number = command.party.partition(":")
    if kind == "customer":
        _release_customer(core, live)
        return
    core.media.silence(command.party)
    agent = core.agents.get(number)
    if agent is not None and agent.call == live.id:
        await presence.leave_call(core, agent, worked=number == before.staff)


def _release_customer(core: Core, live: LiveCall) -> None:
    """A caller whom the system leaves still hears the last prompt."""
    if live.call.hung_up_by == "system" and live.customer not in live.lost:
        live.drop_due = core.in_s(core.figures.goodbye_s)
    else:
        core.media.drop(live.customer)


_HANDLERS: dict[type, Callable[[Core, LiveCall, Call, Any], Awaitable[Followed | None]]] = {
    StartRinging: _start_ringing,
    StopRinging: _stop_ringing,
    StartRecording: _start_recording,
    RecordStaff: _record_staff,
    StopRecording: _stop_recording,
    Release: _release,
}
"""`AskCallBack` is for whoever keeps the registers: they see it in the events."""
