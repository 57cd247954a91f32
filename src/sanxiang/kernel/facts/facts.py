"""The shape of a fact, and the shape of what follows from one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened. `subject` and `actor` are "<room>:<key>": "contact:0190…", "staff:8001"."""

    id: UUID
    at: datetime
    kind: str
    subject: str
    site: int | None = None
    actor: str = "system"
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The subject's key without its room."""
        return self.subject.partition(":")[2]


Reaction = Callable[[Fact], None]


@dataclass(frozen=True, slots=True)
class Later:
    """A reaction that runs after the commit, in a worker, at least once: it must be idempotent."""

    reaction: str  # dotted path, so that a task row can name it
    queue: str = "default"


@dataclass(frozen=True, slots=True)
class Wire:
    """What follows from facts whose kind begins with `kind` (a whole kind, or "call." for a family)."""

    kind: str
    now: tuple[Reaction, ...] = ()
    later: tuple[Later, ...] = ()
    hints: tuple[str, ...] = ()  # topics of live screens; {site} {key} {data fields} are filled in

    def serves(self, kind: str) -> bool:
        return kind == self.kind or (self.kind.endswith(".") and kind.startswith(self.kind)) or not self.kind
