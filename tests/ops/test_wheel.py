"""What `pip install .` carries: the browser's packages, the catalogues, the data, and no tests."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NEEDED = [
    "sanxiang/web/static/vendor/htmx/htmx.min.js",
    "sanxiang/web/static/vendor/tabler/tabler.min.css",
    "sanxiang/web/static/vendor/tabler/icons.svg",
    "sanxiang/web/static/vendor/wavesurfer/wavesurfer.esm.js",
    "sanxiang/web/templates/sanxiang/base.html",
    "sanxiang/locale/en/LC_MESSAGES/django.mo",
    "sanxiang/locale/zh_Hant/LC_MESSAGES/django.mo",
    "sanxiang/rules/rulebook/profiles/property.toml",
    "sanxiang/lines/embedded/line.toml",
    "sanxiang/desk/contacts/copies.toml",
    "sanxiang/kernel/paper/forms/a4.typ",
    "sanxiang/web/templates/sanxiang/register/paper.typ",
    "sanxiang/site/demo/estate.toml",
    "sanxiang/site/demo/calls.toml",
]


@pytest.fixture(scope="module")
def names(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run(
        [*command, "--wheel-dir", str(folder), str(ROOT)], check=True, capture_output=True, timeout=300
    )
    (wheel,) = folder.glob("*.whl")
    return zipfile.ZipFile(wheel).namelist()


@pytest.mark.parametrize("name", NEEDED)
def test_the_wheel_carries(names, name):
    assert name in names


def test_the_wheel_carries_every_page_and_no_tests(names):
    package = ROOT / "src"
    pages = [
        str(path.relative_to(package))
        for path in (package / "sanxiang" / "web" / "templates").rglob("*.html")
    ]
    assert set(pages) <= set(names)
    assert not [name for name in names if "/tests/" in name or name.startswith("tests/")]
