"""Scoring call folders from the disk: what the command line and the benchmark share. No Django."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from sanxiang.desk.contacts.folder import CallFolder, FolderError, read_folder
from sanxiang.quality.scoring.observed import observe
from sanxiang.quality.scoring.scorer import Result, score
from sanxiang.rules.rulebook import Edition


def score_folder(folder: CallFolder, edition: Edition) -> Result:
    """Score one call by the figures that held on its own day, as it was where the call was offered."""
    return score(observe(folder), edition.on(folder.events[0].at.date()))


def score_folders(paths: Iterable[Path], edition: Edition) -> Iterator[Result | FolderError]:
    """Yield the result of each folder, or why it couldn't be read; the others go on."""
    for path in paths:
        try:
            folder = read_folder(path)
        except FolderError as error:
            yield error
        else:
            yield score_folder(folder, edition)
