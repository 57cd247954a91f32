"""Getting Django ready for a command, in the language of the person at the terminal."""

import os

from sanxiang.kernel.errors import Refused
from sanxiang.kernel.words import gettext
from sanxiang.site import environment
from sanxiang.site.home import home, prepare

TRADITIONAL = ("zh_TW", "zh_HK", "zh_MO", "zh_Hant")


def setup_django() -> None:
    """Load settings and apps. Refused when a setting can't be read."""
    environment.load()
    prepare(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanxiang.site.settings")
    import django
    from django.conf import settings

    try:
        settings.INSTALLED_APPS  # noqa: B018 - settings are read here, where their faults are told
    except ValueError as fault:
        raise Refused(gettext("设置有误：%(fault)s", fault=fault)) from fault
    django.setup()
    from django.utils import translation

    translation.activate(language())


def language() -> str:
    """The terminal's language: English and 繁體 where its locale says so, else 简体."""
    named = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if named.startswith(TRADITIONAL):
        return "zh-hant"
    return "en" if named.startswith("en") else "zh-hans"
