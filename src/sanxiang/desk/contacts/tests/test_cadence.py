import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.desk.contacts.cadence import rings


@pytest.mark.parametrize(
    ("seconds", "cycle", "count"),
    [
        (0.0, 5, 1),
        (4.999, 5, 1),
        (5.0, 5, 2),
        (6.0, 5, 2),
        (14.9, 5, 3),
        (15.0, 5, 4),
        (15.4, 5, 4),
        (5.9, 6, 1),
        (11.0, 5.5, 3),
        (0.3, 0.1, 4),
        (-1.0, 5, 1),
    ],
)
def test_rings_are_counted_by_the_cycle(seconds, cycle, count):
    assert rings(seconds, cycle) == count


@given(st.integers(0, 10_000_000), st.integers(100, 10_000))
def test_an_answer_lies_within_its_ring(ms, cycle_ms):
    count = rings(ms / 1000, cycle_ms / 1000)
    assert (count - 1) * cycle_ms <= ms < count * cycle_ms


@pytest.mark.parametrize("cycle", [0, -5, 0.0001])
def test_a_cadence_without_length_is_refused(cycle):
    with pytest.raises(ValueError, match="cycle"):
        rings(1.0, cycle)
