"""What a person needs to begin: addresses, and who may sign in."""

import asyncio
import os
import time

from sanxiang.kernel.words import gettext
from sanxiang.site import environment
from sanxiang.site.demo import sign_ins
from sanxiang.site.run.part import Say
from sanxiang.site.run.ports import answers, ports_of_run

SLOW_S = 60.0


async def welcome(say: Say) -> None:
    """Wait until web and line answer, then print where to go."""
    for name in await asyncio.to_thread(ports_of_run):
        began = time.monotonic()
        while not await asyncio.to_thread(answers, name):
            await asyncio.sleep(0.1)
            if time.monotonic() - began > SLOW_S:
                say(
                    gettext("端口 %(port)s 一分钟后仍无应答，请看 logs 文件夹。", port=environment.port(name))
                )
                began = time.monotonic()
    for sentence in await asyncio.to_thread(sentences):
        say(sentence)


def sentences() -> list[str]:
    """The lines that tell a person where to begin."""
    url = os.environ["SANXIANG_URL"].rstrip("/")
    said = ["", gettext("三响已启动（按 Ctrl-C 停止）。"), gettext("　服务台：%(url)s/", url=url)]
    return [*said, *(sign_ins(url) or _first_steps()), ""]


def _first_steps() -> list[str]:
    from django.db import connection

    from sanxiang.office.people.queries import has_staff

    known = has_staff()
    connection.close()
    if known:
        return []
    return [
        gettext("　还没有项目和员工，请运行："),
        gettext("　　sanxiang admin site 小区名 --company 公司名"),
        gettext("　　sanxiang admin create 工号 姓名"),
    ]
