"""What a company sets: the environment, and `sanxiang.env` in the home folder for every command alike."""

import os
from pathlib import Path

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.site.home import home

PORTS = {"SANXIANG_PORT": 8000, "SANXIANG_LINE_PORT": 8001, "SANXIANG_HUB_PORT": 8002}
EXCHANGES = ("embedded", "by_hand")
FILE = "sanxiang.env"


def load() -> None:
    """Take NAME=value lines from the home folder's file; what the environment says already wins."""
    path = home() / FILE
    for name, value in (read(path) if path.is_file() else {}).items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("SANXIANG_URL", f"http://localhost:{port('SANXIANG_PORT')}")
    for name in PORTS:
        port(name)
    exchange()


def read(path: Path) -> dict[str, str]:
    """The settings of one file. Refused names the line that can't be read."""
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        name, equals, value = text.partition("=")
        if not equals or not name.strip().isidentifier():
            raise Refused(gettext("%(path)s 第 %(line)d 行不是“名称=值”，请改正。", path=path, line=number))
        found[name.strip()] = value.strip().strip("\"'")
    return found


def port(name: str) -> int:
    """The port of that setting. Refused when it is no port."""
    text = os.environ.get(name, "") or str(PORTS[name])
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise Refused(gettext("%(name)s=%(text)s 不是端口号，请改为 1 到 65535 之间的数。", name=name, text=text))


def exchange() -> str:
    """Who carries the voice: our own process, or nobody but the ordinary phone. Refused for anything else."""
    named = os.environ.get("SANXIANG_EXCHANGE", "") or EXCHANGES[0]
    if named in EXCHANGES:
        return named
    known = " ".join(EXCHANGES)
    raise Refused(gettext("SANXIANG_EXCHANGE=%(named)s 不认识；可用的：%(known)s", named=named, known=known))


def host(name: str = "SANXIANG_HOST") -> str:
    """The address to listen on. This machine alone by default: others come through a proxy with TLS."""
    return os.environ.get(name, "") or os.environ.get("SANXIANG_HOST", "") or "127.0.0.1"


def choose(*, host: str | None = None, port: int | None = None) -> None:
    """What the command line says wins over the environment, here and in the parts that are started."""
    if host is not None:
        os.environ["SANXIANG_HOST"] = host
    if port is not None:
        os.environ["SANXIANG_PORT"] = str(port)
