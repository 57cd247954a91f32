"""What the contract suite needs from an exchange under test, and the list of those that take part.

A form joins by a module that calls `take_part`, named in `test_exchange_contract.FORMS`.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol

from sanxiang.desk.contacts.events import Event

ALL = frozenset(
    {"queue", "hold", "mute", "consult", "heard", "voice", "vanish", "recover", "limit", "screens"}
)
"""What an exchange may be able to do; a scenario runs where all that it needs is there.

queue: rings and distributes by itself · heard: knows who has spoken · voice: carries it, and records ·
vanish: notices lost parties · recover: closes the books after a crash · limit: carries so many calls and
no more · screens: tells the screens of operators and callers.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The figures that the exchange under test has been given, in seconds; real forms take small ones."""

    ring_for_s: float = 15.0
    give_up_s: float = 60.0
    consult_for_s: float = 10.0
    reconnect_s: float = 20.0
    caller_away_s: float = 5.0
    caller_voice_s: float = 3.0
    wrapup_s: float = 30.0
    unanswered_limit: int = 2
    max_calls: int = 3
    moment_s: float = 1.0
    """Shorter than any of the others: time for what happens at once to have happened."""


class ExchangeHarness(Protocol):
    """Drives one exchange. Staff are numbers, calls the exchange's ids, parties as in `ports`."""

    times: Times

    async def sign_in(self, staff: str, *, lines: tuple[str, ...] = ("general",)) -> None:
        """The operator's page says hello and has its microphone; not ready yet."""
        ...

    async def call(self, *, line: str = "general", emergency: bool = False, name: str = "") -> str:
        """A caller dials; returns when the call has its row."""
        ...

    async def ask(self, verb: str, staff: str, *rest: Any, **more: Any) -> str | None:
        """Make the Exchange request `verb(staff, *rest, **more)`; return None, or the code of its refusal."""
        ...

    async def caller_hangs_up(self, call: str) -> None: ...

    async def wait(self, seconds: float) -> None: ...

    async def until(self, true: Callable[[], bool], *, within: float = 5.0) -> None:
        """Let time pass until `true()`. Fails the test after `within` seconds."""
        ...

    def events(self, call: str) -> list[Event]:
        """What the exchange has written of the call."""
        ...

    def agent_events(self, staff: str) -> list[tuple[str, str]]:
        """(event, reason) of what it has written of the operator."""
        ...

    def told(self, staff: str) -> list[dict[str, Any]]:
        """Every message to the operator's screen, oldest first."""
        ...

    def told_caller(self, call: str) -> list[dict[str, Any]]: ...

    def hears(self, party: str) -> frozenset[str] | str | None:
        """The parties that `party` hears now, or the sound that loops, or nothing."""
        ...

    async def speak(self, party: str) -> None:
        """`party` says something that the exchange takes notice of."""
        ...

    async def lose(self, party: str) -> None:
        """`party` vanishes without a word, and the exchange has noticed."""
        ...

    async def come_back(self, staff: str) -> dict[str, Any]:
        """The vanished operator's page is there again; returns the state it was welcomed with."""
        ...

    async def crash(self) -> None:
        """The exchange is killed and started again; operators have to say hello again."""
        ...


Open = Callable[[], AbstractAsyncContextManager[ExchangeHarness]]
Scenario = Callable[[ExchangeHarness], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Form:
    """An exchange that takes part. `marks`: pytest marks of what it needs."""

    name: str
    can: frozenset[str]
    open: Open
    marks: tuple[Any, ...] = ()


@dataclass(slots=True)
class Suite:
    forms: list[Form] = field(default_factory=list)
    scenarios: list[tuple[Scenario, frozenset[str]]] = field(default_factory=list)


SUITE = Suite()


def take_part(name: str, open_: Open, *, can: frozenset[str] = ALL, marks: tuple[Any, ...] = ()) -> None:
    SUITE.forms.append(Form(name, can, open_, marks))


def scenario(*needs: str) -> Callable[[Scenario], Scenario]:
    assert ALL.issuperset(needs)

    def note(play: Scenario) -> Scenario:
        SUITE.scenarios.append((play, frozenset(needs)))
        return play

    return note
