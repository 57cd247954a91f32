"""What a line must do after an event. Parties are `customer:<call>` and `staff:<number>`."""

from dataclasses import dataclass
from typing import Literal

StopWhy = Literal["answered", "elsewhere", "caller_left", "no_answer"]


def customer_of(call: str) -> str:
    return f"customer:{call}"


def staff_party(number: str) -> str:
    return f"staff:{number}"


@dataclass(frozen=True, slots=True)
class StartRinging:
    """`consult_from`: the colleague who asks, when this is a consultation."""

    staff: str
    consult_from: str | None = None


@dataclass(frozen=True, slots=True)
class StopRinging:
    staff: str
    why: StopWhy


@dataclass(frozen=True, slots=True)
class Play:
    """`party` hears `name`: once, then what looped before; or over and over."""

    party: str
    name: str
    loop: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    party: str


@dataclass(frozen=True, slots=True)
class Bridge:
    """These parties, two or three, hear each other and nobody else."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mute:
    party: str
    on: bool


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Channel 0 hears `customer`, channel 1 every one of `staff`."""

    customer: str
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordStaff:
    """Who is on channel 1 from now on."""

    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StopRecording:
    pass


@dataclass(frozen=True, slots=True)
class Release:
    """`party` leaves this call."""

    party: str


@dataclass(frozen=True, slots=True)
class AskCallBack:
    """The desk owes this caller a call: `missed` (nobody answered) or `broken_off`."""

    reason: Literal["missed", "broken_off"]


Command = (
    StartRinging
    | StopRinging
    | Play
    | Silence
    | Bridge
    | Mute
    | StartRecording
    | RecordStaff
    | StopRecording
    | Release
    | AskCallBack
)
