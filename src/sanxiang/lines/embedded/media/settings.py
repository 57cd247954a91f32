"""What the media part may be told from outside, read from the environment once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aiortc import RTCIceServer


class SettingsFault(Exception):
    """A setting that can't be read. The text names it and says what it should look like."""


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
    """Read SANXIANG_RTC_ HOSTS, PORTS, STUN, TURN, TURN_USER, TURN_PASSWORD, MAX_CALLS. Raises SettingsFault.

    SANXIANG_RTC_HOSTS lists addresses with commas; `203.0.113.5=10.0.0.4` tells the first and listens on the
    second (an address translated 1:1 by a router).
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
        raise SettingsFault("SANXIANG_RTC_PORTS must be a range such as 40000-40199.") from None
    if not 1024 <= ports[0] <= ports[1] <= 65535:
        raise SettingsFault("SANXIANG_RTC_PORTS must lie between 1024 and 65535, the lower port first.")
    return ports


def _count(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdecimal() or int(text) < 1:
        raise SettingsFault(f"{name} must be a whole number above 0.")
    return int(text)


def _servers(environment: Mapping[str, str]) -> list[dict[str, object]]:
    servers: list[dict[str, object]] = [
        {"urls": url if url.startswith("stun:") else f"stun:{url}"}
        for url in _list(environment, "SANXIANG_RTC_STUN")
    ]
    access = {
        "username": environment.get("SANXIANG_RTC_TURN_USER", ""),
        "credential": environment.get("SANXIANG_RTC_TURN_PASSWORD", ""),
    }
    servers += [
        {"urls": url if url.startswith("turn") else f"turn:{url}", **access}
        for url in _list(environment, "SANXIANG_RTC_TURN")
    ]
    return servers
