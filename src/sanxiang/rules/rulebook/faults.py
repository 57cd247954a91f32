"""What is wrong with a rulebook file, so that whoever wrote it can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sanxiang.kernel.errors import Refused


@dataclass(frozen=True, slots=True)
class Fault:
    """`file` and `line` (from 1), the `reason` and a `hint`, each one sentence. A warning stops nothing."""

    file: str
    line: int
    reason: str
    hint: str = ""
    warning: bool = False

    def __str__(self) -> str:
        said = f"{self.file}:{self.line}: {self.reason}"
        return f"{said}（{self.hint}）" if self.hint else said


class BadRulebook(Refused):
    """A rulebook that can't be used; `faults` name every reason."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults), code="rulebook")
        self.faults = tuple(faults)
