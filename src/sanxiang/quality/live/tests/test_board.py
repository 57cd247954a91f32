"""What the web reads of the process that listens."""

import os
import time

from sanxiang.quality.live.board import Board, read

CALL = "0197aa"


def told(**more):
    return {"call": CALL, "site": 1, "staff": "8001", "state": "now", **more}


def test_a_snapshot_is_read_as_it_was_written(tmp_path):
    board = Board(tmp_path / "live")
    board.write(CALL, told(rate=181))
    board.beat()
    assert read(tmp_path / "live", CALL) == told(rate=181)
    board.remove(CALL)
    assert read(tmp_path / "live", CALL) == {"state": ""}


def test_where_nobody_listens_it_is_after_the_call(tmp_path):
    assert read(tmp_path / "live", CALL) == {"state": "after"}


def test_a_listener_that_died_rests_and_its_successor_clears_up(tmp_path):
    board = Board(tmp_path)
    board.write(CALL, told())
    board.beat()
    past = time.time() - 60
    os.utime(tmp_path / "listening", (past, past))
    assert read(tmp_path, CALL) == {"state": "rests"}
    Board(tmp_path).beat()
    assert read(tmp_path, CALL) == {"state": ""}


def test_no_name_leads_out_of_the_folder(tmp_path):
    (tmp_path / "secret.json").write_text('{"state": "now"}')
    board = Board(tmp_path / "live")
    board.beat()
    board.write("../secret", told())
    assert (tmp_path / "secret.json").read_text() == '{"state": "now"}'
    for name in ("../secret", "", "a" * 81):
        assert read(tmp_path / "live", name) == {"state": ""}


def test_what_is_half_written_or_not_ours_is_no_snapshot(tmp_path):
    Board(tmp_path).beat()
    for text in ("", "[1]", "{", '{"state": "odd"}'):
        (tmp_path / f"{CALL}.json").write_text(text)
        assert read(tmp_path, CALL) == {"state": ""}
