"""Measure this machine: how quickly calls ring and speak, how many it carries, how fast the cores reckon."""

import argparse
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sanxiang.site.setup import setup_django

_LINES = ("clean", "white_20", "babble_20", "white_15", "babble_15")
AUDIO: Mapping[str, tuple[str, float]] = {
    **{f"audio.rate_error_percent.{line}.median": ("≤", 5) for line in _LINES},
    **{f"audio.rate_error_percent.{line}.p90": ("≤", 12) for line in _LINES},
    **{f"audio.events.{line}.interruptions_f1": ("≥", 0.9) for line in _LINES[:3]},
    **{f"audio.events.{line}.dead_air_f1": ("≥", 0.98) for line in _LINES[:3]},
    **{f"audio.events.{line}.hold_gap_error_s": ("≤", 0.5) for line in _LINES},
    "audio.speed.times_real_time": ("≥", 120),
    "audio.memory_mb.10_minutes": ("≤", 200),
    "audio.memory_mb.2_hours": ("≤", 200),
}
_DEADLINES = {
    **dict.fromkeys(("spread.never", "spread.twice", "instant.never", "instant.twice"), 0),
    **{"spread.late_s.max": 1, "instant.s": 20},
}
DESK: Mapping[str, tuple[str, float]] = {
    f"desk.deadlines.{database}.{figure}": ("≤", limit)
    for database in ("sqlite", "postgresql")
    for figure, limit in _DEADLINES.items()
}
TARGETS: Mapping[str, tuple[str, float]] = {
    "line.latency.press_to_ring_ms.median": ("≤", 300),
    "line.latency.press_to_ring_ms.p95": ("≤", 600),
    "line.latency.answer_to_audio_ms.p95": ("≤", 500),
    "line.latency.time_error_ms.ring": ("≤", 20),
    "line.latency.time_error_ms.hold": ("≤", 20),
    "line.latency.time_error_ms.talk": ("≤", 20),
    "line.capacity.calls_per_core": ("≥", 25),
    "state.events_per_s": ("≥", 100_000),
    "score.calls_per_s": ("≥", 1_000),
    "score.rescore.s": ("≤", 60),
    "score.rescore.postgresql.s": ("≤", 60),
    **AUDIO,
    **DESK,
}
"""What the figures are held against; the others are for reading."""
CALL = ("line", "state", "score")
HELP = "call: line, state and score; audio: the measures of the sound, 2 min; desk: time limits, 4 min"
PARTS_OF_DESK = ("deadlines",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["call", "line", "state", "score", "audio", "desk"], help=HELP)
    parser.add_argument("--part", choices=PARTS_OF_DESK, help="desk: this part alone")
    parser.add_argument("--full", action="store_true", help="more rounds and more calls, about five minutes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")


def run(args: argparse.Namespace) -> int:
    setup_django()
    parts: dict[str, Callable[[], dict[str, Any]]] = {
        "line": lambda: _line(full=args.full),
        "state": _state,
        "score": _score,
        "audio": lambda: _audio(full=args.full),
        "desk": lambda: _desk([args.part] if args.part else PARTS_OF_DESK),
    }
    asked = CALL if args.what == "call" else [args.what]
    figures = {name: parts[name]() for name in asked}
    if args.json:
        args.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("\n".join(table(figures)))
    return 0


def table(figures: Mapping[str, Any]) -> list[str]:
    """A line for each figure, with what it should be and whether it is."""
    return [f"{name:<64} {value!s:>12}  {_against(name, value)}".rstrip() for name, value in _flat(figures)]


def _against(name: str, value: Any) -> str:
    if name not in TARGETS:
        return ""
    sign, limit = TARGETS[name]
    met = value <= limit if sign == "≤" else value >= limit
    return f"{sign} {limit:g}  {'ok' if met else 'MISSED'}"


def _flat(figures: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in figures.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        elif not isinstance(value, list):
            yield f"{before}{name}", value


def _line(*, full: bool) -> dict[str, Any]:
    from sanxiang.lines.embedded.bench import run as run_line

    return run_line(short=not full)


def _state() -> dict[str, Any]:
    from sanxiang.desk.contacts.bench import bench_state_machine

    return _on_one_core(bench_state_machine)


def _audio(*, full: bool) -> dict[str, Any]:
    from sanxiang.quality.audio.bench import run as run_audio

    return _on_one_core(lambda: run_audio(full=full))


def _score() -> dict[str, Any]:
    from sanxiang.quality.scoring.bench import bench_score
    from sanxiang.site.rescore_bench import bench_rescore

    one_by_one = _on_one_core(lambda: {"calls_per_s": round(bench_score(2000))})
    return {**one_by_one, "rescore": bench_rescore(100_000)}


def _desk(parts: Sequence[str]) -> dict[str, Any]:
    from sanxiang.site.desk_bench import bench_deadlines

    measures = {"deadlines": bench_deadlines}
    return {name: measures[name]() for name in parts}


def _on_one_core(measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    if not hasattr(os, "sched_setaffinity"):  # macOS has no such call
        return measure()
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        return measure()
    finally:
        os.sched_setaffinity(0, cores)
