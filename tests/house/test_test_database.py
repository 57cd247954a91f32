"""Two test processes must never share a database file: they would lock each other out."""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection


@pytest.mark.django_db
def test_the_database_of_this_process_is_its_own(home: Path):
    assert home == settings.HOME
    if connection.vendor == "sqlite":
        assert Path(connection.settings_dict["NAME"]).is_relative_to(home)
