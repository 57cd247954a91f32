"""The whole program on one machine: started, hurt, stopped, started again."""

import json
import os
import signal
import socket
import sqlite3
import time

from tests.ops.house import House, Running


def test_it_runs_survives_a_killed_voice_process_and_ends_in_time(house):
    with house.run("--demo") as running:
        assert house.web() == 200
        first = house.health()["pid"]

        second = house.command("run")
        assert second.returncode == 2
        assert f"已有三响在运行（进程 {running.process.pid}）" in second.stderr

        os.kill(first, signal.SIGKILL)
        running.until(lambda: any("line 意外退出（SIGKILL）" in line for line in running.said))
        running.until(lambda: _pid(house) not in (None, first))
        assert house.web() == 200

        status, seconds = running.stop()
        assert (status, seconds < 10) == (0, True)
        assert house.free()


def test_a_second_start_finds_the_same_data_and_says_the_same_sign_ins(house):
    before = house.done("admin", "list")
    passwords = [one["password"] for one in json.loads((house.folder / "demo.json").read_text())["staff"]]
    for _ in range(2):
        with house.run("--demo") as running:
            running.until(lambda: any("9001" in line for line in running.said))
            said = "".join(running.said)
            assert all(password in said for password in passwords)
            assert running.stop(signal.SIGINT)[0] == 0
    assert house.done("admin", "list") == before
    assert (house.folder / "logs" / "line.log").stat().st_size > 0


def test_nothing_is_left_of_a_run_that_was_killed(house):
    with house.run() as running:
        running.stop(signal.SIGKILL)
        running.until(house.free, 12)
        with house.run():
            assert house.web() == 200


def test_a_part_that_is_stopped_hard_does_not_hold_up_the_end(house):
    with house.run() as running:
        os.kill(house.health()["pid"], signal.SIGSTOP)
        status, seconds = running.stop()
        assert (status, seconds < 10) == (0, True)


def test_a_taken_port_is_named_before_anything_starts(house):
    with socket.socket() as other:
        other.bind(("127.0.0.1", house.port()))
        other.listen()
        began = time.monotonic()
        done = house.command("run")
    assert done.returncode == 2
    said = f"端口 {house.port()}（网页）已被别的程序占用：停下那个程序，或设 SANXIANG_PORT=另一个端口。"
    assert done.stderr == f"sanxiang: {said}\n"
    assert time.monotonic() - began < 10


def test_an_empty_desk_says_how_to_begin(tmp_path):
    house = House(tmp_path / "home")
    with house.run() as running:
        running.until(lambda: any("sanxiang admin site" in line for line in running.said))
        house.done("admin", "create", "9001", "周系统", "--generate")
    assert "周系统" in house.done("admin", "list")


def _kinds(house):
    with sqlite3.connect(house.folder / "db.sqlite3") as database:
        return [kind for (kind,) in database.execute("SELECT kind FROM facts_fact")]


def _pid(house):
    try:
        return house.health()["pid"]
    except OSError:
        return None


def test_the_line_runs_alone_with_its_intake(house):
    house.done("migrate")
    line = Running(house, ["line"])
    line.until(lambda: _pid(house) is not None)
    lines = [{"stream": "alarm", "what": "recorder", "at": "2026-03-02T09:00:00+08:00", "eid": "a-1"}]
    (house.folder / "spool" / "9999999999999-1.ndjson").write_text(json.dumps(lines[0]) + "\n")
    line.until(lambda: "alarm.raised" in _kinds(house))
    status, seconds = line.stop()
    assert (status, seconds < 10) == (0, True)
    assert house.free()


def test_an_ordinary_phone_needs_no_voice_process(house):
    house.env["SANXIANG_EXCHANGE"] = "by_hand"
    with house.run():
        assert house.web() == 200
        assert _pid(house) is None
    house.env["SANXIANG_EXCHANGE"] = "carrier pigeons"
    done = house.command("run")
    assert (done.returncode, "可用的：embedded by_hand" in done.stderr) == (2, True)
