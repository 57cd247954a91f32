"""Draw a quarter's sample of calls again and compare it with what is on record."""

import argparse
import sys
from typing import TYPE_CHECKING
from uuid import UUID

from sanxiang.kernel.words import gettext
from sanxiang.site.setup import setup_django

if TYPE_CHECKING:
    from sanxiang.quality.review.domain.auditing import Audited


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `audit SAMPLE`."""
    actions = parser.add_subparsers(dest="action", required=True, metavar="list|audit")
    actions.add_parser("list", help="every sample with its id")
    audit = actions.add_parser("audit", help="draw a sample again and compare")
    audit.add_argument("sample", metavar="SAMPLE", type=UUID, help="its id, as `list` prints it")


def run(args: argparse.Namespace) -> int:
    """Exit status of `audit`: 0 all agrees, 1 something was changed, 2 no such sample."""
    setup_django()
    return _list() if args.action == "list" else _audit(args.sample)


def _list() -> int:
    from sanxiang.quality.review import queries

    for one in queries.samples(None):
        drawn = f"{one.drawn_at:%Y-%m-%d}" if one.drawn_at else gettext("未抽")
        print(f"{one.pk}  {one.quarter}  {one.site.name}  {drawn}")
    return 0


def _audit(sample: UUID) -> int:
    from sanxiang.quality.review.domain.auditing import audit_sample

    found = audit_sample(sample)
    if found is None:
        print(gettext("没有抽过这个样：%(sample)s", sample=sample), file=sys.stderr)
        return 2
    for word, good in _said(found):
        print(f"{gettext('相符') if good else gettext('不符')}  {word}")
    if found.late:
        print(gettext("抽样以后才到登记本的电话：%(count)s 通", count=len(found.late)))
    if found.gone:
        print(gettext("登记本里已经没有的电话：%(count)s 通", count=len(found.gone)))
    return 0 if found.audit.good else 1


def _said(found: "Audited") -> list[tuple[str, bool]]:
    return [
        (gettext("秘密与封印"), found.audit.seal),
        (gettext("种子由秘密和数字得来"), found.audit.seed),
        (gettext("总体名单"), found.audit.population),
        (gettext("抽到的电话"), found.audit.sample),
    ]
