"""Who did what with a row, for supervisors: its facts in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sanxiang.kernel.facts.queries import facts_of_any
from sanxiang.office.people import queries as people
from sanxiang.web.pages.register_written import labels

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact
    from sanxiang.kernel.facts.facts import Fact


@dataclass(frozen=True, slots=True)
class Trace:
    at: datetime
    who: str
    text: str


def trail_of(row: "Contact", callbacks: Iterable[object]) -> list[Trace]:
    """What happened to the row and its return calls, oldest first; the call itself has its own course."""
    subjects = [f"contact:{row.pk}", *(f"callback:{task.pk}" for task in callbacks)]  # type: ignore[attr-defined]
    facts = [fact for fact in facts_of_any(subjects) if not fact.kind.startswith("call.")]
    names = people.names([_number(fact) for fact in facts])
    traces = [Trace(fact.at, _who(fact, names), said) for fact in facts if (said := sentence_of(fact))]
    return sorted(traces, key=lambda trace: trace.at)


def _number(fact: "Fact") -> str:
    kind, _colon, number = fact.actor.partition(":")
    return number if kind == "staff" else ""


def _who(fact: "Fact", names: Mapping[str, str]) -> str:
    number = _number(fact)
    if number:
        return f"{names.get(number, '')} {number}".strip()
    others = {"line": _("线路"), "caller": _("来电者"), "import": _("导入")}
    return others.get(fact.actor, _("系统"))


def sentence_of(fact: "Fact") -> str:
    """The fact as one sentence; "" for kinds that say nothing to a person."""
    data = fact.data
    field = labels().get(str(data.get("field")), "")
    words = {
        "contact.noted": _("开始填写"),
        "contact.closed": _("结束了登记"),
        "contact.corrected": _("更正了“%(field)s”") % {"field": field},
        "personal_data.opened": _("查看电话号码：%(why)s") % {"why": data.get("reason", "")},
        "recording.played": _("听录音"),
        "recording.faulty": _("录音检查：%(fault)s") % {"fault": _fault(str(data.get("fault")))},
        "recording.expired": _("录音过期，已删除"),
        "callback.opened": _("记入待回电"),
        "callback.promised": _("约定 %(due)s 回电") % {"due": _due(data.get("due_at"))},
        "callback.kept": _("已回电"),
        "callback.broken": _("回电逾期"),
        "callback.cancelled": _("不再回电：%(why)s") % {"why": data.get("why", "")},
        "callback.number_left": _("留下了回电号码"),
    }
    return words.get(fact.kind, "")


def _fault(fault: str) -> str:
    faults = {"missing": _("文件不见了"), "short": _("比通话短"), "unreadable": _("读不出来")}
    return faults.get(fault, fault)


def _due(text: object) -> str:
    at = parse_datetime(str(text)) if text else None
    return date_format(localtime(at), "n-j H:i") if at else ""
