"""Calls written as a few lines, for tests that read as sentences."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sanxiang.desk.contacts.events import Event
from sanxiang.desk.contacts.folder import CallFolder
from sanxiang.quality.audio.model import Analysis, Turn, Voice
from sanxiang.quality.audio.model import Span as HeardSpan
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import Finding, Result, judge, score
from sanxiang.rules.rulebook import load

BOOK = load("property", on=date(2026, 3, 2))
START = datetime.fromisoformat("2026-03-02T09:00:00.000+08:00")


def folder(*events, record=None, transcript=None, audio=False, **offered) -> CallFolder:
    """A call from (second since offered, event, fields …); `ended` is added."""
    data = {"call": "c-1", "line": "general", "direction": "in", "from": "13800138000", "to": "8000"}
    rows = [(0.0, "offered", data | offered)]
    rows += [(at, name, fields[0] if fields else {}) for at, name, *fields in events]
    rows.append((rows[-1][0], "ended", {}))
    made = tuple(Event(START + timedelta(seconds=at), name, fields) for at, name, fields in rows)
    return CallFolder("c-1", made, record, transcript, Path("audio.wav") if audio else None)


def scored(*events, book=BOOK, register_open=False, rung_back_s=None, **more) -> Result:
    context = Context(register_open=register_open, rung_back_s=rung_back_s)
    seen = observe(folder(*events, **more), context)
    return score(seen, book)


def found(clause, *events, **more) -> Finding:
    """The finding of one clause."""
    return next(one for one in scored(*events, **more).findings if one.clause == clause)


def judged(measure, *events, clause=None, context=None, **more) -> Finding:
    """The finding of a measure under a clause made of `clause`: figures, and fields of Clause."""
    wanted = {"id": "X-1", "measure": measure, "figures": {}, "steps": (), "exempt": ()} | (clause or {})
    made = replace(BOOK.clauses[0], **wanted)
    return judge(observe(folder(*events, **more), context), made, BOOK)


def spans(finding):
    return [tuple(span) for span in finding.evidence]


def answered(at=6.0, staff="8001"):
    return (at, "answered", {"staff": staff})


def held(at):
    return (at, "held", {"by": "staff"})


def retrieved(at):
    return (at, "retrieved", {"by": "staff"})


def muted(at):
    return (at, "muted", {"by": "staff"})


def unmuted(at):
    return (at, "unmuted", {"by": "staff"})


def consulted(at, target="8002"):
    return (at, "consulted", {"staff": "8001", "target": target})


def failed(at, target="8002"):
    return (at, "consult_failed", {"target": target, "reason": "no_answer"})


def hung_up(at, by="customer"):
    return (at, "hung_up", {"by": by})


def said(*turns):
    """A transcript from (who, from, to, text) or, as a chat, (who, text)."""
    listed = [
        {"who": turn[0], "text": turn[-1]} | ({"from_s": turn[1], "to_s": turn[2]} if len(turn) == 4 else {})
        for turn in turns
    ]
    return {"lang": "zh", "turns": listed}


def speech(*pairs, rate=120.0, level=-26.0, spread=6.0, pitch=7.0, faults=()):
    """A voice heard in these (from, to), two syllables a second at 120 a minute."""
    turns = tuple(Turn(a, b, round((b - a) * (rate or 0) / 60), level) for a, b in pairs)
    return Voice(
        speech=tuple(HeardSpan(a, b) for a, b in pairs),
        turns=turns,
        speech_s=sum(b - a for a, b in pairs),
        rate=rate,
        level_dbov=level,
        level_spread_db=spread,
        pitch_range_st=pitch,
        faults=faults,
    )


def sound(staff=None, customer=None, seconds=60.0, **more) -> Context:
    """What the recording told, on its own clock."""
    staff, customer = staff or speech((1.0, 20.0)), customer or speech((21.0, 24.0))
    first = staff.speech[0].from_s if staff.speech else None
    analysis = Analysis("1", 8000, seconds, customer, staff, greeting_s=more.pop("greeting_s", first), **more)
    return Context(sound=analysis, sound_fault="")


def recording(at=6.0):
    return (at, "recording", {"sample_rate": 8000})
