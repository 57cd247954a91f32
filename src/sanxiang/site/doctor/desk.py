"""What the desk works with: staff and lines, rulebook, files of the pages."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from sanxiang.kernel.clock import clock
from sanxiang.kernel.words import gettext
from sanxiang.site.doctor.finding import Finding, fail, ok, warn


def staff() -> Iterator[Finding]:
    """Is there anybody who can sign in, and a line to answer?"""
    from sanxiang.desk.contacts import queries
    from sanxiang.office.people.queries import sites, staff_list

    what = gettext("员工与线路")
    people, lines = staff_list(None).filter(is_active=True), queries.lines(None).count()
    if not sites().exists():
        todo = gettext("运行 sanxiang admin site 小区名 --company 公司名")
        yield fail(what, gettext("还没有项目（小区）"), todo)
    elif not people.filter(role="administrator").exists():
        yield fail(what, gettext("没有系统管理员"), gettext("运行 sanxiang admin create 工号 姓名"))
    elif not lines:
        yield warn(what, gettext("还没有线路，住户打不进来"), gettext("用管理员登录，新建一条线路和链接。"))
    else:
        yield ok(what, gettext("%(people)d 人，%(lines)d 条线路", people=people.count(), lines=lines))


def rulebook() -> Iterator[Finding]:
    """Does the company's own rulebook hold?"""
    from sanxiang.rules.editions import current

    what = gettext("规则书")
    book = current.rulebook_on(clock.now().date())
    if current.faults:
        first = current.faults[0]
        todo = gettext("运行 sanxiang rulebook check %(file)s", file=current.company_file())
        yield fail(
            what,
            gettext("公司规则有 %(count)d 处错误：%(first)s", count=len(current.faults), first=first),
            todo,
        )
    else:
        yield ok(
            what, gettext("%(name)s，%(count)d 条", name=settings.SANXIANG_PROFILE, count=len(book.clauses))
        )


def packages() -> Iterator[Finding]:
    """Were the browser's packages and the catalogues built into this installation?"""
    what = gettext("网页文件")
    package = Path(settings.PACKAGE)
    missing = [
        name
        for name in ("web/static/vendor/htmx/htmx.min.js", "locale/en/LC_MESSAGES/django.mo")
        if not (package / name).is_file()
    ]
    if missing:
        yield fail(
            what,
            gettext("缺少 %(names)s", names=" ".join(missing)),
            gettext("重新安装：pip install --force-reinstall sanxiang，或在源码里 make run。"),
        )
    else:
        yield ok(what, gettext("齐全"))
