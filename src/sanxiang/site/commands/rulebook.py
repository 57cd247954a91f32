"""Look at rulebooks: show one, check a file for faults, compare two, list what is judged how."""

import argparse
import sys
from datetime import date
from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook import Edition, open_edition, open_file, profiles
from sanxiang.rules.rulebook.faults import BadRulebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`show PROFILE|FILE [--clause ID] [--on DAY]`, `check FILE`, `diff A B`, `coverage`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="show|check|diff|coverage")
    show = actions.add_parser("show", help="what a rulebook says")
    show.add_argument("rulebook", metavar="PROFILE|FILE")
    show.add_argument("--clause", metavar="ID", help="one clause with its figures and sources")
    show.add_argument("--on", metavar="DAY", type=date.fromisoformat, help="as it holds on YYYY-MM-DD")
    show.add_argument("--english", action="store_true", help="titles and texts in English")
    check = actions.add_parser("check", help="every fault of a rulebook file, with its line")
    check.add_argument("file", metavar="FILE", type=Path)
    diff = actions.add_parser("diff", help="what differs between two rulebooks")
    diff.add_argument("a", metavar="A")
    diff.add_argument("b", metavar="B")
    actions.add_parser("coverage", help="how each clause of each rule document is judged, as Markdown")


def run(args: argparse.Namespace) -> int:
    """Exit status: 0, 1 when `check` finds faults, 2 when a rulebook can't be read."""
    try:
        return {"show": _show, "check": _check, "diff": _diff, "coverage": _coverage}[args.action](args)
    except BadRulebook as bad:
        for fault in bad.faults:
            print(fault, file=sys.stderr)
        return 2


def find(name: str) -> Edition:
    """Open a profile by its id, otherwise a file by its path. Raises BadRulebook."""
    return open_edition(name) if name in profiles() or not _is_path(name) else open_file(Path(name))


def _is_path(name: str) -> bool:
    return Path(name).exists() or "/" in name or name.endswith(".toml")


def _show(args: argparse.Namespace) -> int:
    from sanxiang.rules.rulebook.show import show_clause, show_rulebook

    edition = find(args.rulebook)
    rulebook = edition.on(args.on or edition.issued)
    language = "en" if args.english else "zh"
    if args.clause is None:
        lines = show_rulebook(rulebook, language)
    else:
        clause = rulebook.clause(args.clause)
        if clause is None:
            known = "、".join(one.id for one in rulebook.clauses)
            said = gettext("没有条款 %(id)s；现有：%(known)s", id=args.clause, known=known)
            print(said, file=sys.stderr)
            return 2
        lines = show_clause(rulebook, clause, language)
    print("\n".join(lines))
    return 0


def _check(args: argparse.Namespace) -> int:
    from sanxiang.rules.rulebook.check import check

    faults = check(args.file)
    for fault in faults:
        print(f"{gettext('提醒')} {fault}" if fault.warning else fault)
    bad = sum(not fault.warning for fault in faults)
    if bad:
        print(gettext("%(count)s 处错误", count=bad), file=sys.stderr)
        return 1
    print(gettext("没有错误：%(file)s", file=args.file))
    return 0


def _diff(args: argparse.Namespace) -> int:
    from sanxiang.rules.rulebook.compare import diff

    for change in diff(find(args.a), find(args.b)):
        print(f"{change.path}: {change.before or '—'} → {change.after or '—'}")
    return 0


def _coverage(_: argparse.Namespace) -> int:
    from sanxiang.rules.rulebook.coverage_page import coverage_page

    print("\n".join(coverage_page()))
    return 0
