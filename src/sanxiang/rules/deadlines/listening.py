"""Which kinds of facts any time limit listens for, so that the others cost no question to the database."""

from collections.abc import Iterable

from sanxiang.rules.deadlines.models import Deadline, Rule
from sanxiang.rules.rulebook import Rulebook

ENDS = ("met_by", "ended_by", "pauses", "resumes")
_kept: dict[str, "Kinds"] = {}


class Kinds:
    """Kinds by name; `all_of_them` while limits run whose clause was not kept."""

    def __init__(self, names: Iterable[str], *, all_of_them: bool = False) -> None:
        self.names, self.all_of_them = frozenset(names), all_of_them

    def __contains__(self, kind: str) -> bool:
        return kind in self.names or (self.all_of_them and not kind.startswith("deadline."))


def listened_for(book: Rulebook) -> Kinds:
    """The kinds that end or stop a limit of this edition, or of any before it that limits were begun under.

    New wordings come with a new edition only, so what is read once for an edition holds as long as it does.
    """
    found = _kept.get(_name(book))
    if found is None:
        _kept.clear()
        found = _kept[_name(book)] = _read(book)
    return found


def _name(book: Rulebook) -> str:
    return f"{book.edition} {book.on.isoformat()}"


def _read(book: Rulebook) -> Kinds:
    own = {kind for limit in book.time_limits for name in ENDS for kind in getattr(limit, name)}
    kept = Rule.objects.values_list("says", flat=True)
    before = {kind for says in kept for name in ENDS for kind in says.get(name, ())}
    without = Deadline.objects.filter(rule=None, state__in=("open", "paused", "broken")).exists()
    return Kinds(own | before, all_of_them=without)


def forget() -> None:
    """Read anew at the next fact: for tests, whose tables are emptied."""
    _kept.clear()
