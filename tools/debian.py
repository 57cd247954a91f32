"""Brings what the tests need from Debian's packages, where that can be done, and says what is missing."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


def _chinese_font() -> bool:
    found = (
        subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
        if shutil.which("fc-list")
        else None
    )
    return bool(found and found.stdout.strip())


def _postgresql() -> bool:
    return (
        bool(os.environ.get("SANXIANG_TEST_POSTGRES"))
        or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        or bool(shutil.which("initdb"))
    )


NEEDS: Mapping[str, Callable[[], bool]] = {
    "chromium": _program("chromium", "chromium-browser", "google-chrome"),
    "espeak-ng": _program("espeak-ng"),
    "sox": _program("sox"),
    "fonts-noto-cjk": _chinese_font,
    "postgresql": _postgresql,
}
"""Package → whether what it brings is there."""


def bring() -> list[str]:
    """Install what is missing if we may. Returns the packages that are still missing."""
    missing = [name for name, there in NEEDS.items() if not there()]
    if missing and shutil.which("apt-get") and _root() is not None:
        print(f"Debian packages to bring: {' '.join(missing)}", flush=True)
        apt = [*(_root() or []), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
        subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL, check=False)
        subprocess.run(
            [*apt, "install", "--no-install-recommends", *missing], stdout=subprocess.DEVNULL, check=False
        )
    return [name for name in missing if not NEEDS[name]()]


def _root() -> list[str] | None:
    """How to run something as root; None when that isn't possible without a question."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None
