import struct
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanxiang.lines.embedded.media import rtcp
from sanxiang.lines.embedded.media.rtp import OutStream, Packet, parse

PAYLOAD = bytes(160)


def packet(sequence, timestamp, ssrc=7, payload=PAYLOAD):
    return Packet(0, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc, payload)


def sent(out, *packets, source=7, now=1.0, step=0.02):
    found = []
    for number, one in enumerate(packets):
        data = out.relay(one, one.payload, 0, source, now + number * step)
        found.append((data[1] >> 7, *struct.unpack("!HL", data[2:8])))
    return found


def test_extensions_csrc_and_padding_are_passed_over():
    body = struct.pack("!HLL", 5, 6, 7)
    plain = b"\x80\x00" + body + b"voice"
    assert parse(plain) == Packet(0, 5, 6, 7, b"voice")
    extended = b"\x91\x08" + body + b"csrc" + b"\xbe\xde\x00\x01abcd" + b"voice"
    assert parse(extended).payload == b"voice"
    assert parse(b"\xa0\x00" + body + b"voice\x00\x00\x03").payload == b"voice"


@pytest.mark.parametrize("data", [b"", b"\x80\x00", b"\x00" * 20, b"\x90\x00" + bytes(10)])
def test_what_is_no_packet_gives_no_voice(data):
    found = parse(data)
    assert found is None or found.payload == b""


@given(st.binary(max_size=64))
def test_rubbish_never_raises(data):
    parse(data)


def test_losses_and_reordering_are_passed_on_as_they_are():
    out = OutStream()
    found = sent(out, packet(10, 1000), packet(13, 1480), packet(12, 1320), packet(14, 1640))
    sequences = [(s - found[0][1]) & 0xFFFF for _, s, _ in found]
    times = [(t - found[0][2]) & 0xFFFFFFFF for _, _, t in found]
    assert sequences == [0, 3, 2, 4]
    assert times == [0, 480, 320, 640]
    assert [m for m, _, _ in found] == [1, 0, 0, 0]


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF))
def test_numbers_that_wrap_go_on_evenly(sequence, timestamp):
    out = OutStream()
    found = sent(out, *(packet(sequence + n, timestamp + 160 * n) for n in range(5)))
    for before, after in pairwise(found):
        assert (after[1] - before[1]) & 0xFFFF == 1
        assert (after[2] - before[2]) & 0xFFFFFFFF == 160


def test_a_change_of_source_goes_on_where_the_last_one_was():
    out = OutStream()
    (_, s1, t1) = sent(out, packet(500, 90000), now=1.0)[0]
    (marker, s2, t2) = sent(out, packet(9, 4_000_000_000, ssrc=8), source=8, now=1.5)[0]
    assert marker == 1
    assert (s2 - s1) & 0xFFFF == 1
    assert (t2 - t1) & 0xFFFFFFFF == 4000


def test_our_own_frames_follow_a_source_and_it_follows_them():
    out = OutStream()
    (_, s1, t1) = sent(out, packet(500, 90000), now=1.0)[0]
    own = [struct.unpack("!HL", out.own(PAYLOAD, 0, -2, 1.02 + 0.02 * n)[2:8]) for n in range(3)]
    assert [(s - s1) & 0xFFFF for s, _ in own] == [1, 2, 3]
    assert [(t - t1) & 0xFFFFFFFF for _, t in own] == [160, 320, 480]
    (marker, s3, t3) = sent(out, packet(501, 90160), now=1.08)[0]
    assert (marker, (s3 - s1) & 0xFFFF, (t3 - t1) & 0xFFFFFFFF) == (1, 4, 640)


def test_a_source_that_begins_anew_is_taken_up_anew():
    out = OutStream()
    first, leap = sent(out, packet(10, 1000), packet(30000, 77777))
    assert leap[0] == 1
    assert (leap[1] - first[1]) & 0xFFFF == 1


def test_reports_tell_loss_and_round_trip():
    incoming, out = rtcp.InStream(), OutStream()
    sent(out, packet(1, 1))
    for number in (1, 2, 3, 5, 6, 8, 9, 10):
        incoming.note(packet(number, 160 * number), 0.02 * number)
    assert incoming.lost == 2
    theirs = struct.pack("!BBHLLLLLL", 0x80, 200, 6, 7, 0x11112222, 0x33334444, 0, 0, 0)
    incoming.note_report(theirs, 100.0)
    data = rtcp.report(out, incoming, b"sanxiang", 101.0, 0)
    assert struct.unpack("!BBHL", data[:8]) == (0x81, 200, 12, out.ssrc)
    ssrc, lost, highest, _, last, delay = struct.unpack("!LLLLLL", data[28:52])
    assert (ssrc, lost & 0xFFFFFF, lost >> 24, highest) == (7, 2, 2 * 256 // 10, 10)
    assert (last, delay) == (0x22223333, 65536)
    assert data[52:54] == b"\x81\xca"
    assert len(data) % 4 == 0
