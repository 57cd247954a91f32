"""Whether the two channels are what they should be.

Own house rules. `swapped` is only said when all of it speaks for it: the customer's channel opens at once
with a whole greeting, staff's says nothing until it is over, and nothing later contradicts. Known error: an
operator who picks up and says nothing to a caller who speaks at once looks the same, so it means "cannot tell
who is who".
"""

from sanxiang.quality.audio.model import Voice
from sanxiang.quality.audio.overlaps import bursts_of

OPENS_S = 2.5
GREETING_S = 1.8
LONG_SILENCE_S = 5.0


def faults_of(customer: Voice, staff: Voice, *, same: bool) -> tuple[str, ...]:
    faults = ["one_channel"] if same else []
    faults += [f"silent_{name}" for name, voice in _named(customer, staff) if not voice.speech]
    if not faults and swapped(customer, staff):
        faults.append("swapped")
    return tuple(faults)


def swapped(customer: Voice, staff: Voice) -> bool:
    """Channel 0 behaves like staff and channel 1 like a caller, from the opening and after long silences."""
    opening = bursts_of(customer.speech)[0]
    first_staff = staff.speech[0].from_s
    greets = opening.from_s <= OPENS_S and opening.seconds >= GREETING_S and first_staff > opening.to_s - 0.3
    returns = _returns(customer, staff)
    back = returns.count("staff")
    return greets and (back == 0 or back < returns.count("customer"))


def _returns(customer: Voice, staff: Voice) -> list[str]:
    """Who speaks first after each long silence: as a rule it is staff, who was looking something up."""
    spans = sorted([(span, name) for name, voice in _named(customer, staff) for span in voice.speech])
    found = []
    until = spans[0][0].to_s
    for span, name in spans:
        if span.from_s - until >= LONG_SILENCE_S:
            found.append(name)
        until = max(until, span.to_s)
    return found


def _named(customer: Voice, staff: Voice) -> tuple[tuple[str, Voice], ...]:
    return ("customer", customer), ("staff", staff)
