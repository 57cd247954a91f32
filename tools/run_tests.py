"""All tests, stage by stage, with the time of each. In CI (CI=true) nothing may be skipped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.debian import bring  # noqa: E402
from tools.postgres import NoPostgres, postgres  # noqa: E402

CI = os.environ.get("CI") == "true"
BIN = Path(sys.executable).parent
PYTEST = [sys.executable, "-m", "pytest", "-p", "tools.pytest_stage", "-q", "--tb=short"]
BROWSER_NEEDS = {"chromium", "espeak-ng", "sox", "fonts-noto-cjk"}


@dataclass(frozen=True)
class Stage:
    """Commands of one stage; `missing` says why it can't run here."""

    name: str
    commands: Sequence[Sequence[str]]
    env: Mapping[str, str]
    missing: str = ""


@dataclass(frozen=True)
class Outcome:
    name: str
    seconds: float
    verdict: str
    closing: str = ""


def stages(missing: Sequence[str], url: str, no_postgres: str) -> list[Stage]:
    """What runs on this machine, in order."""
    off = ", ".join(sorted(BROWSER_NEEDS & set(missing)))
    lint = [[str(BIN / "ruff"), "check", "."], [str(BIN / "ruff"), "format", "--check", "."]]
    lint += [[str(BIN / "mypy")], [str(BIN / "lint-imports")]]
    quick = "not browser and not media and not postgres"
    unit = [*PYTEST, "-n", "2", "--ignore=tests/ops", "-m", quick]
    ops = [*PYTEST, "-n", "2", "tests/ops", "-m", quick]
    data = [*PYTEST, "-n", "2", "--database-only", "-m", "not browser and not media"]
    return [
        Stage("lint", lint, {}),
        Stage("unit, SQLite", [unit], {"SANXIANG_DATABASE_URL": ""}),
        Stage(
            "unit, PostgreSQL",
            [data],
            {"SANXIANG_DATABASE_URL": url, "SANXIANG_TEST_POSTGRES": url},
            no_postgres,
        ),
        Stage("operation", [ops], {}),
        Stage("media", [[*PYTEST, "-m", "media"]], {}, "espeak-ng" if "espeak-ng" in missing else ""),
        Stage("browser", [[*PYTEST, "-m", "browser"]], {}, off),
    ]


def run(stage: Stage) -> Outcome:
    """Run one stage to its end, whatever fails in it."""
    print(f"\n=== {stage.name} ===", flush=True)
    if stage.missing:
        verdict = "FAILED" if CI else "SKIPPED"
        print(f"!!! {stage.name} {verdict}, not here: {stage.missing}", flush=True)
        return Outcome(stage.name, 0.0, verdict, f"not here: {stage.missing}")
    began, ok, closing = time.monotonic(), True, ""
    for command in stage.commands:
        status, last = _follow(command, stage.env)
        ok, closing = ok and status == 0, last if "pytest" in command else closing
    return Outcome(stage.name, time.monotonic() - began, "ok" if ok else "FAILED", closing)


def _follow(command: Sequence[str], env: Mapping[str, str]) -> tuple[int, str]:
    """Run a command, print what it prints, return its status and last line."""
    last = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **env},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def main() -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the temporary PostgreSQL is stopped too
    began = time.monotonic()
    missing = bring()
    with ExitStack() as stack:
        url, no_postgres = "", ""
        try:
            url = stack.enter_context(postgres())
        except NoPostgres as fault:
            no_postgres = str(fault)
        outcomes = [run(stage) for stage in stages(missing, url, no_postgres)]
    _report(outcomes, time.monotonic() - began)
    return 1 if any(outcome.verdict == "FAILED" for outcome in outcomes) else 0


def _report(outcomes: Sequence[Outcome], seconds: float) -> None:
    print("\nstage               seconds  verdict")
    for one in outcomes:
        print(f"{one.name:<18} {one.seconds:>8.1f}  {one.verdict:<8} {one.closing}")
    print(f"{'all':<18} {seconds:>8.1f}")
    if any(one.verdict == "SKIPPED" for one in outcomes):
        print("!!! Something was skipped: what this machine lacks is named above.")


if __name__ == "__main__":
    sys.exit(main())
