"""A virtual resident dials in by the command."""

import signal
import sqlite3
import subprocess
import sys
import threading
import wave

import pytest


@pytest.fixture
def sound(tmp_path):
    path = tmp_path / "said.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\x10" * 8000)
    return path


def test_a_call_that_is_given_up_leaves_its_row(house, sound):
    house.env["SANXIANG_RTC_HOSTS"] = "127.0.0.1"
    with house.run() as running:
        dialling = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "sanxiang",
                "call",
                "--line",
                "lift",
                "--say",
                str(sound),
                "--name",
                "王芳",
            ],
            env=house.env,
            stdout=subprocess.PIPE,
            text=True,
        )
        said = []
        reader = threading.Thread(target=lambda: said.extend(dialling.stdout), daemon=True)
        reader.start()
        running.until(lambda: any("正在排队" in line for line in said))
        dialling.send_signal(signal.SIGINT)
        assert dialling.wait(15) == 130
        running.until(lambda: ("lift", "王芳", "customer", "missed") in _rows(house))


def test_what_can_not_be_dialled_is_one_sentence(house, sound):
    nobody = house.command("call", "--line", "general", "--say", str(sound))
    assert (nobody.returncode, "请先运行 sanxiang run" in nobody.stderr) == (2, True)
    unknown = house.command("call", "--line", "moon", "--say", str(sound))
    assert (unknown.returncode, "现有线路：general、lift" in unknown.stderr) == (2, True)
    silent = house.command("call", "--say", "gone.wav")
    assert (silent.returncode, "gone.wav" in silent.stderr) == (2, True)


def _rows(house):
    with sqlite3.connect(house.folder / "db.sqlite3") as database:
        return database.execute(
            "SELECT line, caller_name, hung_up_by, state FROM contacts_contact"
        ).fetchall()
