"""Shared by every test: a home folder of its own, so that no test touches an installation."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from sanxiang.site.database import database

_HOME = tempfile.mkdtemp(prefix="sanxiang-tests-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)
os.environ["SANXIANG_HOME"] = _HOME
os.environ.setdefault("SANXIANG_SECRET_KEY", "only-for-tests-" + "x" * 40)
# pytest-django has read the settings by now, and with them the folder of the checkout. Django keeps hold of
# this very dict: another one in its place would leave all test processes with one and the same database.
settings.HOME = Path(_HOME)
_KEPT = settings.DATABASES["default"]
_FRESH = database(os.environ.get("SANXIANG_DATABASE_URL", ""), settings.HOME)
_KEPT.update(_FRESH | {"TEST": _KEPT.get("TEST", {}) | _FRESH.get("TEST", {})})

# Real password hashes are slow on purpose; hardly any test is about them.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# A busy machine is no fault of the code under test.
hypothesis_settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("untimed")


@pytest.fixture
def home() -> Path:
    """The home folder of this test process."""
    return Path(_HOME)
