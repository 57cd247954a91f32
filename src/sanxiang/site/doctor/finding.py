"""What a check finds."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext

Verdict = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`what` was looked at, `says` what was found, `todo` what to do (empty when nothing is)."""

    what: str
    verdict: Verdict
    says: str
    todo: str = ""


Check = Callable[[], Iterable[Finding]]


def ok(what: str, says: str) -> Finding:
    return Finding(what, "ok", says)


def warn(what: str, says: str, todo: str) -> Finding:
    return Finding(what, "warn", says, todo)


def fail(what: str, says: str, todo: str) -> Finding:
    return Finding(what, "fail", says, todo)


def run(checks: Iterable[Check]) -> Iterator[Finding]:
    """Run all checks; one that can't be carried out is a finding itself and stops no other."""
    for check in checks:
        try:
            yield from check()
        except Refused as fault:
            yield fail(gettext("设置"), fault.sentence, gettext("改正后再运行 sanxiang doctor。"))
        except Exception as fault:
            said = f"{check.__name__}: {type(fault).__name__}: {fault}"
            yield fail(gettext("检查"), said, gettext("这项没有查成；先处理其他各项。"))
