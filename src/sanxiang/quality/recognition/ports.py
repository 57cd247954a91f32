"""What every recogniser does, and how it says that it couldn't."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from sanxiang.kernel.errors import Refused

Transcript = Mapping[str, Any]
"""The shape of transcript.json (spec: call folder); seconds on the clock of the recording."""


class NotRecognised(Refused):
    """No transcript could be made of this recording. `code`:

    sound: the recording can't be read, or its channels can't be told apart; nothing: no word in it;
    model: there is none, or it can't be used; ended: the recogniser's process died; late: it took too long.
    """


class Recogniser(Protocol):
    def transcribe(self, path: Path) -> Transcript:
        """Return what was said in a two-channel recording (0 the customer, 1 staff). Raises NotRecognised."""
