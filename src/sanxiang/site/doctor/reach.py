"""How people reach the desk: ports, the address, microphones, TLS, voice."""

import json
import os
import socket
import ssl
import urllib.request
from collections.abc import Iterator
from urllib.parse import urlsplit

from sanxiang.kernel.clock import clock
from sanxiang.kernel.words import gettext
from sanxiang.site import environment
from sanxiang.site.doctor.finding import Finding, fail, ok, warn
from sanxiang.site.home import home
from sanxiang.site.run.lock import running
from sanxiang.site.run.ports import USES, address, answers, ports_of_run, trouble

SOON_DAYS = 14
LOOPBACK = ("localhost", "127.0.0.1", "::1")
HOWTO_TLS = "docs/how-to/tls-behind-a-reverse-proxy.md"
HOWTO_TURN = "docs/how-to/udp-and-turn.md"


def ports() -> Iterator[Finding]:
    """While the desk runs its ports must answer; else they must be free."""
    up = running(home())
    for name in ports_of_run():
        what = gettext("端口 %(port)s（%(use)s）", port=environment.port(name), use=gettext(USES[name]))
        fault = "" if up else trouble(name)
        if fault:
            yield fail(what, fault, gettext("用 ss -ltnp 查看是谁占用。"))
        elif up and not answers(name):
            yield fail(what, gettext("三响在运行，但端口没有应答"), gettext("看 logs 文件夹里的日志。"))
        else:
            yield ok(what, gettext("有应答") if up else gettext("空闲（三响没有在运行）"))


def microphone() -> Iterator[Finding]:
    """Browsers give a microphone only to https and to the machine itself."""
    url = os.environ["SANXIANG_URL"]
    name = urlsplit(url).hostname or ""
    what = gettext("麦克风")
    if url.startswith("https://"):
        yield ok(what, gettext("%(url)s 是 https，浏览器允许用麦克风", url=url))
    elif name in LOOPBACK or name.endswith(".localhost"):
        said = gettext("%(url)s 只有本机浏览器能用麦克风", url=url)
        yield warn(what, said, gettext("住户手机和别的电脑要用 https：见 %(doc)s", doc=HOWTO_TLS))
    else:
        said = gettext("%(url)s 不是 https，浏览器不给麦克风，电话打不通", url=url)
        yield fail(
            what,
            said,
            gettext("在前面放带证书的反向代理，并设 SANXIANG_URL=https://…：见 %(doc)s", doc=HOWTO_TLS),
        )


def certificate() -> Iterator[Finding]:
    """Does the https address answer with a certificate that browsers believe, and for how long?"""
    parts = urlsplit(os.environ["SANXIANG_URL"])
    if parts.scheme != "https" or not parts.hostname:
        return
    what = gettext("证书")
    try:
        days = _days_left(parts.hostname, parts.port or 443)
    except ssl.SSLCertVerificationError as fault:
        said = gettext("浏览器不会接受：%(fault)s", fault=fault.verify_message)
        yield fail(what, said, gettext("换一张由公认机构签发、域名相符的证书。"))
    except OSError as fault:
        said = gettext("%(url)s 连不上：%(fault)s", url=parts.geturl(), fault=fault)
        yield fail(what, said, gettext("检查反向代理和域名解析。"))
    else:
        said = gettext("还有 %(days)d 天到期", days=days)
        soon = gettext("续期，并检查自动续期为何没有运行。")
        yield warn(what, said, soon) if days < SOON_DAYS else ok(what, said)


def voice() -> Iterator[Finding]:
    """What the voice process says of itself."""
    if environment.exchange() != "embedded":
        return
    what = gettext("语音进程")
    if not answers("SANXIANG_LINE_PORT"):
        if running(home()):
            yield fail(what, gettext("没有应答"), gettext("看 logs/line.log；它会自动重启。"))
        return
    host, port = address("SANXIANG_LINE_PORT")
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/health", timeout=3) as answer:
            said = json.load(answer)
    except (OSError, ValueError) as fault:
        text = gettext("端口 %(port)s 上答话的不是三响的语音进程：%(fault)s", port=port, fault=fault)
        yield fail(what, text, gettext("停下那个程序，或改 SANXIANG_LINE_PORT。"))
        return
    text = gettext(
        "%(calls)s 路通话（最多 %(max_calls)s），%(ready)s/%(operators)s 位座席示闲，迟到语音 %(late).2f%%",
        **{name: said[name] for name in ("calls", "max_calls", "ready", "operators")},
        late=said["packets"]["late_share"] * 100,
    )
    if said["ok"]:
        yield ok(what, text)
    else:
        yield fail(what, text, gettext("磁盘已满，或这台机器来不及转发语音：减少负载或换更快的机器。"))


def udp() -> Iterator[Finding]:
    """Without TURN, callers in networks that block UDP see the page but can't talk."""
    what = gettext("语音通路")
    outside = (urlsplit(os.environ["SANXIANG_URL"]).hostname or "") not in LOOPBACK
    turn = "turn" in os.environ.get("SANXIANG_ICE_SERVERS", "")
    if outside and not turn:
        said = gettext("没有 TURN：在不放行 UDP 的网络里，住户接不通语音")
        yield warn(what, said, gettext("需要时按 %(doc)s 设 SANXIANG_ICE_SERVERS。", doc=HOWTO_TURN))
    else:
        yield ok(what, gettext("有 TURN") if turn else gettext("只在本机，直连"))


def _days_left(host: str, port: int) -> int:
    context = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=host) as secured,
    ):
        ends = ssl.cert_time_to_seconds(str((secured.getpeercert() or {})["notAfter"]))
    return int((ends - clock.now().timestamp()) // 86400)
