"""Past calls of the demo estate."""

from datetime import datetime


def put_calls(now: datetime) -> None:
    """Put a handful of past calls through the pipeline."""
