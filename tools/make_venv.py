"""Makes .venv for the checkout with whatever this machine has; needs nothing but the standard library."""

import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NEEDS = (3, 11)
PIP = "https://bootstrap.pypa.io/pip/pip.pyz"


def main() -> None:
    """Leave a .venv with pip behind, or say in one sentence what is missing."""
    if sys.version_info < NEEDS:
        sys.exit(
            f"三响需要 Python 3.11 或更新版本，这里是 {sys.version.split()[0]}（{sys.executable}）。"
            "安装新的 Python 后运行：make run PYTHON=python3.12\n"
            "Sanxiang needs Python 3.11 or newer; name it with make run PYTHON=…"
        )
    if _works():
        return
    for way in (_plain, _with_debians_package, _with_pip_fetched):
        shutil.rmtree(VENV, ignore_errors=True)
        if way() and _works():
            return
    sys.exit(
        "建立 .venv 失败：请安装 python3-venv（Debian/Ubuntu：sudo apt install python3-venv）再试。\n"
        "No virtual environment could be made: install python3-venv and try again."
    )


def _works() -> bool:
    return PYTHON.exists() and _quiet([str(PYTHON), "-m", "pip", "--version"])


def _plain() -> bool:
    return _quiet([sys.executable, "-m", "venv", str(VENV)])


def _with_debians_package() -> bool:
    """Debian keeps what `venv` needs in a package of its own."""
    if not shutil.which("apt-get"):
        return False
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if root and not shutil.which("sudo"):
        return False
    print("python3-venv is missing, asking apt for it …", flush=True)
    return _quiet([*root, "apt-get", "install", "-y", "python3-venv"]) and _plain()


def _with_pip_fetched() -> bool:
    """Without rights to install: an environment without pip, filled by a pip that is fetched."""
    if not _quiet([sys.executable, "-m", "venv", "--without-pip", str(VENV)]):
        return False
    archive = VENV / "pip.pyz"
    try:
        with urllib.request.urlopen(PIP, timeout=60) as source:
            archive.write_bytes(source.read())
    except OSError as fault:
        print(f"{PIP}: {fault}", file=sys.stderr)
        return False
    return _quiet([str(PYTHON), str(archive), "install", "pip"])


def _quiet(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


if __name__ == "__main__":
    main()
