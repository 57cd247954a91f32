"""The reference of the rulebook: its example is without fault, and it names all that a rulebook may say."""

import re
from datetime import date
from pathlib import Path

from sanxiang.rules.rulebook import load
from sanxiang.rules.rulebook.check import check
from sanxiang.rules.rulebook.vocabulary import ITEMS, MEASURES, REVIEW_FIGURES, SPECIAL_PARTS

REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "rulebook.md"


def test_the_example_of_a_company_file_is_sound_and_does_what_it_says(tmp_path):
    example = re.search(r"```toml\n(.*?)```", REFERENCE.read_text(encoding="utf-8"), re.DOTALL)
    path = tmp_path / "company.toml"
    path.write_text(example[1], encoding="utf-8")
    assert check(path) == []
    book = load("property", on=date(2026, 3, 1), overlay=path)
    assert book.clause("TLK-17").limit == 240
    assert book.clause("TLK-9") is None and book.clause("CO-1").limit == 120


def test_the_reference_names_every_measure_with_its_figures_and_all_words_of_a_clause():
    said = REFERENCE.read_text(encoding="utf-8")
    for name, shape in MEASURES.items():
        row = next((line for line in said.splitlines() if line.startswith(f"| `{name}` |")), "")
        for word in (*shape.figures, *shape.phrases, *shape.reads, shape.unit or ""):
            assert row and word in row, name
    assert all(f"`{word}`" in said for word in (*ITEMS, *SPECIAL_PARTS, *REVIEW_FIGURES))
