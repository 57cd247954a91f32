"""The figures of a site that the switchboard goes by. What a line has of its own comes with each call."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Times in seconds. None has a default: they are the company's."""

    max_calls: int
    """Calls carried at once; further callers wait with a word. Emergencies are always carried."""
    consult_for_s: float
    """How long a consulted colleague's phone rings."""
    reconnect_s: float
    """How long an operator who vanished may take to come back to their call."""
    caller_away_s: float
    """How long a caller's page may be away before the call is over."""
    caller_voice_s: float
    """How long a caller's voice may be lost before the call is over: a reloaded page brings it back."""
    wrapup_s: float
    """Time for notes after a call, before the next is offered."""
    unanswered_limit: int
    """Offers let pass in a row before an operator is set not ready."""
    queue_word_s: float
    """How often a waiting caller is thanked and hears where they stand; 0: never."""
    goodbye_s: float
    """How long a caller's leg stays open for the last prompt."""
