"""What is written in a row: its fields with the earlier wordings, and the form that closes an open one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.domain.register import CORRECTABLE

if TYPE_CHECKING:
    from sanxiang.desk.contacts.queries import Contact, Correction


@dataclass(frozen=True, slots=True)
class Earlier:
    """A wording that was replaced, as people may read it."""

    old: str
    correction: "Correction"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the row. `kind`: text, area, category, phone (masked); `entry`: what a form holds."""

    name: str
    label: str
    kind: str
    stands: str
    shown: str
    entry: str
    earlier: list[Earlier]


def labels() -> dict[str, str]:
    return {
        "category": _("类别"),
        "caller_name": _("姓名"),
        "phone": _("电话"),
        "unit_text": _("房号"),
        "summary": _("来电内容"),
        "handling": _("处理"),
    }


def message_labels() -> dict[str, str]:
    """The parts of a message for somebody, in the order of the form."""
    return {
        "who": _("谁"),
        "when": _("何时"),
        "where": _("何地"),
        "what": _("何事"),
        "why": _("为何"),
        "how": _("如何办"),
        "answer_wanted": _("要求答复"),
        "answer_by": _("最晚何时答复"),
        "points": _("要点"),
    }


KINDS = {"category": "category", "phone": "phone", "summary": "area", "handling": "area"}


def fields_of(row: "Contact", typed: Mapping[str, str] | None = None) -> list[Field]:
    """The fields in the order of the form; `typed` wins where a form came back with a fault."""
    return [_field(row, name, label, typed or {}) for name, label in labels().items()]


def _field(row: "Contact", name: str, label: str, typed: Mapping[str, str]) -> Field:
    kind, value = KINDS.get(name, "text"), str(getattr(row, name))
    return Field(
        name=name,
        label=label,
        kind=kind,
        stands=value,
        shown=shown(name, value),
        entry=typed.get(name, "" if kind == "phone" else value),
        earlier=[Earlier(shown(name, one.old), one) for one in _corrections(row) if one.field == name],
    )


def shown(name: str, value: str) -> str:
    """A value as people may read it: categories by name, numbers masked."""
    if name == "category":
        return dict(contacts.categories()).get(value, value)
    return contacts.masked(value) if name == "phone" else value


def _corrections(row: "Contact") -> "list[Correction]":
    return row.all_corrections  # type: ignore[attr-defined,no-any-return]


def message_of(row: "Contact") -> list[tuple[str, str]]:
    """The message that was taken, as (question, answer)."""
    message: Mapping[str, Any] = row.message or {}
    return [(label, str(message[name])) for name, label in message_labels().items() if message.get(name)]


def entries_of(sent: Mapping[str, str]) -> dict[str, str]:
    """What a form says; an empty number means: as it was."""
    return {
        name: sent[name] for name in CORRECTABLE if name in sent and (name != "phone" or sent[name].strip())
    }
