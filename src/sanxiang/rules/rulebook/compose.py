"""Laying a parsed file over the base it names."""

from functools import lru_cache

from sanxiang.rules.rulebook.edition import Edition, edition_of
from sanxiang.rules.rulebook.read import Doc, merge, normalise, parse, profile_path, read_text


@lru_cache(maxsize=8)
def shipped(profile: str) -> Edition:
    """The edition of a shipped profile."""
    path = profile_path(profile)
    return edition_of(compose(parse(read_text(path), str(path))))


@lru_cache(maxsize=1)
def _documents() -> Doc:
    path = profile_path("documents")
    return normalise(parse(read_text(path), str(path)), 0)


def compose(doc: Doc) -> Doc:
    """Lay a parsed file over its base; a file without a base lies over the list of documents alone."""
    base = doc.get("base")
    own = {name: value for name, value in doc.items() if name != "base"}
    if base is None:
        return merge(_documents(), normalise(own, 0))
    return merge(shipped(base).doc, normalise(own, 1))
