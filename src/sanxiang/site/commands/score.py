"""Score call folders by a rulebook. Status 2 when a folder couldn't be read; the others are still scored."""

import argparse
import json
import sys
from pathlib import Path

from sanxiang.quality.scoring.folders import score_folders
from sanxiang.quality.scoring.scorer import Result
from sanxiang.quality.scoring.table import table
from sanxiang.rules.rulebook.faults import BadRulebook
from sanxiang.site.commands.rulebook import find


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`DIR [DIR …] [--rulebook property|FILE] [--json]`."""
    parser.add_argument("folders", nargs="+", metavar="DIR", type=Path, help="call folders")
    parser.add_argument("--rulebook", default="property", metavar="PROFILE|FILE", help="default: property")
    parser.add_argument("--json", action="store_true", help="one JSON object for each call, a line each")


def run(args: argparse.Namespace) -> int:
    """Print each call's findings; what can't be read goes to standard error."""
    try:
        edition = find(args.rulebook)
    except BadRulebook as bad:
        for fault in bad.faults:
            print(fault, file=sys.stderr)
        return 2
    status = 0
    for result in score_folders(args.folders, edition):
        if isinstance(result, Result):
            _print(result, as_json=args.json)
        else:
            print(result.sentence, file=sys.stderr)
            status = 2
    return status


def _print(result: Result, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result.as_json(), ensure_ascii=False))
    else:
        print("\n".join(table(result)) + "\n")
