"""An operator at the switchboard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Presence = Literal["ready", "not_ready", "ringing", "busy", "wrapup", "logged_off"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What an operator's ticket says. `lines`: those they are certified for."""

    staff: str
    name: str
    lines: frozenset[str]
    languages: frozenset[str] = frozenset()
    site: int | None = None
    role: str = "operator"

    @classmethod
    def of_ticket(cls, ticket: Mapping[str, Any]) -> "Profile":
        return cls(
            staff=ticket["staff"],
            name=ticket["name"],
            lines=frozenset(ticket["lines"]),
            languages=frozenset(ticket.get("languages") or ()),
            site=ticket.get("site"),
            role=ticket.get("role") or "operator",
        )


@dataclass(slots=True, kw_only=True)
class Agent:
    """An operator's state. Changed only between awaits, so a call is taken by exactly one.

    `session`: the tab they sit at (None: away) · `call`: the one call that rings or is theirs ·
    `after_call`: the reason to be not ready from the end of the call on · `*_due`: on the monotonic clock.
    """

    profile: Profile
    since: datetime
    session: str | None = None
    presence: Presence = "not_ready"
    reason: str = ""
    ready_since: float = 0.0
    call: str | None = None
    unanswered: int = 0
    after_call: str | None = None
    media_lost: bool = False
    gone_due: float | None = None
    wrapup_due: float | None = None

    @property
    def staff(self) -> str:
        return self.profile.staff

    @property
    def free(self) -> bool:
        """May be offered a call right now."""
        return self.presence == "ready" and self.call is None and self.session is not None

    def claim(self, call: str, presence: Presence) -> None:
        self.call, self.presence = call, presence
