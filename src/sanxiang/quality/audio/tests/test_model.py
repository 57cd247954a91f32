import pytest

from sanxiang.quality.audio.model import Analysis, Overlap, Span, Turn, Voice, gaps_in

STAFF = Voice(
    speech=(Span(1.0, 2.5), Span(3.0, 4.1234)),
    turns=(Turn(1.0, 4.1234, 9, -25.04), Turn(5.0, 5.2, 1, None)),
    speech_s=2.6234,
    rate=172.9,
    level_dbov=-25.0,
    faults=("clipped",),
)
WHOLE = Analysis(
    version="1",
    rate=8000,
    seconds=60.0,
    customer=Voice(),
    staff=STAFF,
    overlaps=(Overlap(1.5, 2.0, "staff", "interruption"),),
    silences=(Span(6.0, 60.0),),
    greeting_s=1.0,
    latencies=(0.4, 1.25),
    monologues=(Span(1.0, 22.0),),
    faults=("silent_customer",),
)


def test_an_analysis_comes_back_from_json_to_the_millisecond():
    again = Analysis.from_json(WHOLE.as_json())
    assert again.staff.speech[1] == Span(3.0, 4.123)
    assert again.as_json() == WHOLE.as_json()
    assert again.overlaps == WHOLE.overlaps
    assert again.customer == Voice()


def test_empty_fields_take_no_room():
    assert WHOLE.as_json()["customer"] == {"speech_s": 0.0}


def test_an_analysis_moves_to_another_clock():
    moved = WHOLE.moved(-1.0)
    assert moved.staff.turns[0].from_s == 0.0
    assert moved.staff.speech[0] == Span(0.0, 1.5)
    assert moved.overlaps[0].from_s == 0.5
    assert moved.greeting_s == 0.0
    assert moved.monologues == (Span(0.0, 21.0),)
    assert moved.latencies == WHOLE.latencies
    assert moved.seconds == 60.0


@pytest.mark.parametrize(
    ("within", "gaps"),
    [
        (Span(0.0, 5.0), [(0.0, 1.0), (2.5, 3.0), (4.1234, 5.0)]),
        (Span(1.5, 2.0), []),
        (Span(2.6, 2.9), [(2.6, 2.9)]),
        (Span(2.0, 3.5), [(2.5, 3.0)]),
        (Span(10.0, 20.0), [(10.0, 20.0)]),
    ],
)
def test_gaps_are_what_a_voice_leaves_of_a_stretch(within, gaps):
    assert list(gaps_in(STAFF, within)) == gaps
