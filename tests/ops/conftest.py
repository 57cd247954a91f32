"""A demo installation made once; each test gets a copy."""

import shutil

import pytest

from tests.ops.house import House


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory):
    """A home with the demo estate, never started."""
    folder = tmp_path_factory.mktemp("demo") / "home"
    House(folder).done("demo")
    return folder


@pytest.fixture
def house(demo_home, tmp_path):
    """A demo installation of this test's own."""
    folder = tmp_path / "home"
    shutil.copytree(demo_home, folder)
    return House(folder)
