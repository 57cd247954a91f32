"""The benchmark's table: figures beside what they should be."""

import json

from sanxiang.site.cli import main
from sanxiang.site.commands.bench import table


def test_each_figure_stands_beside_its_target():
    figures = {
        "line": {"capacity": {"calls_per_core": 24, "steps": [1]}, "cores": 2},
        "score": {"calls_per_s": 1000},
    }
    rows = [row.split() for row in table(figures)]
    assert rows == [
        ["line.capacity.calls_per_core", "24", "≥", "25", "MISSED"],
        ["line.cores", "2"],
        ["score.calls_per_s", "1000", "≥", "1000", "ok"],
    ]


def test_the_figures_go_to_a_file_too(tmp_path, capsys):
    file = tmp_path / "figures.json"
    assert main(["bench", "state", "--json", str(file)]) == 0
    assert json.loads(file.read_text())["state"]["events"] > 0
    assert "state.events_per_s" in capsys.readouterr().out
