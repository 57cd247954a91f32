"""Opening a rulebook: a shipped profile, a company's file laid over it, or a file of its own."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from sanxiang.kernel.words import gettext
from sanxiang.rules.rulebook.compose import compose, shipped
from sanxiang.rules.rulebook.edition import Edition, edition_of
from sanxiang.rules.rulebook.faults import BadRulebook, Fault
from sanxiang.rules.rulebook.model import Rulebook
from sanxiang.rules.rulebook.read import parse, profiles, read_text


def load(profile: str, *, on: date, overlay: Path | None = None) -> Rulebook:
    """Return the rulebook of `profile` on the day `on`, with the company's file laid over it.

    Raises BadRulebook, with every fault of the company's file or when there is no such profile.
    """
    return open_edition(profile, overlay=overlay).on(on)


def open_edition(profile: str, *, overlay: Path | None = None) -> Edition:
    """Open a shipped profile by its id; `overlay`: the company's file, taken only when it exists.

    Raises BadRulebook, also when the company's file starts from another profile.
    """
    if profile not in profiles():
        raise BadRulebook([Fault(profile, 1, _no_profile(profile))])
    if overlay is None or not overlay.exists():
        return shipped(profile)
    edition = open_file(overlay)
    if parse(read_text(overlay), str(overlay)).get("base") != profile:
        raise BadRulebook([Fault(str(overlay), 1, _other_base(profile))])
    return edition


def open_file(path: Path) -> Edition:
    """Open a rulebook file that names its base, or stands alone. Raises BadRulebook with every fault."""
    try:
        stat = path.stat()
    except OSError as error:
        reason = gettext("读不了这个文件：%(why)s", why=error.strerror or str(error))
        raise BadRulebook([Fault(str(path), 1, reason)]) from None
    return _from_file(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=8)
def _from_file(path: Path, _mtime_ns: int, _size: int) -> Edition:
    from sanxiang.rules.rulebook.check import check  # its schema is needed for files only, not at every start

    faults = [fault for fault in check(path) if not fault.warning]
    if faults:
        raise BadRulebook(faults)
    return edition_of(compose(parse(read_text(path), str(path))))


def open_text(text: str, *, file: str, profile: str) -> Edition:
    """Open the text of a company's file over `profile`; `file`: what faults call it.

    Raises BadRulebook with every fault, also when the text starts from another profile.
    """
    from sanxiang.rules.rulebook.check import check_text

    faults = [fault for fault in check_text(text, file) if not fault.warning]
    doc = parse(text, file) if not faults else {}
    if not faults and doc.get("base") != profile:
        faults = [Fault(file, 1, _other_base(profile))]
    if faults:
        raise BadRulebook(faults)
    return edition_of(compose(doc))


def _other_base(profile: str) -> str:
    return gettext("base 应是 “%(profile)s”：系统用的是这一套规范", profile=profile)


def _no_profile(name: str) -> str:
    return gettext("没有名为 “%(name)s” 的规范；现有：%(known)s", name=name, known="、".join(profiles()))
