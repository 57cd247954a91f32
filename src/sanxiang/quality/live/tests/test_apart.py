"""Holds on the recording's clock, and since when a caller has heard no word."""

from sanxiang.quality.live.apart import Apart


def held(*times):
    """At each time the hold begins or ends."""
    apart = Apart()
    for place, at in enumerate(times):
        apart.note(place % 2 == 0, at)
    return apart


def test_what_is_said_into_a_hold_is_not_heard():
    apart = held(10.0, 20.0)
    assert not apart.at(10.2)  # the end of the word before the key
    assert apart.at(15.0)
    assert not apart.at(20.0)
    assert apart.together_s == 20.0


def test_a_caller_waits_from_the_hold_on():
    apart = Apart()
    apart.word(8.0)
    apart.note(True, 10.0)
    apart.note(True, 12.0)  # a consultation inside the hold
    assert apart.waiting_s == 10.0
    apart.note(False, 20.0)
    assert apart.waiting_s is None


def test_a_hold_broken_without_a_word_goes_on():
    apart = Apart()
    apart.note(True, 10.0)
    apart.word(15.0)  # nobody heard it
    apart.note(False, 20.0)
    apart.note(True, 21.0)
    assert apart.waiting_s == 10.0


def test_a_word_between_two_holds_begins_the_wait_anew():
    apart = Apart()
    apart.note(True, 10.0)
    apart.note(False, 20.0)
    apart.word(22.0)
    apart.note(True, 23.0)
    assert apart.waiting_s == 23.0
