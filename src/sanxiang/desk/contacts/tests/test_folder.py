import json
import os
import shutil

import pytest
from hypothesis import given, settings

from sanxiang.desk.contacts.events import Event, to_line
from sanxiang.desk.contacts.folder import FolderError, read_folder, write_folder
from sanxiang.desk.contacts.tests.strategies import call_events

LINES = """\
{"at":"2026-03-02T09:00:00.000+08:00","event":"offered","call":"c-1","line":"general","direction":"in",\
"from":"+8613800000001","to":"400","place":"3栋"}
{"at":"2026-03-02T09:00:00.100+08:00","event":"alerting","staff":"8001"}
{"at":"2026-03-02T09:00:07.000+08:00","event":"answered","staff":"8001"}
{"at":"2026-03-02T09:01:00.000+08:00","event":"hung_up","by":"customer","cause":16}
{"at":"2026-03-02T09:01:00.000+08:00","event":"ended"}
"""


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "c-1"
    path.mkdir()
    (path / "events.ndjson").write_text(LINES, encoding="utf-8")
    return path


def refused(path):
    with pytest.raises(FolderError) as caught:
        read_folder(path)
    error = caught.value
    assert error.folder == str(path)
    assert str(error).startswith(f"{path}{os.sep}{error.file}")
    assert error.reason in str(error)
    if error.line:
        assert f":{error.line}: " in str(error)
    return error


def rewrite(path, lines):
    (path / "events.ndjson").write_text("".join(lines), encoding="utf-8")


def test_reads_events_alone(folder):
    call = read_folder(folder)
    assert call.call == "c-1"
    assert [event.event for event in call.events] == ["offered", "alerting", "answered", "hung_up", "ended"]
    assert call.events[0].data["place"] == "3栋"
    assert (call.record, call.transcript, call.audio_path) == (None, None, None)


def test_reads_what_else_is_there(folder):
    (folder / "record.json").write_text('{"category":"repair","promised":[{"what":"回电","by":"16:00"}]}')
    (folder / "transcript.json").write_text(
        '{"lang":"zh","turns":[{"who":"staff","from_s":1.2,"to_s":3.9,"text":"您好","words":[["您好",1.2,1.6]]}]}'
    )
    (folder / "audio.wav").write_bytes(b"RIFF")
    call = read_folder(str(folder))
    assert call.record["category"] == "repair"
    assert call.transcript["turns"][0]["who"] == "staff"
    assert call.audio_path == folder / "audio.wav"


def test_windows_line_ends_a_byte_order_mark_and_empty_lines_are_fine(folder):
    text = LINES.replace("\n", "\r\n\r\n")
    (folder / "events.ndjson").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert len(read_folder(folder).events) == 5


def test_a_line_separator_inside_a_text_is_no_line_end(folder):
    rewrite(folder, [LINES.replace("3栋", "3栋\u2028\x85二单元")])
    assert read_folder(folder).events[0].data["place"] == "3栋\u2028\x85二单元"


@pytest.mark.parametrize(
    ("change", "line", "part"),
    [
        (lambda ls: ls[1:], 1, "offered"),
        (lambda ls: [ls[0], *ls], 2, "offered"),
        (lambda ls: ls[:-1], 5, "ended"),
        (lambda ls: [*ls, ls[1]], 6, "ended"),
        (lambda ls: [ls[0], ls[2], ls[1], *ls[3:]], 3, "时间倒退"),
        (lambda ls: [ls[0], "\n", ls[1].replace("alerting", "ringing"), *ls[2:]], 3, "ringing"),
        (lambda ls: [ls[0], ls[1][:-9] + "\n", *ls[2:]], 2, "JSON"),
        (lambda ls: [*ls[:3], ls[3].replace("customer", "dog"), ls[4]], 4, "dog"),
        (lambda ls: [ls[0], ls[1].replace("+08:00", ""), *ls[2:]], 2, "at"),
        (lambda ls: [], None, "没有事件"),
        (lambda ls: ["\n\n"], None, "没有事件"),
    ],
)
def test_a_bad_line_is_named(folder, change, line, part):
    rewrite(folder, change(LINES.splitlines(keepends=True)))
    error = refused(folder)
    assert (error.file, error.line) == ("events.ndjson", line)
    assert part in error.reason


