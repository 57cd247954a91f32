"""Writing results down: what they share once, the rest in one row each."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sanxiang.quality.scoring.models import Frame, Score, Sentence
from sanxiang.quality.scoring.packing import details_of, digest, frame_of, verdicts_of
from sanxiang.quality.scoring.scorer import Result
from sanxiang.rules.rulebook.model import Rulebook


class Keeper:
    """Makes rows of results. It remembers numbers that it has read, so keep none longer than its database.

    `learn` may write what is new in sentences and frames; `row` writes nothing.
    """

    def __init__(self) -> None:
        self._sentences: dict[str, int] = {}
        self._frames: dict[str, int] = {}
        self._books: dict[int, tuple[Rulebook, str, int]] = {}  # by identity: a rulebook can't be hashed

    def learn(self, results: Iterable[Result], books: Iterable[Rulebook]) -> None:
        """Number the sentences of these results and the frames of these rulebooks."""
        keys = {one.says.key for result in results for one in result.findings}
        self._learn_sentences(keys - self._sentences.keys())
        for book in books:
            if id(book) not in self._books:
                clauses = frame_of(book)
                self._books[id(book)] = (book, digest(clauses), self._frame(clauses))

    def _learn_sentences(self, keys: Collection[str]) -> None:
        if not keys:
            return
        self._read(keys)
        new = keys - self._sentences.keys()
        if new:
            Sentence.objects.bulk_create([Sentence(key=key) for key in new], ignore_conflicts=True)
            self._read(new)

    def _read(self, keys: Collection[str]) -> None:
        self._sentences.update(Sentence.objects.filter(key__in=keys).values_list("key", "id"))

    def _frame(self, clauses: str) -> int:
        content = digest(clauses)
        if content not in self._frames:
            row, _ = Frame.objects.get_or_create(content=content, defaults={"clauses": clauses})
            self._frames[content] = row.pk
        return self._frames[content]

    def row(self, result: Result, book: Rulebook, *, number: int, final: bool, at: datetime) -> Score:
        """The row of a result whose sentences and rulebook were learnt."""
        _, frame, frame_id = self._books[id(book)]
        verdicts = verdicts_of(result.findings)
        details = details_of(result.findings, self._sentences)
        return Score(
            call_id=result.call,
            number=number,
            profile=result.rulebook,
            edition=result.edition,
            final=final,
            score=result.score,
            frame_id=frame_id,
            verdicts=verdicts,
            details=details,
            content=digest(frame, verdicts, details),
            made_at=at,
        )
