"""The rulebook that holds now: the profile with the company's file over it; a faulty file stops nothing."""

import os
from datetime import date
from pathlib import Path

import pytest

from sanxiang.rules.editions import current

DAY = date(2026, 11, 2)
OWN = """
base = "property"
date = 2026-10-01

[[clauses]]
id = "ANS-1"
[[clauses.values]]
from = 2026-01-01
limit = 4
"""


@pytest.fixture
def company(settings, tmp_path: Path, monkeypatch) -> Path:
    settings.HOME = tmp_path
    (tmp_path / "rulebook").mkdir()
    monkeypatch.setattr(current, "_kept", None)
    yield current.company_file()
    current.faults.clear()


def limit() -> object:
    clause = current.rulebook_on(DAY).clause("ANS-1")
    assert clause is not None
    return clause.limit


def test_without_a_company_file_the_profile_holds(company):
    assert limit() == 3


def test_a_changed_file_is_read_again(company):
    assert limit() == 3
    company.write_text(OWN, encoding="utf-8")
    assert limit() == 4
    company.write_text(OWN.replace("limit = 4", "limit = 5"), encoding="utf-8")
    os.utime(company, (1e9, 1e9))
    assert limit() == 5


def test_a_file_with_faults_is_told_and_the_last_good_edition_goes_on(company):
    company.write_text(OWN, encoding="utf-8")
    assert limit() == 4
    company.write_text("base = [", encoding="utf-8")
    os.utime(company, (2e9, 2e9))
    assert limit() == 4
    assert current.faults and current.faults[0].line == 1
