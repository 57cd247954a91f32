"""Look for what is wrong with this installation and say what to do. Exit status 1 when something fails."""

import argparse
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from sanxiang.site.setup import setup_django

if TYPE_CHECKING:
    from sanxiang.site.doctor.finding import Finding

MARKS = {"ok": "  ok  ", "warn": " warn ", "fail": " FAIL "}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for programs: one JSON object a finding")


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.site.doctor import data, desk, machine, paper, reach, speech
    from sanxiang.site.doctor.finding import run as run_checks

    checks = [
        machine.folder, machine.disk, machine.time_of_day, machine.zone,
        data.database, data.spool, data.recordings, data.work, desk.staff, desk.packages, desk.rulebook,
        speech.recognition, paper.fonts,
        reach.ports, reach.voice, reach.microphone, reach.certificate, reach.udp,
    ]  # fmt: skip
    failed = False
    for finding in run_checks(checks):
        failed = failed or finding.verdict == "fail"
        if args.json:
            print(json.dumps(asdict(finding), ensure_ascii=False), flush=True)
        else:
            print(_line(finding), flush=True)
    return 1 if failed else 0


def _line(finding: "Finding") -> str:
    from sanxiang.kernel.words import gettext

    todo = f"\n        → {finding.todo}" if finding.todo else ""
    said = gettext("%(what)s：%(says)s", what=finding.what, says=finding.says)
    return f"{MARKS[finding.verdict]} {said}{todo}"
