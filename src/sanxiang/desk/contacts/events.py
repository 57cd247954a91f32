"""Call events in CSTA words (ECMA-269): what a line of `events.ndjson` and of the spool says.

An event is checked once, here at the door; whatever reads an `Event` may rely on its required fields.
Unknown fields are kept. Times are aware and, in what we write, whole milliseconds.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sanxiang.kernel.words import gettext, gettext_noop

Record = Mapping[str, Any]
"""One spool record: `{"stream": "call" | "agent" | "alarm", "at": …, …}`, ready for JSON."""


@dataclass(frozen=True, slots=True)
class Event:
    """`at`: aware; `event`: a name in EVENTS; `data`: every other field as read."""

    at: datetime
    event: str
    data: Mapping[str, Any]


class BadEvent(ValueError):
    """A line that is no event: `line` (from 1) and `reason`, one sentence for a person."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


class Field(NamedTuple):
    """What a field must hold: a test, and the same in words."""

    fits: Callable[[Any], bool]
    wants: str


def one_of(*values: str) -> Field:
    return Field(lambda value: type(value) is str and value in values, " / ".join(values))


TEXT = Field(lambda value: type(value) is str and value != "", gettext_noop("非空文字"))
NUMBER_OR_NULL = Field(
    lambda value: value is None or (type(value) is str and value != ""), gettext_noop("号码文字或 null")
)
FLAG = Field(lambda value: type(value) is bool, "true / false")
CAUSE = Field(lambda value: value is None or type(value) is int, gettext_noop("Q.850 整数"))
RATE = Field(lambda value: type(value) is int and value in (8000, 16000), "8000 / 16000")
SECONDS = Field(lambda value: type(value) in (int, float) and value > 0, gettext_noop("大于 0 的秒数"))
BOOLS = Field(
    lambda value: type(value) is dict and all(type(one) is bool for one in value.values()),
    gettext_noop("各方 true / false 的对象"),
)

EVENTS: Mapping[str, Mapping[str, Field]] = {
    "offered": {
        "call": TEXT,
        "line": TEXT,
        "direction": one_of("in", "out", "internal"),
        "from": NUMBER_OR_NULL,
        "to": NUMBER_OR_NULL,
    },
    "queued": {"queue": TEXT},
    "alerting": {"staff": TEXT},
    "answered": {"staff": TEXT},
    "recording": {"sample_rate": RATE},
    "held": {"by": one_of("staff", "customer")},
    "retrieved": {"by": one_of("staff", "customer")},
    "muted": {"by": one_of("staff", "customer")},
    "unmuted": {"by": one_of("staff", "customer")},
    "consulted": {"staff": TEXT, "target": TEXT},
    "consult_answered": {"target": TEXT},
    "consult_failed": {"target": TEXT, "reason": one_of("no_answer", "busy", "declined", "failed")},
    "transferred": {"from": TEXT, "target": TEXT, "attended": FLAG},
    "hung_up": {"by": one_of("customer", "staff", "system")},
    "ended": {},
}
"""Every event and its required fields."""

OPTIONAL: Mapping[str, Mapping[str, Field]] = {
    "offered": {"register": FLAG, "cycle_s": SECONDS},
    "transferred": {"heard": BOOLS},
    "hung_up": {"cause": CAUSE},
}
"""Optional fields that the program reads; they are checked when present."""


def parse_line(text: str, number: int) -> Event:
    """Read one line of `events.ndjson`. Raises BadEvent naming the line."""
    return event_of(_object(text, number), number)


def event_of(record: Any, number: int = 0) -> Event:
    """Check one decoded line (also: a spool record, whose `stream` is left out). Raises BadEvent."""
    if type(record) is not dict:
        raise BadEvent(number, gettext("这一行应是一个 JSON 对象 {…}"))
    data = dict(record)
    data.pop("stream", None)
    name = data.pop("event", None)
    required = EVENTS.get(name) if type(name) is str else None
    if required is None:
        raise BadEvent(number, _unknown(name))
    at = _moment(data.pop("at", None), number)
    _check(name, data, required, number)
    return Event(at, name, data)


def to_line(event: Event) -> str:
    """Write `event` as one line without its line break. Shape: what `parse_line` reads."""
    return json.dumps(
        {"at": stamp(event.at), "event": event.event, **event.data}, ensure_ascii=False, separators=(",", ":")
    )


def to_record(call: str, event: Event) -> Record:
    """The spool's form of a call event."""
    return {"stream": "call", **event.data, "call": call, "at": stamp(event.at), "event": event.event}


def stamp(at: datetime) -> str:
    """ISO 8601 with milliseconds and offset."""
    return at.isoformat(timespec="milliseconds")


def to_ms(at: datetime) -> datetime:
    """`at` cut to whole milliseconds, so that what is stored equals what was lived."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


_DECODE = json.JSONDecoder(parse_constant=_refuse_constant).decode


def _object(text: str, number: int) -> Any:
    try:
        value = _DECODE(text)
    except (ValueError, RecursionError) as error:
        column = getattr(error, "colno", 1)
        raise BadEvent(number, gettext("不是正确的 JSON（第 %(column)s 个字符处）", column=column)) from None
    if "\\u" in text and not storable(value):
        raise BadEvent(number, gettext("含有无法保存的字符（孤立的代理码或 \\u0000）"))
    return value


def storable(value: Any) -> bool:
    """Whether a database can hold the texts in `value`: no lone surrogates, no NUL."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in text


def _unknown(name: Any) -> str:
    if name is None:
        return gettext("缺少字段 event")
    return gettext("未知的事件 %(name)s；可用的事件：%(known)s", name=_show(name), known=" ".join(EVENTS))


def _moment(value: Any, number: int) -> datetime:
    if value is None:
        raise BadEvent(number, gettext("缺少字段 at"))
    try:
        at = datetime.fromisoformat(value)
        if at.tzinfo is not None:
            return at
    except (TypeError, ValueError):
        pass
    raise BadEvent(
        number,
        gettext(
            "at 应是带时区的 ISO 8601 时间，如 2026-03-02T09:00:00.000+08:00，不是 %(value)s",
            value=_show(value),
        ),
    )


def _check(name: str, data: Mapping[str, Any], required: Mapping[str, Field], number: int) -> None:
    for field, rule in required.items():
        if field not in data:
            raise BadEvent(number, gettext("%(event)s 缺少字段 %(field)s", event=name, field=field))
        if not rule.fits(data[field]):
            raise BadEvent(number, _misfit(name, field, rule, data[field]))
    for field, rule in OPTIONAL.get(name, {}).items():
        if field in data and not rule.fits(data[field]):
            raise BadEvent(number, _misfit(name, field, rule, data[field]))


def _misfit(name: str, field: str, rule: Field, value: Any) -> str:
    return gettext(
        "%(event)s 的 %(field)s 应是 %(wants)s，不是 %(value)s",
        event=name,
        field=field,
        wants=gettext(rule.wants),
        value=_show(value),
    )


def _show(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else text[:39] + "…"
