"""`sanxiang score` on folders of files, as the specification of the call folder tells it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sanxiang.quality.scoring.bench import bench_score
from sanxiang.quality.scoring.table import width
from sanxiang.site.cli import main

EVENTS = """\
{"at":"2026-03-02T09:00:00.000+08:00","event":"offered","call":"c-1","line":"general","direction":"in","from":null,"to":"8000"}
{"at":"2026-03-02T09:00:00.200+08:00","event":"alerting","staff":"8001"}
{"at":"2026-03-02T09:00:07.900+08:00","event":"answered","staff":"8001"}
{"at":"2026-03-02T09:01:07.900+08:00","event":"hung_up","by":"customer","cause":16}
{"at":"2026-03-02T09:01:08.000+08:00","event":"ended"}
"""


@pytest.fixture
def call(tmp_path):
    def make(name="c-1", events=EVENTS, **papers):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "events.ndjson").write_text(events.replace("c-1", name), encoding="utf-8")
        for paper, content in papers.items():
            (folder / f"{paper}.json").write_text(json.dumps(content), encoding="utf-8")
        return str(folder)

    return make


def as_json(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_json_object_a_call_in_the_shape_of_the_specification(call, capsys):
    assert main(["score", call(), call("c-2"), "--json"]) == 0
    first, second = as_json(capsys)
    assert (first["call"], second["call"], first["rulebook"]) == ("c-1", "c-2", "property")
    assert first["edition"].startswith("property@")
    assert first["findings"][0] == {
        "clause": "ANS-1", "kind": "signal", "verdict": "met", "value": 2, "unit": "rings", "limit": 3,
        "points": 5, "of": 5, "evidence": [{"from_s": -7.9, "to_s": 0.0}], "says": "第 2 声接起。",
    }  # fmt: skip
    # ANS-1, TLK-17 and TLK-19 are met, TLK-10, TLK-12 and REG-3 missed for want of a register row.
    assert first["score"] == 50.0


def test_without_json_a_table_that_lines_up(call, capsys):
    assert main(["score", call()]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "c-1" in lines[0] and "50.0" in lines[0]
    rows = [line for line in lines[1:] if line]
    sentences = [row.split("  ")[-1].strip() for row in rows]
    starts = {width(row[: row.index(said)]) for row, said in zip(rows, sentences, strict=True)}
    assert len(rows) > 12 and len(starts) == 1


def test_a_folder_that_can_not_be_read_is_named_and_the_others_are_scored(call, tmp_path, capsys):
    bad = call("bad", EVENTS.replace('"alerting"', '"alarming"'))
    assert main(["score", bad, call(), str(tmp_path / "none"), "--json"]) == 2
    said = capsys.readouterr()
    assert [json.loads(line)["call"] for line in said.out.splitlines()] == ["c-1"]
    first, second = said.err.splitlines()
    assert str(Path(bad) / "events.ndjson") + ":2" in first and "alarming" in first
    assert str(tmp_path / "none") in second


def stricter(tmp_path, day):
    book = tmp_path / "company.toml"
    text = 'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
    book.write_text(f"{text}[[clauses.values]]\nfrom = {day}\nlimit = 1\nbest = [1, 1]\n", encoding="utf-8")
    return book


def test_a_rulebook_file_changes_the_limit(call, tmp_path, capsys):
    book = tmp_path / "company.toml"
    text = 'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
    book.write_text(
        text + "[[clauses.values]]\nfrom = 2026-03-02\nlimit = 1\nbest = [1, 1]\n", encoding="utf-8"
    )
    assert main(["score", call(), "--rulebook", str(book), "--json"]) == 0
    finding = as_json(capsys)[0]["findings"][0]
    assert (finding["verdict"], finding["limit"], finding["points"]) == ("missed", 1, 0)


def test_the_figures_of_the_calls_own_day_are_used(call, tmp_path, capsys):
    book = tmp_path / "company.toml"
    text = 'base = "property"\ndate = 2026-03-01\n[[clauses]]\nid = "ANS-1"\n'
    book.write_text(
        text + "[[clauses.values]]\nfrom = 2026-03-03\nlimit = 1\nbest = [1, 1]\n", encoding="utf-8"
    )
    assert main(["score", call(), "--rulebook", str(book), "--json"]) == 0
    assert as_json(capsys)[0]["findings"][0]["limit"] == 3


def test_a_rulebook_with_faults_is_refused_with_each_of_them(call, tmp_path, capsys):
    book = tmp_path / "company.toml"
    book.write_text('base = "property"\ndate = 2026-03-01\ncadence = "x"\nmood = 3\n', encoding="utf-8")
    assert main(["score", call(), "--rulebook", str(book)]) == 2
    said = capsys.readouterr()
    assert not said.out
    assert [f"{book}:3", f"{book}:4"] == [":".join(line.split(":")[:2]) for line in said.err.splitlines()]


@pytest.mark.parametrize("name", ["proprety", "none.toml"])
def test_an_unknown_rulebook_is_told(call, name, capsys):
    assert main(["score", call(), "--rulebook", name]) == 2
    assert name in capsys.readouterr().err


def test_the_command_runs_alone_and_speaks_utf8(call):
    code = "import sys; from sanxiang.site.cli import main; sys.exit(main(sys.argv[1:]))"
    record = {"category": "repair", "restated": True, "caller_name": "张", "unit": "1-1", "phone": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code, "score", call(record=record), "--json"], capture_output=True, check=True
    )
    assert json.loads(done.stdout)["score"] == 100.0


def test_rulebook_check_names_each_fault(tmp_path, capsys):
    book = tmp_path / "company.toml"
    book.write_text('base = "property"\ndate = 2026-03-01\nmood = 3\n', encoding="utf-8")
    assert main(["rulebook", "check", str(book)]) == 1
    assert f"{book}:3" in capsys.readouterr().out
    book.write_text('base = "property"\ndate = 2026-03-01\n', encoding="utf-8")
    assert main(["rulebook", "check", str(book)]) == 0


def test_rulebook_show_and_diff(tmp_path, capsys):
    assert main(["rulebook", "show", "property", "--clause", "TLK-8"]) == 0
    assert "limit = 15 s" in capsys.readouterr().out
    assert main(["rulebook", "show", "property", "--clause", "TLK-88"]) == 2
    book = tmp_path / "company.toml"
    book.write_text('base = "property"\ndate = 2026-03-01\ncadence = "tw"\n', encoding="utf-8")
    capsys.readouterr()
    assert main(["rulebook", "diff", "property", str(book)]) == 0
    assert "cadence: mainland → tw" in capsys.readouterr().out


def test_the_benchmark_scores_what_it_makes():
    assert bench_score(20) > 0
