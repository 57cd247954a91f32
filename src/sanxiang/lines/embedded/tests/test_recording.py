"""Recordings: where samples land, what stands in the file at any moment, what a full disk does."""

import resource
import signal
import time
import wave

import numpy as np
import pytest

from sanxiang.lines.embedded.media.g711 import RATE, Law, decode, encode
from sanxiang.lines.embedded.media.recorder import Recorder
from sanxiang.lines.embedded.media.recording import CUSTOMER, STAFF, Recording
from sanxiang.lines.embedded.media.rtp import Packet
from sanxiang.lines.embedded.media.timeline import Timeline
from sanxiang.lines.embedded.media.wav import header, repair

from .voices_kit import likeness, speech, until


def packets(samples, law=Law.U, ssrc=7, first=1000):
    """(time of arrival, packet) of these samples said from second 0 on."""
    data = encode(samples, law)
    for number in range(0, len(data), 160):
        packet = Packet(law, number // 160, first + number, ssrc, data[number : number + 160])
        yield (number + 160) / RATE, packet


def read(path):
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, 2)


def test_both_channels_lie_where_they_were_said(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=100.0)
    asked, said = speech(2, 1), speech(2, 2)
    for (at, one), (_, other) in zip(packets(asked), packets(said, Law.A), strict=True):
        recording.add("customer:c", CUSTOMER, one, 100.0 + at)
        recording.add("staff:8001", STAFF, other, 100.5 + at)
        recording.flush(100.5 + at)
    result = recording.stop(103.0)
    assert recording.flush(103.0)
    assert (result.seconds, result.ok) == (3.0, True)
    sound = read(tmp_path / "a.wav")
    assert len(sound) == 3 * RATE
    assert result.bytes == (tmp_path / "a.wav").stat().st_size
    assert (sound[: 2 * RATE, 0] == decode(encode(asked, Law.U), Law.U)).all()
    assert (sound[RATE // 2 : RATE // 2 + 2 * RATE, 1] == decode(encode(said, Law.A), Law.A)).all()


def test_loss_leaves_silence_and_the_length_right(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=0.0)
    asked = speech(4, 3)
    rng = np.random.default_rng(5)
    for at, packet in packets(asked):
        if rng.random() > 0.05:
            recording.add("customer:c", CUSTOMER, packet, at + rng.uniform(0, 0.03))
    recording.stop(4.5)
    recording.flush(4.5)
    sound = read(tmp_path / "a.wav")
    assert len(sound) == 4.5 * RATE
    degree, at = likeness(sound[:, 0], asked)
    assert degree > 0.95
    assert at < 0.04 * RATE


def test_late_and_disordered_packets_find_their_place(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=0.0)
    asked = speech(1, 4)
    arrivals = list(packets(asked))
    for at, packet in [*arrivals[:20], *arrivals[30:35], *arrivals[20:30], *arrivals[35:]]:
        recording.add("customer:c", CUSTOMER, packet, max(at, 0.02 * packet.sequence))
        recording.flush(at)
    recording.stop(1.0)
    recording.flush(1.0)
    assert likeness(read(tmp_path / "a.wav")[:, 0], asked)[0] > 0.99


def test_in_a_conference_both_operators_are_on_the_staffs_channel(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=0.0)
    one, two = speech(1, 6), speech(1, 7)
    for (at, first), (_, second) in zip(packets(one), packets(two, ssrc=8), strict=True):
        recording.add("staff:8001", STAFF, first, at)
        recording.add("staff:8002", STAFF, second, at)
    recording.stop(1.0)
    recording.flush(1.0)
    sound = read(tmp_path / "a.wav")[:, 1]
    for said in (one, two):
        assert likeness(sound, said)[0] > 0.5


def test_a_long_recording_keeps_little_in_memory_and_everything_in_the_file(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=0.0)
    asked = speech(30, 8)
    for at, packet in packets(asked):
        recording.add("customer:c", CUSTOMER, packet, at)
        if packet.sequence % 25 == 0:
            recording.flush(at)
    recording.stop(30.0)
    recording.flush(30.0)
    assert len(recording._window) < 6 * RATE
    assert likeness(read(tmp_path / "a.wav")[:, 0], asked)[0] > 0.99


def test_the_file_is_whole_after_every_flush(tmp_path):
    recording = Recording(tmp_path / "a.wav", started=0.0)
    for at, packet in packets(speech(2, 9)):
        recording.add("customer:c", CUSTOMER, packet, at)
        recording.flush(at)
        assert abs(len(read(tmp_path / "a.wav")) / RATE - at) < 0.03


def test_a_recording_finished_twice_closes_nothing_of_others(tmp_path):
    """The writer may meet a recording that ends among the live ones, and again among those that end."""
    recording = Recording(tmp_path / "a.wav", started=0.0)
    recording.flush(0.5)
    recording.stop(1.0)
    recording.flush(1.0)
    with (tmp_path / "other").open("w") as other:  # gets the number that the recording's file had
        assert recording.flush(1.1)
        other.write("still open")
    assert len(read(tmp_path / "a.wav")) == RATE


@pytest.mark.parametrize("cut", [0, 10, 44, 45, 47, 48, 1000, 1003])
def test_repair_fits_the_header_to_what_is_there(tmp_path, cut):
    path = tmp_path / "a.wav"
    path.write_bytes((header(0) + bytes(2000))[:cut] if cut < 44 else header(12345) + bytes(cut - 44))
    seconds = repair(path)
    assert len(read(path)) == max(0, cut - 44) // 4 == round(seconds * RATE)


def test_a_sender_whose_clock_stood_still_is_tied_to_arrival_again():
    line = Timeline()
    assert line.place(7, 1, 1000, 160, 1.02) == RATE
    assert line.place(7, 2, 1160, 160, 5.0) == 5 * RATE - 160  # it sent nothing for four seconds
    assert line.place(7, 3, 1320, 160, 5.02) == 5 * RATE
    assert line.place(8, 900, 5, 160, 6.0) == 6 * RATE - 160  # another stream of the same party


def test_a_burst_after_a_stall_of_the_network_keeps_its_spacing():
    line = Timeline()
    places = [line.place(7, n, 160 * n, 160, 0.02 * (n + 1)) for n in range(10)]
    places += [line.place(7, n, 160 * n, 160, 0.5) for n in range(10, 25)]
    assert places == [160 * n for n in range(25)]


async def test_the_writer_keeps_up_and_finishes(tmp_path):
    recorder = Recorder()
    begun = time.monotonic()
    recording = recorder.start("c1", tmp_path / "deep" / "c1.wav", begun)
    for at, packet in packets(speech(1, 10)):
        recording.add("customer:c1", CUSTOMER, packet, begun + at)
    await until(lambda: (tmp_path / "deep" / "c1.wav").exists())
    result = recorder.stop("c1", begun + 1.5)
    recorder.close()
    assert result.ok
    assert len(read(tmp_path / "deep" / "c1.wav")) == 1.5 * RATE
    assert recorder.stop("c1", 0.0).reason == "none"


async def test_many_calls_that_end_together_are_all_on_disk_soon(tmp_path):
    recorder = Recorder()
    begun = time.monotonic()
    names = [f"c{number}" for number in range(20)]
    for name in names:
        recorder.start(name, tmp_path / f"{name}.wav", begun)
    await until(lambda: (tmp_path / "c19.wav").exists())
    for name in names:
        recorder.stop(name, begun + 2.0)
    await until(lambda: recorder.idle, 2)
    assert {len(read(tmp_path / f"{name}.wav")) for name in names} == {2 * RATE}
    recorder.close()


async def test_a_full_disk_stops_that_recording_and_says_so(tmp_path):
    faults = []
    recorder = Recorder(lambda call, reason: faults.append((call, reason)))
    begun = time.monotonic()
    recorder.start("full", tmp_path / "full.wav", begun)
    held = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        await until(lambda: faults == [("full", "disk_full")], 5)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, held)
    result = recorder.stop("full", time.monotonic())
    assert (result.ok, result.reason) == (False, "disk_full")
    recorder.start("next", tmp_path / "next.wav", time.monotonic())
    await until(lambda: (tmp_path / "next.wav").exists())
    assert recorder.stop("next", time.monotonic()).ok
    recorder.close()
    assert faults == [("full", "disk_full")]
    assert repair(tmp_path / "full.wav") <= 4096 / 4 / RATE


async def test_a_recording_that_can_not_be_opened_says_so(tmp_path):
    faults = []
    (tmp_path / "file").write_text("")
    recorder = Recorder(lambda call, reason: faults.append(reason))
    recorder.start("c", tmp_path / "file" / "c.wav", time.monotonic())
    await until(lambda: faults == ["recorder"])
    assert not recorder.stop("c", time.monotonic()).ok
    recorder.close()
