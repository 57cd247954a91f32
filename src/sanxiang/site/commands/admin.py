"""The first site and the first administrator, a new password, a list: what is needed before signing in."""

import argparse
import getpass
import sys

from sanxiang.office.people.passwords import new_password
from sanxiang.site.setup import setup_django

ROLES = ("operator", "supervisor", "manager", "inspector", "administrator")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    create = actions.add_parser("create", help="put somebody on file who may sign in")
    create.add_argument("number", help="staff number, which is the sign-in name")
    create.add_argument("name")
    create.add_argument("--role", choices=ROLES, default="administrator")
    create.add_argument("--site", type=int, help="number of the site they belong to; none: the whole company")
    password = actions.add_parser("password", help="give somebody a new password")
    password.add_argument("number")
    for one in (create, password):
        one.add_argument("--generate", action="store_true", help="make a password up and print it")
    actions.add_parser("list", help="everybody on file")
    site = actions.add_parser("site", help="put an estate on file: its lines and staff belong to it")
    site.add_argument("name")
    site.add_argument("--company", required=True, help="the property company")
    site.add_argument("--desk", help="how the desk names itself on the phone (default: the name)")
    site.add_argument("--phone", default="", help="its number, E.164")


def run(args: argparse.Namespace) -> int:
    setup_django()
    actions = {"create": _create, "password": _password, "list": _list, "site": _site}
    return actions[args.action](args)


def _create(args: argparse.Namespace) -> int:
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.words import gettext
    from sanxiang.office.people import domain

    site = _known(args.site)
    word = _word(args.generate)
    domain.add_staff(
        number=args.number,
        name=args.name,
        role=args.role,
        site=site,
        password=word,
        at=clock.now(),
        actor="command line",
    )
    print(gettext("%(name)s（%(number)s）可以登录了。", name=args.name, number=args.number))
    _show(word, args.generate)
    return 0


def _password(args: argparse.Namespace) -> int:
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.words import gettext
    from sanxiang.office.people import domain

    word = _word(args.generate)
    domain.set_password(number=args.number, password=word, at=clock.now(), actor="command line")
    print(gettext("%(number)s 的密码已更换。", number=args.number))
    _show(word, args.generate)
    return 0


def _list(args: argparse.Namespace) -> int:
    from sanxiang.office.people.queries import staff_list

    for staff in staff_list(None):
        mark = "" if staff.is_active else " -"
        print(f"{staff.username:<12} {staff.get_role_display():<8} {staff.name}  {staff.site or ''}{mark}")
    return 0


def _site(args: argparse.Namespace) -> int:
    from sanxiang.kernel.clock import clock
    from sanxiang.kernel.words import gettext
    from sanxiang.office.people import domain

    site = domain.add_site(
        name=args.name,
        company=args.company,
        desk_name=args.desk or args.name,
        phone=args.phone,
        at=clock.now(),
    )
    print(gettext("%(name)s 已建立，编号 %(number)d。", name=site.name, number=site.pk))
    return 0


def _known(number: int | None) -> int | None:
    """The site of that number. Refused when there is none."""
    from sanxiang.kernel.errors import Refused
    from sanxiang.kernel.words import gettext
    from sanxiang.office.people import queries

    if number is None or queries.site(number) is not None:
        return number
    there = "，".join(f"{site.pk} {site.name}" for site in queries.sites()) or "-"
    raise Refused(gettext("没有编号 %(number)d 的项目；现有：%(there)s", number=number, there=there))


def _word(generate: bool) -> str:
    """A password: made up, asked for twice at a terminal, or the first line of standard input."""
    from sanxiang.kernel.errors import Refused
    from sanxiang.kernel.words import gettext

    if generate:
        return new_password()
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    word = getpass.getpass(gettext("新密码："))
    if getpass.getpass(gettext("再输一次：")) != word:
        raise Refused(gettext("两次输入的密码不同，请重来。"))
    return word


def _show(word: str, generated: bool) -> None:
    if generated:
        from sanxiang.kernel.words import gettext

        print(gettext("密码：%(word)s", word=word))
