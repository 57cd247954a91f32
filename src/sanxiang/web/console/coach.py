"""What the coaching strip needs to know before a call: is it wanted, the bands, the clauses, its words."""

from typing import Any

from django.utils.translation import gettext as _

from sanxiang.office.people.queries import Staff
from sanxiang.quality.live.limits import clauses, limits_of
from sanxiang.quality.live.nudge import CLAUSES
from sanxiang.quality.live.queries import is_coached
from sanxiang.rules.rulebook.model import Clause, Rulebook
from sanxiang.web.said import said


def coach_data(staff: Staff, rulebook: Rulebook) -> dict[str, Any]:
    """`clauses`: what each meter and nudge goes by, as it is shown on hover."""
    limits, known = limits_of(rulebook), clauses(rulebook)
    spoken = {name: _clause(clause) for name, clause in known.items()}
    return {
        "on": is_coached(staff),
        "rate": limits.rate,
        "level": limits.level,
        "clauses": spoken | {kind: spoken[about] for kind, about in CLAUSES.items() if about in spoken},
    }


def _clause(clause: Clause) -> str:
    sources = _("、").join(f"{one.code}.{one.clause}" if one.clause else one.code for one in clause.sources)
    return f"{clause.id} {said(clause.title)}: {said(clause.text)} ({sources})"


def coach_words() -> dict[str, str]:
    """Nudges, and what the strip says when it has no figures."""
    return {
        "slower": _("请慢一点"),
        "faster": _("可以稍快一点"),
        "let_finish": _("让对方说完"),
        "silence": _("已经 %(seconds)s 秒没有声音"),
        "silence_said": _("很久没有声音了"),
        "softer": _("声音轻一点"),
        "louder": _("声音大一点"),
        "rests": _("实时提示暂停，通话不受影响"),
        "after": _("通话结束后看测评"),
        "off": _("实时提示已关"),
        "unknown": "–",
    }
