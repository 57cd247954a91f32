"""Ports: looked at before anything starts, so that the sentence names the setting to change."""

import errno
import socket
from collections.abc import Sequence

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext, gettext_noop
from sanxiang.site import environment

USES = {
    "SANXIANG_PORT": gettext_noop("网页"),
    "SANXIANG_LINE_PORT": gettext_noop("语音线路"),
    "SANXIANG_HUB_PORT": gettext_noop("内部通知"),
}


def ports_of_run() -> list[str]:
    """The ports that `sanxiang run` needs; hints go by the hub only where there is no PostgreSQL."""
    from django.db import connection

    hub = ["SANXIANG_HUB_PORT"] if connection.vendor == "sqlite" else []
    line = ["SANXIANG_LINE_PORT"] if environment.exchange() == "embedded" else []
    return ["SANXIANG_PORT", *line, *hub]


def need_free(names: Sequence[str]) -> None:
    """Refused, naming the port and what to set, when one can't be had."""
    for name in names:
        fault = trouble(name)
        if fault:
            raise Refused(fault, code="port")


def trouble(name: str) -> str:
    """What is wrong with the port of that setting, as one sentence; empty when it can be had."""
    number = environment.port(name)
    hub = name == "SANXIANG_HUB_PORT"
    host = "127.0.0.1" if hub else _host(name)
    fault = _bind(host, number, socket.SOCK_STREAM, *([socket.SOCK_DGRAM] if hub else []))
    if fault is None:
        return ""
    values = {"use": gettext(USES[name]), "port": number, "host": host, "name": name}
    if fault.errno == errno.EADDRINUSE:
        return gettext(
            "端口 %(port)s（%(use)s）已被别的程序占用：停下那个程序，或设 %(name)s=另一个端口。", **values
        )
    if fault.errno == errno.EACCES:
        return gettext("没有权限使用端口 %(port)s（%(use)s）：请设 %(name)s 为 1024 以上的端口。", **values)
    return gettext(
        "不能在 %(host)s 上监听（%(use)s）：%(fault)s。请改正 SANXIANG_HOST。", **values, fault=fault.strerror
    )


def _host(name: str) -> str:
    return environment.host("SANXIANG_LINE_HOST" if name == "SANXIANG_LINE_PORT" else "SANXIANG_HOST")


def _bind(host: str, number: int, *kinds: socket.SocketKind) -> OSError | None:
    try:
        for kind in kinds:
            family, _, _, _, where = socket.getaddrinfo(host, number, type=kind)[0]
            with socket.socket(family, kind) as probe:
                if kind == socket.SOCK_STREAM:  # what the servers set: a port just left is free
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(where)
    except OSError as fault:
        return fault
    return None


def answers(name: str) -> bool:
    """Whether somebody listens on the port of that setting."""
    try:
        socket.create_connection(address(name), timeout=1).close()
    except OSError:
        return False
    return True


def address(name: str) -> tuple[str, int]:
    """Where to reach what listens on the port of that setting, from this machine."""
    host = "127.0.0.1" if name == "SANXIANG_HUB_PORT" else _host(name)
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host), environment.port(name)
