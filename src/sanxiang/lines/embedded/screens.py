"""Which page belongs to whom: the switchboard's `Notify`, over the WebSockets that are open now."""

from collections.abc import Callable, Mapping
from typing import Any

from .connection import Connection


class Screens:
    """Callers' pages by their session (it survives a reload), operators' by their staff number.

    `session_of(call)`: the page session that a call came from. `on_caller(call)`: something about a call has
    changed, whether or not its page is there.
    """

    def __init__(self, session_of: Callable[[str], str], on_caller: Callable[[str], None]) -> None:
        self._session_of, self._on_caller = session_of, on_caller
        self._callers: dict[str, Connection] = {}
        self._staff: dict[str, tuple[str, Connection]] = {}

    # Notify

    def caller(self, call: str, message: Mapping[str, Any]) -> None:
        self.to_caller(call, message)
        self._on_caller(call)

    def to_caller(self, call: str, message: Mapping[str, Any]) -> None:
        page = self._callers.get(self._session_of(call))
        if page is not None:
            page.send(message)

    def staff(self, staff: str, message: Mapping[str, Any]) -> None:
        if staff in self._staff:
            self._staff[staff][1].send(message)

    def taken_over(self, staff: str, session: str) -> None:
        """The old page is told by `add_staff`, which comes first and knows it."""

    # pages

    def add_caller(self, session: str, page: Connection) -> Connection | None:
        """Take a caller's page; return the one it replaces."""
        old = self._callers.get(session)
        self._callers[session] = page
        return old

    def remove_caller(self, session: str, page: Connection) -> bool:
        """Forget a page that has gone; False when another has taken its place."""
        if self._callers.get(session) is not page:
            return False
        del self._callers[session]
        return True

    def add_staff(self, staff: str, session: str, page: Connection) -> Connection | None:
        """Take an operator's page; return the one it replaces: only the later may act."""
        old = self._staff.get(staff)
        self._staff[staff] = (session, page)
        return old[1] if old is not None else None

    def remove_staff(self, staff: str, page: Connection) -> bool:
        if staff not in self._staff or self._staff[staff][1] is not page:
            return False
        del self._staff[staff]
        return True

    def is_current(self, staff: str, page: Connection) -> bool:
        return staff in self._staff and self._staff[staff][1] is page

    def pages(self) -> list[Connection]:
        return [*self._callers.values(), *(page for _, page in self._staff.values())]

    @property
    def counts(self) -> tuple[int, int]:
        """Callers' pages, operators' pages."""
        return len(self._callers), len(self._staff)
