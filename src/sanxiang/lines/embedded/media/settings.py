"""What the media part may be told from outside, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiortc import RTCIceServer

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext


@dataclass(frozen=True, slots=True)
class Host:
    """An address to offer to browsers: told to them as `told`, a socket opened on `bound`."""

    told: str
    bound: str


@dataclass(frozen=True, slots=True)
class MediaSettings:
    """Where voice may flow, and how much of it.

    `hosts`: addresses to offer, empty = all of this machine but loopback. `ports`: UDP range, None = any.
    `servers`: STUN and TURN for this end; `browser_servers` are told to browsers as RTCIceServer objects.
    `max_calls`: more wait in the queue. `prompts`: a company's own announcements, laid over ours.
    """

    hosts: tuple[Host, ...] = ()
    ports: tuple[int, int] | None = None
    servers: tuple[RTCIceServer, ...] = ()
    browser_servers: tuple[dict[str, object], ...] = ()
    max_calls: int = 40
    prompts: Path | None = None
    lost_after_s: float = 4.0
    setup_s: float = 15.0


def from_environment(
    environment: Mapping[str, str] = os.environ, prompts: Path | None = None
) -> MediaSettings:
    """Read what a company set; Refused names what can't be read.

    SANXIANG_RTC_HOSTS: addresses with commas; `203.0.113.5=10.0.0.4` tells the first, listens on the second
    (an address translated 1:1 by a router). SANXIANG_RTC_PORTS: a UDP range. SANXIANG_ICE_SERVERS: stun: and
    turn: addresses with commas, with SANXIANG_TURN_USER and SANXIANG_TURN_PASSWORD.
    SANXIANG_RTC_MAX_CALLS: calls carried at once.
    """
    servers = _servers(environment)
    return MediaSettings(
        hosts=tuple(_host(part) for part in _list(environment, "SANXIANG_RTC_HOSTS")),
        ports=_ports(environment.get("SANXIANG_RTC_PORTS", "")),
        servers=tuple(RTCIceServer(**server) for server in servers),  # type: ignore[arg-type]
        browser_servers=tuple(servers),
        max_calls=_count(environment, "SANXIANG_RTC_MAX_CALLS", 40),
        prompts=prompts,
    )


def _list(environment: Mapping[str, str], name: str) -> list[str]:
    return [part.strip() for part in environment.get(name, "").split(",") if part.strip()]


def _host(text: str) -> Host:
    told, _, bound = text.partition("=")
    return Host(told.strip(), bound.strip() or told.strip())


def _ports(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    low, _, high = text.partition("-")
    try:
        ports = int(low), int(high)
    except ValueError:
        raise Refused(gettext("SANXIANG_RTC_PORTS 应是端口范围，如 40000-40199。")) from None
    if not 1024 <= ports[0] <= ports[1] <= 65535:
        raise Refused(gettext("SANXIANG_RTC_PORTS 应在 1024 到 65535 之间，小的在前。"))
    return ports


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise Refused(gettext("%(name)s 应是大于 0 的整数。", name=name))
    return int(text)


def _servers(environment: Mapping[str, str]) -> list[dict[str, object]]:
    access = {
        "username": environment.get("SANXIANG_TURN_USER", ""),
        "credential": environment.get("SANXIANG_TURN_PASSWORD", ""),
    }
    servers: list[dict[str, object]] = []
    for url in _list(environment, "SANXIANG_ICE_SERVERS"):
        if not url.startswith(("stun:", "turn:", "turns:")):
            raise Refused(
                gettext("SANXIANG_ICE_SERVERS 中的 %(url)s 应以 stun: turn: 或 turns: 开头。", url=url)
            )
        servers.append({"urls": url, **(access if url.startswith("turn") else {})})
    return servers
