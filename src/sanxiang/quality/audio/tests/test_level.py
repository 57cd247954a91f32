import numpy as np
import pytest

from sanxiang.quality.audio.level import ActiveLevel


def level_of(*parts: tuple[float, int]) -> float | None:
    """Of (dBov, frames) one after the other."""
    level = ActiveLevel()
    level.add(np.concatenate([np.full(count, 10 ** (dbov / 10)) for dbov, count in parts]))
    return level.dbov()


@pytest.mark.parametrize("dbov", [-38.0, -26.0, -16.0])
def test_a_steady_sound_has_its_own_level(dbov):
    assert level_of((dbov, 500)) == pytest.approx(dbov, abs=0.3)


def test_pauses_do_not_lower_the_level_of_speech():
    assert level_of(*[(-20.0, 100), (-65.0, 200)] * 5) == pytest.approx(-20.0, abs=1.0)


def test_levels_of_stretches_add_up():
    whole, parts = ActiveLevel(), ActiveLevel()
    power = np.random.default_rng(2).exponential(0.01, 400).astype(np.float32)
    whole.add(power)
    parts.add(power[:200])
    parts.add(power[200:])
    assert parts.dbov() == pytest.approx(whole.dbov(), abs=0.3)


def test_silence_has_no_level():
    assert ActiveLevel().dbov() is None
    assert level_of((-100.0, 100)) is None
