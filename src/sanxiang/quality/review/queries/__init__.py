"""Reading reviews. Nothing here gives a mark away before all reviewers of its call have handed in."""

from sanxiang.quality.review.models import Appeal, Bulletin, Reviewer, Sample, SampledCall, Sheet
from sanxiang.quality.review.queries.appeals import appeal, appeals, lifted, own_appeals
from sanxiang.quality.review.queries.results import Result, agreement, own_results, reviewed, settled
from sanxiang.quality.review.queries.samples import panel, portions, progress, sample, samples
from sanxiang.quality.review.queries.sheets import (
    has_sheet,
    hidden_from,
    is_reviewer,
    my_open_sheets,
    my_sheet,
    open_sheets_of,
    sampled,
)
from sanxiang.quality.review.queries.standings import Standings, bulletin, bulletins, signed, standings

# Rows are handed to other rooms as they are read; their tables stay this room's own.
__all__ = [
    "Appeal",
    "Bulletin",
    "Result",
    "Reviewer",
    "Sample",
    "SampledCall",
    "Sheet",
    "Standings",
    "agreement",
    "appeal",
    "appeals",
    "bulletin",
    "bulletins",
    "has_sheet",
    "hidden_from",
    "is_reviewer",
    "lifted",
    "my_open_sheets",
    "my_sheet",
    "open_sheets_of",
    "own_appeals",
    "own_results",
    "panel",
    "portions",
    "progress",
    "reviewed",
    "sample",
    "sampled",
    "samples",
    "settled",
    "signed",
    "standings",
]
