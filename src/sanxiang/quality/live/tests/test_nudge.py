"""The nudges as a pure function: figures of one moment after the other, one nudge at a time."""

from dataclasses import replace
from datetime import date

from sanxiang.quality.live.limits import Limits, limits_of
from sanxiang.quality.live.nudge import Figures, Memory, advise
from sanxiang.quality.live.tuning import tuning
from sanxiang.rules.rulebook.loader import load

LIMITS = Limits(rate=(100.0, 200.0), level=(-36.0, -12.0), silence_s=15.0, cut_in=True)
NUDGE = tuning().nudge
CALM = {"rate": 150.0, "level": -22.0, "quiet_s": 0.0}


def coach(*stretches, limits=LIMITS, memory=None):
    """Each stretch: (seconds, figures that differ from a calm call); the nudge at every half second."""
    memory, at, seen = memory or Memory(), 0.0, []
    for seconds, more in stretches:
        for _ in range(round(seconds * 2)):
            at += 0.5
            figures = Figures(at_s=at, **{**CALM, **(more(at) if callable(more) else more)})
            memory = advise(memory, figures, limits, NUDGE)
            seen.append(memory.shown)
    return seen


def changes(seen):
    return [now for before, now in zip(["", *seen], seen, strict=False) if now != before]


def test_a_calm_call_is_left_alone():
    assert set(coach((60, {}))) == {""}


def test_too_fast_is_said_when_it_lasts_and_goes_when_it_is_over():
    seen = coach((2, {"rate": 230.0}), (10, {}), (8, {"rate": 230.0}), (10, {}))
    assert changes(seen) == ["slower", ""]
    assert seen.index("slower") / 2 >= 12 + NUDGE.steady_s - 0.5


def test_a_rate_that_swings_about_the_limit_does_not_flicker():
    def swinging(at):
        return {"rate": 203.0 if round(at * 2) % 2 else 197.0}

    assert changes(coach((6, {"rate": 220.0}), (NUDGE.longest_s - 4, swinging))) == ["slower"]
    assert changes(coach((30, swinging))) == []


def test_too_slow_too_loud_too_soft():
    assert changes(coach((6, {"rate": 80.0}))) == ["faster"]
    assert changes(coach((6, {"level": -8.0}))) == ["softer"]
    assert changes(coach((6, {"level": -41.0}))) == ["louder"]


def test_who_says_nothing_is_told_nothing_about_their_pace():
    seen = coach((6, {"rate": 230.0}), (20, {"rate": 230.0, "quiet_s": NUDGE.fresh_s}))
    assert seen[-1] == ""


def test_what_lasts_has_been_read():
    seen = coach((NUDGE.steady_s + NUDGE.longest_s + 20, {"rate": 230.0}))
    assert changes(seen) == ["slower", ""]
    assert seen.count("slower") / 2 == NUDGE.longest_s


def test_a_cut_is_said_at_once_and_for_a_while():
    seen = coach((5, {}), (20, {"cut_in_s": 5.0}))
    assert seen[10] == "let_finish"
    assert seen.count("let_finish") / 2 <= NUDGE.cut_in_s
    assert changes(seen) == ["let_finish", ""]


def test_dead_air_is_said_before_the_limit_and_goes_with_the_first_word():
    seen = coach((5, {}), (14, lambda at: {"silence_s": at - 5.0, "quiet_s": at - 5.0}), (1, {}))
    assert seen.index("silence") / 2 + 0.5 == 5 + NUDGE.warn_share * 15
    assert seen[-1] == ""


def test_what_presses_goes_before_what_can_wait_and_there_is_one_at_a_time():
    seen = coach((6, {"rate": 230.0}), (2, {"rate": 230.0, "cut_in_s": 6.0}))
    assert changes(seen) == ["slower", "let_finish"]


def test_two_that_can_wait_have_a_rest_between_them():
    seen = coach((6, {"rate": 230.0}), (16, {"level": -8.0}))
    assert changes(seen) == ["slower", "", "softer"]
    assert seen.index("softer") - seen.index("", seen.index("slower")) >= 2 * NUDGE.rest_s


def test_the_same_nudge_does_not_nag():
    seen = coach((6, {"rate": 230.0}), *[(4, {"quiet_s": 4.0}), (8, {"rate": 230.0})] * 4)
    assert changes(seen) == ["slower", ""] * 2
    again = [place / 2 for place in range(1, len(seen)) if seen[place] and not seen[place - 1]]
    assert again[1] - again[0] >= NUDGE.again_s


def test_who_goes_on_talking_over_the_caller_sees_no_flicker():
    seen = coach(
        (5, {}), (7, {"cut_in_s": 5.0, "both": True}), (5, {"cut_in_s": 11.5}), (5, {"cut_in_s": 11.5})
    )
    assert changes(seen) == ["let_finish", ""]


def test_a_hold_ends_every_nudge():
    seen = coach((6, {"rate": 230.0}), (0.5, {"apart": True, "silence_s": 40.0}), (1, {"rate": 230.0}))
    assert changes(seen) == ["slower", ""]


def test_without_a_clause_nobody_is_nudged():
    wrong = {"rate": 400.0, "level": -3.0, "silence_s": 90.0, "cut_in_s": 1.0}
    assert set(coach((20, wrong), limits=Limits())) == {""}


def test_the_figures_are_those_of_the_rulebook():
    book = load("property", on=date(2026, 11, 22))
    dead_air = next(one for one in book.clauses if one.measure == "longest_silence")
    assert limits_of(book).silence_s == dead_air.limit
    stricter = replace(dead_air, figures={"limit": 7})
    assert limits_of(replace(book, clauses=[stricter])) == Limits(silence_s=7.0)
