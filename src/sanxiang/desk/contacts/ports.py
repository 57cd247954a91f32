"""What the desk needs from a line, and what the shared engine of our own lines needs from its parts.

A line implements `Exchange`. Lines that carry voice themselves build on `lines.switchboard`, which needs
an `EventSink`, a `Media` and a `Notify`. Parties are strings: `customer:<call>` or `staff:<number>`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from sanxiang.desk.contacts.events import Record
from sanxiang.kernel.clock import Clock

__all__ = [
    "Arrival",
    "Clock",
    "Code",
    "EventSink",
    "Exchange",
    "Media",
    "Notify",
    "Recorded",
    "RequestRefused",
]

Code = Literal["gone", "taken", "busy", "absent", "not_allowed", "not_heard", "consulting", "not_ready"]


class RequestRefused(Exception):
    """A request that can't be carried out now. `code` goes to the screen, which has the sentence.

    gone: the call is over or rings elsewhere · taken: a colleague was faster · busy: that person is in a
    call · absent: that person isn't signed in · not_ready: that person takes no calls now · consulting:
    end the consultation first · not_heard: the two have not both spoken yet · not_allowed: not in this
    state of the call, or not by this person.
    """

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A call that reaches us, with all that must be known without a database.

    `ring_for_s`: how long one operator's phone rings before the next is asked; `give_up_s`: how long a
    caller waits before hearing that we will ring back; `cycle_s`: length of one ring with its silence.
    """

    line: str
    cycle_s: float
    ring_for_s: float
    give_up_s: float
    line_name: str = ""
    site: int | None = None
    place: str = ""
    unit: int | None = None
    link: int | None = None
    emergency: bool = False
    language: str | None = None
    caller_name: str = ""
    phone: str | None = None
    called: str | None = None
    callback: str | None = None


class Exchange(Protocol):
    """A line as the desk sees it. Every request raises RequestRefused when it can't be carried out.

    `staff` and `target` are staff numbers, `call` is the id that `offer` returned.
    """

    async def offer(self, arrival: Arrival) -> str:
        """A call reaches the line: it has its row and waits, or rings. Returns its id."""
        ...

    async def ready(self, staff: str) -> None: ...

    async def not_ready(self, staff: str, reason: str) -> None:
        """Take no calls. During a call: from its end on."""
        ...

    async def answer(self, staff: str, call: str) -> None:
        """Pick up a ringing call, or a consultation."""
        ...

    async def decline(self, staff: str, call: str) -> None:
        """Let it ring at the next operator's."""
        ...

    async def hold(self, staff: str, call: str) -> None: ...

    async def retrieve(self, staff: str, call: str) -> None: ...

    async def mute(self, staff: str, call: str) -> None: ...

    async def unmute(self, staff: str, call: str) -> None: ...

    async def consult(self, staff: str, call: str, target: str) -> None:
        """Hold the caller, if not yet held, and ring `target`."""
        ...

    async def join(self, staff: str, call: str) -> None:
        """Bring caller, operator and the consulted colleague together."""
        ...

    async def complete(self, staff: str, call: str, *, confirmed: bool = False) -> None:
        """Leave the call to the colleague. Refused (`not_heard`) until both have spoken, or `confirmed`."""
        ...

    async def cancel_consult(self, staff: str, call: str) -> None:
        """Back to the caller without the colleague."""
        ...

    async def hang_up(self, call: str, staff: str | None = None) -> None:
        """End the call: by `staff`, or by the caller. From a consulted colleague: leave it."""
        ...

    async def play(self, call: str, name: str) -> None:
        """Let the caller hear a prompt while they wait."""
        ...

    async def record(self, call: str) -> None:
        """See to it that the call is being recorded; an answered call is by itself."""
        ...


class EventSink(Protocol):
    async def write(self, record: Record) -> None:
        """Return when `record` (see `events.Record`) outlives this process, whatever ends it.

        Raises `lines.spool.SpoolFull` or OSError when it is only kept in memory: the call goes on.
        """
        ...


class Recorded(NamedTuple):
    """A finished recording. `ok` is False when it is short or broken, with `reason`."""

    seconds: float
    bytes: int
    ok: bool = True
    reason: str = ""


class Media(Protocol):
    """Who hears what. Calls return at once; each sets the state whatever it was before.

    A party is bridged, or hears one looping sound, or nothing. A sound played once runs to its end and
    then gives way to the loop set before or meanwhile; a bridge, a silence or another sound cuts it off.
    A new leg of the same party keeps the state. Unknown parties are taken: their state waits for the leg.
    """

    def silence(self, party: str) -> None:
        """`party` hears nothing and is heard by nobody."""
        ...

    def play(self, party: str, name: str, *, loop: bool) -> None:
        """Play a tone or prompt; `party` leaves its bridge. A loop that plays already goes on unbroken."""
        ...

    def bridge(self, *parties: str) -> None:
        """Two: passed through; three: mixed. Each leaves any other bridge; whoever was with them is alone."""
        ...

    def mute(self, party: str, on: bool) -> None:
        """While on, nobody (and no recorder) hears `party`."""
        ...

    def record(self, call: str, path: Path, *, customer: str, staff: tuple[str, ...]) -> None:
        """Start the two-channel recording: its second 0 is now. Raises OSError."""
        ...

    def record_staff(self, call: str, staff: tuple[str, ...]) -> None:
        """Who is on channel 1 from now on. Nothing when the call isn't recorded."""
        ...

    def stop_recording(self, call: str) -> Recorded:
        """Finish the file. For a call that isn't recorded: not ok, with the reason."""
        ...

    def heard(self, party: str) -> bool:
        """Whether `party` has spoken since `reset_heard`."""
        ...

    def reset_heard(self, *parties: str) -> None: ...

    def drop(self, party: str) -> None:
        """Close the party's leg. Nothing when there is none."""
        ...


Message = Mapping[str, Any]
"""A message to a screen: `{"t": …}` with epoch milliseconds for times."""


class Notify(Protocol):
    """Tells screens. Returns at once and never raises; a screen that is away learns all on its return."""

    def caller(self, call: str, message: Message) -> None: ...

    def staff(self, staff: str, message: Message) -> None: ...

    def taken_over(self, staff: str, session: str) -> None:
        """Another tab of `staff` said hello: tell the tab `session` and close it."""
        ...