def test_bytes_that_are_not_utf8_are_named_by_line(folder):
    (folder / "events.ndjson").write_bytes(LINES.replace('"8001"', '"张三"').encode("gb18030"))
    error = refused(folder)
    assert error.line == 1
    assert "UTF-8" in error.reason


def test_no_folder_no_file_and_a_file_in_its_place(tmp_path, folder):
    assert "events.ndjson" in refused(tmp_path / "nowhere").reason
    assert refused(folder / "events.ndjson").line is None
    os.remove(folder / "events.ndjson")
    (folder / "events.ndjson").mkdir()
    assert refused(folder).file == "events.ndjson"


@pytest.mark.parametrize(
    ("file", "text", "line", "part"),
    [
        ("record.json", '{"category":\n "repair",}', 2, "JSON"),
        ("record.json", "[]", None, "JSON"),
        ("record.json", '{"category": 3}', None, "category"),
        ("record.json", '{"restated": "yes"}', None, "restated"),
        ("record.json", '{"saved_at": "9 o\'clock"}', None, "saved_at"),
        ("record.json", '{"promised": {"what": "x"}}', None, "promised"),
        ("record.json", '{"promised": [{"what": 1}]}', None, "promised"),
        ("record.json", '{"message": "call me"}', None, "message"),
        ("record.json", '{"summary": "\\u0000"}', None, "\\u0000"),
        ("transcript.json", "", 1, "JSON"),
        ("transcript.json", "3", None, "JSON"),
        ("transcript.json", '{"lang": 1, "turns": []}', None, "lang"),
        ("transcript.json", '{"lang": "zh"}', None, "turns"),
        ("transcript.json", '{"turns": [7]}', None, "1"),
        ("transcript.json", '{"turns": [{"who": "staff"}]}', None, "text"),
        ("transcript.json", '{"turns": [{"who": "staff", "text": "好", "from_s": 1}]}', None, "from_s"),
        (
            "transcript.json",
            '{"turns": [{"who": "staff", "text": "好", "words": [["好", 2, 1]]}]}',
            None,
            "words",
        ),
    ],
)
def test_a_malformed_paper_is_named(folder, file, text, line, part):
    (folder / file).write_text(text, encoding="utf-8")
    error = refused(folder)
    assert (error.file, error.line) == (file, line)
    assert part in error.reason


def test_a_paper_not_in_utf8_is_named(folder):
    (folder / "record.json").write_bytes('{"summary":"水管坏了"}'.encode("gb18030"))
    assert "UTF-8" in refused(folder).reason


@settings(max_examples=50)
@given(call_events())
def test_a_written_folder_reads_the_same(tmp_path_factory, events):
    first = events[0]
    body = [event for event in events[1:] if event.event not in ("offered", "ended")]
    whole = (first, *body, Event(events[-1].at, "ended", {}))
    path = tmp_path_factory.mktemp("folders") / "c-1"
    record = {"category": "praise", "restated": False}
    write_folder(path, whole, record=record)
    again = read_folder(path)
    assert again.events == whole
    assert again.record == record
    shutil.rmtree(path)


def test_writes_every_file_and_copies_the_audio(tmp_path, folder):
    (tmp_path / "a.wav").write_bytes(b"RIFF0")
    events = read_folder(folder).events
    transcript = {"lang": "zh", "turns": [{"who": "customer", "text": "喂"}]}
    write_folder(tmp_path / "out" / "c-1", events, transcript=transcript, audio=tmp_path / "a.wav")
    again = read_folder(tmp_path / "out" / "c-1")
    assert again.transcript == transcript
    assert again.audio_path.read_bytes() == b"RIFF0"
    text = (tmp_path / "out" / "c-1" / "events.ndjson").read_text(encoding="utf-8")
    assert text == "".join(to_line(event) + "\n" for event in events)
    assert json.loads(text.split("\n")[0])["place"] == "3栋"
