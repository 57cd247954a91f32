"""The `sanxiang` command: one table of commands, each imported only when it is asked for."""

import argparse
import difflib
import importlib
import os
import sys
from collections.abc import Mapping, Sequence

from sanxiang import __version__
from sanxiang.kernel.errors import Refused
from sanxiang.site.run.parent import watch_parent

COMMANDS: Mapping[str, str] = {
    "run": "start everything on this machine and watch over it",
    "web": "serve the screens only (one part of `run`, for several machines)",
    "line": "run the voice line only (one part of `run`)",
    "work": "do the work that follows: time limits, scores, housekeeping (one part of `run`)",
    "listen": "coach operators during their calls (one part of `run`, on the line's machine)",
    "intake": "",
    "migrate": "bring the database to this version",
    "admin": "staff from the command line: first administrator, new password, list",
    "demo": "make the demo estate",
    "call": "dial in as a virtual resident and talk",
    "score": "score call folders by the rulebook",
    "rescore": "judge calls again by another edition of the rulebook",
    "transcribe": "put the recordings of call folders into words",
    "replay": "put call folders through the whole pipeline",
    "rulebook": "check a rulebook file",
    "review": "draw a sample of calls again and compare",
    "bench": "measure this machine",
    "backup": "write database, recordings, rulebook and secret into one file",
    "restore": "build a home folder from a backup",
    "doctor": "look for what is wrong and say what to do",
}
"""Every command and its line of help; one without help is started by others and not listed."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return the exit status: 0 done, 1 found or failed something, 2 asked wrongly."""
    watch_parent()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that can't show Chinese must not end the command
            stream.reconfigure(errors="replace")
    words = list(sys.argv[1:] if argv is None else argv)
    if not words or words[0] in ("-h", "--help", "help"):
        print(usage())
        return 0 if words else 2
    if words[0] in ("-V", "--version"):
        print(f"sanxiang {__version__}")
        return 0
    if words[0] not in COMMANDS:
        return _refuse(_unknown(words[0]))
    return _guarded(words[0], words[1:])


def usage() -> str:
    """The list of commands."""
    rows = "\n".join(f"  {name:<10} {says}" for name, says in COMMANDS.items() if says)
    return (
        f"usage: sanxiang COMMAND [options]\n\n{rows}\n\n"
        "`sanxiang COMMAND --help` tells the options. SANXIANG_HOME names the folder of the installation."
    )


def _unknown(word: str) -> str:
    near = difflib.get_close_matches(word, COMMANDS, n=1)
    hint = f" Did you mean `{near[0]}`?" if near else ""
    return f"There is no command `{word}`.{hint} `sanxiang --help` lists them."


def _guarded(name: str, words: Sequence[str]) -> int:
    """Run the command; what a person can mend is told in one sentence, anything else keeps its trace."""
    try:
        return _run(name, words)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader of our output (`| head`) has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as fault:
        sentence = _sentence(fault)
        if sentence is None:
            raise
        return _refuse(sentence)


def _run(name: str, words: Sequence[str]) -> int:
    command = importlib.import_module(f"sanxiang.site.commands.{name}")
    parser = argparse.ArgumentParser(prog=f"sanxiang {name}", description=command.__doc__)
    command.add_arguments(parser)
    status: int = command.run(parser.parse_args(words))
    return status


def _sentence(fault: Exception) -> str | None:
    if isinstance(fault, Refused):
        return fault.sentence
    database = sys.modules.get("django.db")  # asking must not import it: `score` starts without
    if database is not None and isinstance(fault, database.OperationalError):
        from sanxiang.kernel.words import gettext

        return gettext(
            "数据库用不了：%(fault)s。用 sanxiang doctor 查原因。", fault=" ".join(str(fault).split())
        )
    return None


def _refuse(sentence: str) -> int:
    print(f"sanxiang: {sentence}", file=sys.stderr)
    return 2
