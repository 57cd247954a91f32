"""The command's table: what is there starts, what isn't there is told in a sentence."""

import importlib
import subprocess
import sys

import pytest

from sanxiang.site.cli import COMMANDS, main

LIGHT = ["score", "rulebook"]  # started by the hundred in scripts: they must not wait for Django


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_table_is_there(name):
    command = importlib.import_module(f"sanxiang.site.commands.{name}")
    assert command.__doc__
    assert callable(command.add_arguments) and callable(command.run)


@pytest.mark.parametrize("name", LIGHT)
def test_a_light_command_starts_without_django(name):
    code = (
        "import sys\nfrom sanxiang.site.cli import main\n"
        f"try: main(['{name}', '--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('django', 'numpy', 'aiortc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_names_the_nearest(capsys):
    assert main(["bakup"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert (
        said.err
        == "sanxiang: There is no command `bakup`. Did you mean `backup`? `sanxiang --help` lists them.\n"
    )


def test_without_a_command_the_list_is_shown_and_the_status_says_so(capsys):
    assert main([]) == 2
    assert "migrate" in capsys.readouterr().out
    assert main(["--help"]) == 0
    assert "intake" not in capsys.readouterr().out


def test_a_bad_setting_is_one_sentence():
    env = {"SANXIANG_PORT": "80a", "PATH": "/usr/bin", "SANXIANG_HOME": "/nonexistent/h"}
    done = subprocess.run(
        [sys.executable, "-m", "sanxiang", "migrate"], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "sanxiang: SANXIANG_PORT=80a 不是端口号，请改为 1 到 65535 之间的数。\n"
