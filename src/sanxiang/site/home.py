"""The home folder of an installation: database, secrets, spool, recordings, company rulebook, logs."""

import json
import os
import secrets
from pathlib import Path

FOLDERS = ("spool", "recordings", "rulebook", "logs", "prompts", "backups")


def home() -> Path:
    """Return the installation's folder: SANXIANG_HOME, ./var in a checkout, or the user's data folder."""
    named = os.environ.get("SANXIANG_HOME")
    if named:
        return Path(named).expanduser().resolve()
    checkout = Path(__file__).resolve().parents[3]
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(data) / "sanxiang"


def prepare(folder: Path) -> None:
    """Make the home folder and its rooms, readable by their owner alone. Safe to call again."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True, mode=0o700)


def secret_key(folder: Path) -> str:
    """Return the installation's secret, made at first use and never kept in the repository.

    SANXIANG_SECRET_KEY wins, so that several machines can share one.
    """
    named = os.environ.get("SANXIANG_SECRET_KEY")
    if named:
        return named
    path = folder / "secret.json"
    try:
        return str(json.loads(path.read_text(encoding="utf-8"))["secret_key"])
    except FileNotFoundError:
        return _make_secret(path)


def _make_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    whole = path.with_name(f"{path.name}.{os.getpid()}")
    whole.write_text(json.dumps({"secret_key": secrets.token_urlsafe(48)}), encoding="utf-8")
    whole.chmod(0o600)
    try:
        os.link(whole, path)  # fails when another process was first, and then that one's secret holds
    except FileExistsError:
        pass
    finally:
        whole.unlink()
    return str(json.loads(path.read_text(encoding="utf-8"))["secret_key"])
