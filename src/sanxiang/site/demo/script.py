"""One made-up call as a call folder: what was said, what happened and what was written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sanxiang.desk.contacts import queries as contacts
from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.site.demo.voices import write_call

LINE = "general"
RATE = 4.0  # characters a second
PAUSE_S = 0.6


@dataclass(frozen=True, slots=True)
class Plan:
    """One call of `number`. `slips`: what goes wrong; `caller`: the number, None: withheld; `talk`: pace."""

    at: datetime
    number: str
    name: str
    hours_left: float
    want: Mapping[str, Any]
    caller: str | None
    talk: float
    slips: frozenset[str] = frozenset()
    recorded: bool = False

    @property
    def call(self) -> str:
        return f"demo-{self.at:%Y%m%dT%H%M%S}-{self.number}"


@dataclass(slots=True)
class Talk:
    """Turns one after the other, and what happens between them, in seconds from the answer."""

    pace: float
    now: float = 0.5
    turns: list[dict[str, Any]] = field(default_factory=list)
    events: list[tuple[float, str, dict[str, Any]]] = field(default_factory=list)

    def say(self, who: str, text: str) -> None:
        end = self.now + len(text) / RATE * self.pace
        self.turns.append({"who": who, "from_s": round(self.now, 2), "to_s": round(end, 2), "text": text})
        self.now = end + PAUSE_S

    def hold(self, seconds: float) -> None:
        self.events += [
            (self.now, "held", {"by": "staff"}),
            (self.now + seconds, "retrieved", {"by": "staff"}),
        ]
        self.now += seconds + PAUSE_S


def write(plan: Plan, words: Mapping[str, str], folder: Path) -> CallFolder:
    """The call; its sound is written into `folder` where it has one."""
    ring_s = 21.4 if "late" in plan.slips else 3.0 + 6 * (plan.talk - 0.9)
    talk = _talk(plan, words)
    events = [(ring_s + at, name, data) for at, name, data in talk.events]
    end = ring_s + talk.now
    by = "staff" if "hang_up" in plan.slips else "customer"
    told = [
        (0.0, "offered", _offer(plan)),
        (0.3, "alerting", {"staff": plan.number}),
        (ring_s, "answered", {"staff": plan.number}),
        *([(ring_s, "recording", {"sample_rate": 8000})] if plan.recorded else []),
        *events,
        (end, "hung_up", {"by": by}),
        (end, "ended", {}),
    ]
    sound = folder / f"{plan.call}.wav" if plan.recorded else None
    if sound is not None:
        write_call(sound, talk.turns, talk.now)
    return CallFolder(
        call=plan.call,
        events=tuple(Event(plan.at + timedelta(seconds=at), name, data) for at, name, data in told),
        record=_record(plan, plan.at + timedelta(seconds=end)),
        transcript={"lang": "zh", "turns": talk.turns},
        audio_path=sound,
    )


def _talk(plan: Plan, words: Mapping[str, str]) -> Talk:
    talk = Talk(plan.talk)
    digits = "".join("零一二三四五六七八九"[int(one)] for one in plan.number)
    talk.say("staff", words["greeting"].format(number=digits, name=plan.name))
    talk.say("customer", plan.want["ask"])
    talk.say("staff", plan.want["say"])
    _wait(talk, plan, words)
    if "no_restate" not in plan.slips:
        talk.say("staff", plan.want["again"])
        talk.say("customer", words["yes"])
    if "no_else" not in plan.slips:
        talk.say("staff", words["else"])
        talk.say("customer", words["none"])
    bye = words["no_thanks" if "no_thanks" in plan.slips else "bye"]
    talk.say("staff", bye if "no_name" in plan.slips else words["by_name"] + bye)
    return talk


def _wait(talk: Talk, plan: Plan, words: Mapping[str, str]) -> None:
    """Some callers are asked to wait."""
    if plan.want["category"] not in ("fee", "complaint") and "long_hold" not in plan.slips:
        return
    with_words = "no_hold_words" not in plan.slips
    if with_words:
        talk.say("staff", words["wait"])
    talk.hold(47.0 if "long_hold" in plan.slips else 11.0 * plan.talk)
    if with_words:
        talk.say("staff", words["back"])


def _offer(plan: Plan) -> dict[str, Any]:
    line = contacts.line_by_key(LINE)
    assert line is not None
    return {
        "call": plan.call,
        "line": line.key,
        "direction": "in",
        "from": plan.caller,
        "to": line.number,
        "site": line.site_id,
        "exchange": "player",
        "cycle_s": line.cycle_s,
    }


def _record(plan: Plan, ended: datetime) -> dict[str, Any]:
    restated = "no_restate" not in plan.slips
    written = {name: plan.want[name] for name in ("category", "summary")} | {"handling": plan.want["say"]}
    if "no_name" not in plan.slips:
        written |= {"caller_name": "王女士", "unit": "3栋2单元1001", "phone": plan.caller or "+8615400000999"}
    saved = (ended + timedelta(seconds=40)).isoformat()
    return written | {"restated": restated, "restated_at": saved if restated else None, "saved_at": saved}
