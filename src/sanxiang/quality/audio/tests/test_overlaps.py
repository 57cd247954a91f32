import pytest

from sanxiang.quality.audio.model import Span
from sanxiang.quality.audio.overlaps import overlaps_of


@pytest.mark.parametrize(
    ("customer", "staff", "kind", "by"),
    [
        ([(0, 5)], [(4, 8)], "interruption", "staff"),
        ([(4, 8)], [(0, 5)], "interruption", "customer"),
        ([(0, 10)], [(4, 6)], "interruption", "staff"),  # and the caller talks on
        ([(0, 5)], [(4.6, 8)], "talk_over", "staff"),  # the end of a turn under the next
        ([(0, 10)], [(4, 4.6)], "backchannel", "staff"),
        ([(4, 4.6)], [(0, 10)], "backchannel", "customer"),
        ([(0, 5)], [(0.3, 8)], "talk_over", "staff"),  # both began at once
        ([(0, 5)], [(4.4, 5.2)], "talk_over", "staff"),  # a short word over the end
        ([(0, 2.2), (2.5, 6)], [(2.3, 6)], "interruption", "staff"),  # into a breath
    ],
)
def test_kinds_of_overlap(customer, staff, kind, by):
    (found,) = overlaps_of([Span(*one) for one in customer], [Span(*one) for one in staff])
    assert (found.kind, found.by) == (kind, by)


@pytest.mark.parametrize(
    ("customer", "staff"),
    [([(0, 5)], [(5.2, 8)]), ([(0, 5)], [(4.95, 8)]), ([], [(0, 5)]), ([(0, 5)], [])],
)
def test_who_waits_overlaps_with_nobody(customer, staff):
    assert overlaps_of([Span(*one) for one in customer], [Span(*one) for one in staff]) == ()


def test_who_was_talking_and_goes_on_interrupts_nobody():
    """Staff speaks all along; the caller's three attempts are the caller's."""
    found = overlaps_of([Span(2, 4), Span(6, 8), Span(10, 10.5)], [Span(0, 20)])
    assert [(one.by, one.kind) for one in found] == [
        ("customer", "interruption"),
        ("customer", "interruption"),
        ("customer", "backchannel"),
    ]
