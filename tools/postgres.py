"""A PostgreSQL for as long as the tests run: `tools/postgres.py COMMAND …` sets SANXIANG_TEST_POSTGRES.

A server that SANXIANG_TEST_POSTGRES names already and that answers is used as it is. Otherwise a cluster is
made in a temporary folder, reached by its socket alone; as PostgreSQL refuses to run as root, root runs it as
`postgres`.
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "SANXIANG_TEST_POSTGRES"
OPTIONS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NoPostgres(RuntimeError):
    """There is none; the text says what to install."""


@contextmanager
def postgres() -> Iterator[str]:
    """Give the URL of a server on which databases can be made. Raises NoPostgres."""
    named = os.environ.get(NAME, "")
    if named and _answers(named):
        yield named
        return
    with _cluster() as url:
        yield url


def _answers(url: str) -> bool:
    import psycopg

    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.Error as fault:
        print(f"{NAME}: {fault}", file=sys.stderr)
        return False
    return True


@contextmanager
def _cluster() -> Iterator[str]:
    binaries = _binaries()
    owner = _owner()
    folder = Path(tempfile.mkdtemp(prefix="sanxiang-postgres-"))
    if owner is not None:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    user = owner.pw_uid if owner else None

    def call(program: str, *words: str) -> None:
        done = subprocess.run(
            [str(binaries / program), *words],
            user=user,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise NoPostgres(f"{program} failed: {(done.stderr or done.stdout).strip()}")

    try:
        call(
            "initdb",
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "sanxiang",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        )
        log = folder / "log"
        call("pg_ctl", "-D", str(data), "-w", "-l", str(log), "-o", f"{OPTIONS} -k {folder}", "start")
        try:
            call("createdb", "-h", str(folder), "-U", "sanxiang", "sanxiang")
            yield f"postgresql://sanxiang@/sanxiang?host={folder}"
        finally:
            call("pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    program = str(found[-1]) if found else shutil.which("initdb")
    if program is None:
        raise NoPostgres(
            "PostgreSQL is not installed (Debian: postgresql), and SANXIANG_TEST_POSTGRES names none."
        )
    return Path(program).parent


def _owner() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres("PostgreSQL can't run as root and there is no user `postgres`.") from None


if __name__ == "__main__":
    try:
        with postgres() as url:
            words = sys.argv[1:] or ["env"]
            sys.exit(subprocess.run(words, env={**os.environ, NAME: url}, check=False).returncode)
    except NoPostgres as fault:
        sys.exit(str(fault))
