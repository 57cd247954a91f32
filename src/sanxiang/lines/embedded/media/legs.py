"""The legs of all parties: made, replaced, watched, dropped."""

from collections.abc import Callable, Mapping
from typing import Any

from .leg import Leg, later
from .load import Load
from .party import Party
from .rtcp import EVERY_S
from .settings import MediaSettings

CNAME = b"sanxiang"


class Legs:
    """`on_lost(party)`: no voice for four seconds from someone who should talk, or their connection broke.

    `on_up(party)`: their way is open, for the first time or again, or their voice is back on it.
    """

    def __init__(
        self, settings: MediaSettings, *, on_lost: Callable[[str], None], on_up: Callable[[str], None]
    ) -> None:
        self.load = Load()
        self.settings = settings
        self._on_lost, self._on_up = on_lost, on_up
        self._parties: dict[str, Party] = {}

    async def prepare(self, offer: str) -> tuple[Leg, str]:
        """A leg for an offer and its SDP answer, not yet anybody's. Raises OfferRefused."""
        leg = Leg(self.settings)
        try:
            return leg, await leg.answer(offer)
        except BaseException:
            later(leg.close())
            raise

    def attach(self, party: str, leg: Leg) -> None:
        """Make `leg` the way to `party`, in place of any there is."""
        member = self._party(party)
        leg.on_packet, leg.on_down = member.packet, self._leg_down
        leg.on_open(lambda: self._on_up(party))
        old, member.leg = member.leg, leg
        member.lost = False
        member.last_media = leg.born
        if old is not None:
            later(old.close())

    async def answer(self, party: str, offer: str) -> str:
        """Give `party` a new leg and return the SDP answer. Raises OfferRefused."""
        leg, answer = await self.prepare(offer)
        self.attach(party, leg)
        return answer

    async def add_ice(self, party: str, candidate: Mapping[str, Any] | None) -> None:
        """Take a browser's candidate for the party's leg."""
        member = self._parties.get(party)
        if member is not None and member.leg is not None:
            await member.leg.add_ice(candidate)

    def has_leg(self, party: str) -> bool:
        member = self._parties.get(party)
        return member is not None and member.leg is not None

    def cadence(self, party: str, on_s: float, cycle_s: float) -> None:
        """The ring-back that `party` hears: the cadence of its line."""
        self._party(party).cadence = (on_s, cycle_s)

    def drop(self, party: str) -> None:
        member = self._parties.pop(party, None)
        if member is None:
            return
        member.alone()
        if member.leg is not None:
            later(member.leg.close())

    @property
    def legs(self) -> int:
        return sum(member.leg is not None for member in self._parties.values())

    # inside

    def _party(self, name: str) -> Party:
        member = self._parties.get(name)
        if member is None:
            member = self._parties[name] = Party(name, self.load, self._on_up)
        return member

    def _leg_down(self, leg: Leg) -> None:
        for member in self._parties.values():
            if member.leg is leg:
                self._lose(member)

    def _lose(self, member: Party) -> None:
        if not member.lost:
            member.lost = True
            self._on_lost(member.name)

    def _watch(self, now: float, seconds: int) -> None:
        """Every second: who has fallen silent, the load, and the reports to browsers."""
        self.load.tick()
        for number, member in enumerate(list(self._parties.values())):
            if member.leg is None:
                continue
            if not member.leg.open:
                if now - member.leg.born > self.settings.setup_s:
                    self._lose(member)
            elif self._should_talk(member) and now - member.last_media > self.settings.lost_after_s:
                self._lose(member)
            if (seconds + number) % int(EVERY_S) == 0:
                member.leg.report(CNAME)

    @staticmethod
    def _should_talk(member: Party) -> bool:
        """Callers send from the beginning; operators' browsers only while they are in a call."""
        return member.bridged or member.name.startswith("customer:")
