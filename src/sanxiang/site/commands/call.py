"""Dial in as a virtual resident over real WebRTC, talk, and hang up. Status 1 when nobody answered."""

import argparse
import asyncio
from datetime import datetime
from typing import Any

from sanxiang.site.setup import setup_django


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--line", default="general", metavar="KEY", help="which line to call (default: general)"
    )
    parser.add_argument("--link", metavar="TOKEN", help="call by this link, as from its flat or place")
    parser.add_argument(
        "--say", required=True, metavar="FILE|TEXT", help="a sound file, or words for espeak-ng"
    )
    parser.add_argument("--name", default="", help="the name that the resident types in")
    parser.add_argument("--phone", default="", help="the number that the resident types in")
    parser.add_argument(
        "--stay", type=float, default=5.0, metavar="S", help="seconds to listen before hanging up"
    )


def run(args: argparse.Namespace) -> int:
    setup_django()
    from sanxiang.kernel.clock import clock
    from sanxiang.lines.embedded.resident import voice
    from sanxiang.lines.tickets import caller_ticket

    sound = voice(args.say)
    ticket = caller_ticket(_link(args.line, args.link, clock.now()))
    return 0 if asyncio.run(_dial(args, ticket, sound)) else 1


async def _dial(args: argparse.Namespace, ticket: str, sound: Any) -> bool:
    from sanxiang.kernel.errors import Refused
    from sanxiang.kernel.words import gettext
    from sanxiang.lines.embedded import clients
    from sanxiang.lines.embedded.media.settings import from_environment
    from sanxiang.lines.embedded.resident import dial
    from sanxiang.site.run.ports import address

    host, port = address("SANXIANG_LINE_PORT")
    try:
        async with clients.Caller(f"ws://{host}:{port}/line", ticket, from_environment()) as caller:
            return await dial(caller, sound, name=args.name, phone=args.phone, stay_s=args.stay, tell=_tell)
    except OSError as fault:
        said = gettext("端口 %(port)d 上没有语音线路：请先运行 sanxiang run。", port=port)
        raise Refused(said) from fault
    except clients.Refused as fault:
        raise Refused(gettext("线路没有接受这通电话：%(code)s", code=fault)) from fault


def _tell(phase: str, told: dict[str, Any]) -> None:
    from sanxiang.kernel.words import gettext

    words = {
        "ringing": gettext("正在响铃"),
        "queued": gettext("正在排队"),
        "connected": gettext("已接通"),
        "held": gettext("请您稍等"),
        "transferring": gettext("正在转接"),
        "ended": gettext("通话结束"),
    }
    why = f"（{told['why']}）" if told.get("why") else ""
    print(
        f"{datetime.now().astimezone():%H:%M:%S}  {words.get(phase, phase)}{why}  {told['call']}", flush=True
    )


def _link(line: str, token: str | None, now: datetime) -> Any:
    """The link of that token, or the line's most general one that still holds."""
    from sanxiang.desk.contacts import queries
    from sanxiang.kernel.errors import Refused
    from sanxiang.kernel.words import gettext

    named = queries.link_by_token(token) if token else None
    if named is not None:
        return named
    links = [
        link
        for link in queries.links(None)
        if not token
        and link.line.key == line
        and link.revoked_at is None
        and (link.expires_at is None or link.expires_at > now)
    ]
    if not links:
        known = "、".join(one.key for one in queries.lines(None)) or "-"
        raise Refused(
            gettext(
                "没有这个链接，或线路 %(line)s 没有可用的链接；现有线路：%(known)s", line=line, known=known
            )
        )
    return min(links, key=lambda link: bool(link.unit_id or link.place))
