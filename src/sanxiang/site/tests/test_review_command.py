"""`sanxiang review`: the draw again from the command line."""

import pytest

from sanxiang.quality.review.models import Sample
from sanxiang.quality.review.tests.conftest import (  # noqa: F401
    book,
    calls,
    drawn_sample,
    manager,
    operator,
    site,
)
from sanxiang.site.cli import main

pytestmark = pytest.mark.django_db


def test_a_sample_is_drawn_again_and_compared(site, calls, manager, capsys):  # noqa: F811
    made = drawn_sample(site, manager)
    assert main(["review", "list"]) == 0
    assert f"{made.pk}  2026Q1  翠湖花园  2026-04-02" in capsys.readouterr().out
    assert main(["review", "audit", str(made.pk)]) == 0
    assert "不符" not in capsys.readouterr().out
    Sample.objects.filter(pk=made.pk).update(number="8")
    assert main(["review", "audit", str(made.pk)]) == 1
    assert "不符  种子由秘密和数字得来" in capsys.readouterr().out


def test_a_sample_that_isnt_is_said_to_be_so(db, capsys):
    assert main(["review", "audit", "00000000-0000-0000-0000-000000000000"]) == 2
    assert "没有抽过这个样" in capsys.readouterr().err
