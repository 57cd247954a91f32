"""Texts for people. Message ids are 简体; the pure rooms use this door so that they need no Django."""

from typing import Any


def gettext(message: str, **values: Any) -> str:
    """Return `message` in the reader's language with `%(name)s` places filled from `values`."""
    said = _translate(message)
    return said % values if values else said


def gettext_noop(message: str) -> str:
    """Mark `message` for the catalogue; it is translated later, where it is shown."""
    return message


def _translate(message: str) -> str:
    # Django costs 100 ms to import: a command that never set it up must not pay for it here.
    import sys

    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured:
        return message
    from django.utils.translation import gettext as django_gettext

    return django_gettext(message)
