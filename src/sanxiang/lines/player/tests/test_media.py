"""The twin's media keep to what `ports.Media` promises."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanxiang.kernel.clock import FixedClock
from sanxiang.lines.player.media import TwinMedia

X, Y, Z = "customer:c", "staff:1", "staff:2"


@pytest.fixture
def media():
    return TwinMedia(FixedClock(datetime(2026, 3, 2, tzinfo=UTC)))


def test_whoever_leaves_a_bridge_is_heard_no_more(media):
    media.bridge(X, Y, Z)
    media.silence(Z)
    assert (media.hears(X), media.hears(Y), media.hears(Z)) == ({Y}, {X}, None)
    media.play(Y, "ringback", loop=True)
    assert (media.hears(X), media.hears(Y)) == (None, "ringback")
    media.bridge(X, Z)
    media.bridge(Y, Z)
    assert (media.hears(X), media.hears(Y), media.hears(Z)) == (None, {Z}, {Y})


def test_a_muted_party_is_not_heard_and_does_not_count_as_having_spoken(media):
    media.bridge(X, Y)
    media.mute(Y, True)
    media.speak(Y)
    assert media.hears(X) == frozenset()
    assert not media.heard(Y)
    media.mute(Y, False)
    media.speak(Y)
    assert media.heard(Y)
    media.reset_heard(Y, Z)
    assert not media.heard(Y)


def test_a_recording_is_as_long_as_it_ran(media):
    media.record("c", Path("c.wav"), customer=X, staff=(Y,))
    media.clock.advance(2.5)
    assert media.stop_recording("c")[:3] == (2.5, 80_000, True)
    assert not media.stop_recording("c").ok
    media.full = True
    with pytest.raises(OSError, match="space"):
        media.record("c", Path("c.wav"), customer=X, staff=(Y,))
