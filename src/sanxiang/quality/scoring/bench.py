"""How many calls a second the scorer reads and judges on one core."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import write_folder
from sanxiang.kernel.clock import Clock, clock
from sanxiang.quality.scoring.folders import score_folders
from sanxiang.quality.scoring.scorer import Result
from sanxiang.rules.rulebook import open_edition

START = datetime(2026, 3, 2, 1, tzinfo=UTC)
STEPS: tuple[tuple[float, str, dict[str, object]], ...] = (
    (0.0, "offered", {"line": "general", "direction": "in", "from": "13800138000", "to": "8000"}),
    (0.2, "alerting", {"staff": "8001"}),
    (7.9, "answered", {"staff": "8001"}),
    (7.9, "recording", {"sample_rate": 8000}),
    (30.0, "held", {"by": "staff"}),
    (42.0, "retrieved", {"by": "staff"}),
    (60.0, "consulted", {"staff": "8001", "target": "8002"}),
    (75.0, "consult_failed", {"target": "8002", "reason": "no_answer"}),
    (76.0, "retrieved", {"by": "staff"}),
    (120.0, "hung_up", {"by": "customer", "cause": 16}),
    (120.1, "ended", {}),
)
RECORD = {
    "category": "repair",
    "caller_name": "张女士",
    "unit": "3栋2单元1001",
    "summary": "水龙头漏水",
    "restated": True,
}


def bench_score(n: int, *, clock: Clock = clock) -> float:
    """Make `n` call folders, then read and score them in this process. Returns calls a second."""
    edition = open_edition("property")
    with tempfile.TemporaryDirectory() as where:
        paths = [_folder(Path(where), number) for number in range(n)]
        begun = clock.monotonic()
        scored = sum(isinstance(result, Result) for result in score_folders(paths, edition))
        seconds = clock.monotonic() - begun
    if scored != n:
        raise RuntimeError(f"{n - scored} of {n} folders could not be scored")
    return n / seconds


def _folder(where: Path, number: int) -> Path:
    path = where / f"c-{number}"
    begun = START + timedelta(minutes=number)
    events = [
        Event(begun + timedelta(seconds=at), event, {"call": path.name, **data} if at == 0 else data)
        for at, event, data in STEPS
    ]
    write_folder(path, events, record=RECORD)
    return path
