"""Every shipped profile can be shown, checked and compared; what they share is without fault as well."""

import pytest

from sanxiang.rules.rulebook import open_edition, profiles
from sanxiang.rules.rulebook.check import check
from sanxiang.rules.rulebook.compare import diff
from sanxiang.rules.rulebook.read import profile_path
from sanxiang.rules.rulebook.show import show_clause, show_rulebook

SEVEN = ("account-service", "call-centre", "government", "hotel", "property", "school", "utility")


def test_seven_profiles_ship():
    assert profiles() == SEVEN


def test_what_they_share_is_without_fault():
    assert check(profile_path("library"), is_library=True) == []


@pytest.mark.parametrize("profile", SEVEN)
def test_a_profile_is_shown_in_both_languages(profile):
    edition = open_edition(profile)
    book = edition.on(edition.issued)
    for language in ("zh", "en"):
        shown = "\n".join(show_rulebook(book, language))
        assert all(one.id in shown for one in (*book.clauses, *book.time_limits))
        for clause in book.clauses:
            told = list(show_clause(book, clause, language))
            assert len(told) >= 5 and clause.sources[0].code in told[-len(clause.sources)]


@pytest.mark.parametrize("profile", SEVEN)
def test_a_profile_differs_from_the_others_and_not_from_itself(profile):
    edition = open_edition(profile)
    assert diff(edition, open_edition(profile)) == []
    other = open_edition("property" if profile != "property" else "utility")
    assert {change.path for change in diff(edition, other)} >= {"id", "title.zh"}


@pytest.mark.parametrize("profile", SEVEN)
def test_every_word_that_a_clause_looks_for_is_listed(profile):
    edition = open_edition(profile)
    book = edition.on(edition.issued)
    for clause in book.clauses:
        lists = [*clause.parts, *(clause.cue.words if clause.cue else ())]
        assert all(book.phrases.get(name) for name in lists if not name.startswith("@")), clause.id
