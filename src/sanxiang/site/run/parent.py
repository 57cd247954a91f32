"""A part must not outlive the command that started it, or it would hold its port against the next start.

The starter keeps the writing end of a pipe; when it goes, however it goes, the reading end tells.
"""

import os
import signal
import threading
import time

VARIABLE = "SANXIANG_PARENT_FD"
GRACE_S = 8.0  # to end calls and answers in progress; after that the part is ended hard


def watch_parent() -> None:
    """In a part: end this process when its starter has gone. Does nothing in a command started by hand."""
    descriptor = os.environ.pop(VARIABLE, "")
    if descriptor:
        threading.Thread(target=_wait, args=(int(descriptor),), name="parent", daemon=True).start()


def _wait(descriptor: int) -> None:
    while os.read(descriptor, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_S)
    os.kill(os.getpid(), signal.SIGKILL)
