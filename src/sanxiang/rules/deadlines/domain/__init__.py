"""Time limits as verbs: they begin, stop, run on, get more time, are met, broken and told of."""

from sanxiang.rules.deadlines.domain.closing import break_row, cancel, meet
from sanxiang.rules.deadlines.domain.extending import extend
from sanxiang.rules.deadlines.domain.mending import mend_jump, reckon_again
from sanxiang.rules.deadlines.domain.opening import open_deadline
from sanxiang.rules.deadlines.domain.pausing import pause, resume
from sanxiang.rules.deadlines.domain.sweeping import sweep

__all__ = [
    "break_row",
    "cancel",
    "extend",
    "meet",
    "mend_jump",
    "open_deadline",
    "pause",
    "reckon_again",
    "resume",
    "sweep",
]
