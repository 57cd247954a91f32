"""Recordings that grow on disk, heard as they grow: real speech, the real file writer, the real analysis."""

from itertools import groupby
from pathlib import Path

import pytest

from sanxiang.quality.audio import analyse_file
from sanxiang.quality.live.tests.growing import Line, Script
from sanxiang.quality.live.tuning import tuning

pytestmark = pytest.mark.media


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    """`script()` begins a new one with the same voices."""
    voices = Script(tmp_path_factory.mktemp("voices"))

    def fresh() -> Script:
        made = Script.__new__(Script)
        made.staff, made.caller, made._pieces = voices.staff, voices.caller, voices._pieces[:1]
        return made

    return fresh


@pytest.fixture
def line(tmp_path: Path) -> Line:
    return Line(tmp_path)


def nudges(seen: list[dict]) -> list[str]:
    return [kind for kind, _ in groupby(one.get("nudge", "") for one in seen) if kind]


def test_what_is_heard_live_is_what_the_file_says_afterwards(line, script):
    sound = script().turns(4).made()
    line.begins("c-1", sound)
    last = line.goes_on(len(sound) / 8000)[-1]
    ear = line.follower.calls["c-1"].ear
    ear.hear(line.now_s, all_of_it=True)
    live, file = ear.listener.finish(), analyse_file(line.path("c-1"))
    assert live.seconds == pytest.approx(file.seconds, abs=0.01)
    assert live.staff.rate == pytest.approx(file.staff.rate, rel=0.02)
    assert live.staff.level_dbov == pytest.approx(file.staff.level_dbov, abs=0.5)
    assert live.customer.level_dbov == pytest.approx(file.customer.level_dbov, abs=0.5)
    assert live.overlaps == file.overlaps
    assert last["rate"] == pytest.approx(file.staff.rate, rel=0.1)
    assert last["level"] == pytest.approx(file.staff.level_dbov, abs=2)
    assert last["caller_level"] == pytest.approx(file.customer.level_dbov, abs=2)


def test_the_meters_follow_who_speaks(line, script):
    sound = script().turns(2).made()
    line.begins("c-1", sound)
    seen = [one for one in line.goes_on(len(sound) / 8000) if one["state"] == "now"]
    assert any(one["staff_speaks"] and not one["caller_speaks"] for one in seen)
    assert any(one["caller_speaks"] and not one["staff_speaks"] for one in seen)
    assert (seen[-1]["call"], seen[-1]["staff"], seen[-1]["site"]) == ("c-1", "8001", 1)


def test_dead_air_cutting_in_and_haste_are_each_said(line, script):
    made = script()
    made.turns(1).both(caller=made.caller, staff=made.staff, after_s=1.2).turns(1).quiet(16)
    sound = made.made()
    line.begins("c-1", sound)
    seen = line.goes_on(len(sound) / 8000)
    assert "let_finish" in nudges(seen)
    assert nudges(seen)[-1] == "silence"
    assert seen[-1]["silence"] == pytest.approx(16.4, abs=1.2)
    assert seen[-1]["cuts"] == 1


def test_a_hold_is_no_dead_air_and_what_is_said_into_it_no_word(line, script):
    made = script()
    sound = made.turns(1).quiet(4).both(staff=made.staff).quiet(14).made()
    line.begins("c-1", sound)
    line.goes_on(len(sound) / 8000 - 20)
    since = line.now_s
    line.tell("c-1", "held", by="staff")
    seen = line.goes_on(18)
    assert nudges(seen) == [] and all(one["apart"] for one in seen)
    waiting = seen[-1]["waiting_since"]
    line.tell("c-1", "retrieved", by="staff")
    told = line.goes_on(1)[-1]
    assert (told["apart"], told["waiting_since"]) == (False, None)
    assert told["silence"] < 2
    line.tell("c-1", "held", by="staff")  # back on hold without a word: the wait goes on
    assert line.goes_on(0.5)[-1]["waiting_since"] == waiting
    assert since >= 0


def test_a_listener_that_was_killed_catches_up(line, script):
    sound = script().turns(12).made()
    line.begins("c-1", sound)
    line.goes_on(20)
    line.goes_on(70, listen=False)
    line.start()
    seen = line.goes_on(5)
    assert seen[0]["state"] == "rests"  # not the figures of a minute ago
    assert seen[-1]["state"] == "now"
    assert seen[-1]["at"] == pytest.approx(line.now_s - tuning().pace.settled_s, abs=0.1)
    assert seen[-1]["rate"] is not None


def test_the_end_of_a_call_and_of_its_sound_clear_the_panel(line, script):
    sound = script().turns(1).made()
    line.begins("c-1", sound)
    line.goes_on(6)
    line._files.clear()  # the disk is full: the file grows no more
    line.now_s += tuning().pace.still_s + 1
    line.follower.round(line.now_s)
    assert line.told("c-1") == {"state": ""}
    line.begins("c-2", sound)
    line.goes_on(3)
    line.tell("c-2", "hung_up", by="customer")
    assert line.told("c-2") == {"state": ""}
    assert list(line.follower.calls) == ["c-1"]


def test_a_recording_kept_elsewhere_is_judged_after_the_call(line, script):
    line.begins("c-1", script().made(), file=False)
    line.follower.round(1.0)
    assert line.told("c-1")["state"] == "after"


def test_a_file_that_is_no_sound_costs_the_others_nothing(line, script):
    sound = script().turns(1).made()
    line.begins("c-1", sound)
    line.begins("c-bad", sound, file=False)
    line.path("c-bad").write_bytes(b"RIFF" + b"\0" * 4000)
    line.begins("c-out", sound, file=False)
    line.follower.calls["c-out"].file = "../../etc/passwd"
    assert line.goes_on(8)[-1]["state"] == "now"
    assert line.told("c-bad") == line.told("c-out") == {"state": ""}


class Slow:
    """A machine on which each look at a call costs so many processor seconds."""

    def __init__(self, cost_s: float) -> None:
        self.cost_s, self.at = cost_s, 0.0

    def __call__(self) -> float:
        self.at += self.cost_s
        return self.at


def test_a_machine_that_cannot_carry_all_lets_the_newest_rest_and_takes_them_back(tmp_path, script):
    pace = tuning().pace
    machine = Slow(pace.share * pace.every_s / 1.5)  # one call in half a second
    line = Line(tmp_path, spent=machine)
    sound = script().turns(4).made()
    for number in range(16):
        line.begins(f"c-{number:02}", sound)
    line.goes_on(25)
    states = [line.told(f"c-{number:02}")["state"] for number in range(16)]
    carried = states.count("now")
    assert states == ["now"] * carried + ["rests"] * (16 - carried)
    assert 6 <= carried < 16
    ages = [line.now_s - line.told(f"c-{number:02}")["at"] for number in range(carried)]
    assert max(ages) <= pace.late_s + 1
    machine.cost_s = 0.0
    line.goes_on(pace.wake_s * (16 - carried) / 4)
    assert [line.told(f"c-{number:02}")["state"] for number in range(16)].count("now") > carried
