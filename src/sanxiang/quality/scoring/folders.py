"""Scoring call folders from the disk: what the command line and the benchmark share. No Django."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sanxiang.desk.contacts.folder import CallFolder, FolderError, read_folder
from sanxiang.quality.audio.model import Analysis, BadSound
from sanxiang.quality.scoring.observed import Context, observe
from sanxiang.quality.scoring.scorer import Result, score
from sanxiang.rules.rulebook import Edition, Rulebook


def score_folder(folder: CallFolder, edition: Edition) -> Result:
    """Score one call by the figures that held on its own day, as it was where the call was offered.

    The recording is analysed where there is one and a clause asks for it.
    """
    book = edition.on(folder.events[0].at.date())
    if folder.audio_path is None or not listens(book):
        return score(observe(folder), book)
    sound, fault = sound_of(folder.audio_path)
    return score(observe(folder, Context(sound=sound, sound_fault=fault)), book)


def listens(book: Rulebook) -> bool:
    """Whether a clause is judged by sound."""
    return any("audio" in clause.kinds for clause in book.clauses)


def sound_of(path: Path) -> tuple[Analysis | None, str]:
    """Analyse a recording; None and the reason where that can't be done: never a fault of anybody's."""
    from sanxiang.quality.audio import analyse_file  # numpy and scipy: only who listens pays for them

    try:
        return analyse_file(path), ""
    except BadSound as bad:
        return None, bad.code
    except OSError:
        return None, "unreadable"


def score_folders(paths: Iterable[Path], edition: Edition) -> Iterator[Result | FolderError]:
    """Yield the result of each folder, or why it couldn't be read; the others go on."""
    for path in paths:
        try:
            folder = read_folder(path)
        except FolderError as error:
            yield error
        else:
            yield score_folder(folder, edition)
