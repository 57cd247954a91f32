"""Laying a parsed file over the base it names."""

from functools import lru_cache

from sanxiang.rules.rulebook.edition import Edition, edition_of
from sanxiang.rules.rulebook.read import Doc, merge, normalise, parse, profile_path, read_text

LIBRARIES = ("library",)
BELOW, PROFILE, COMPANY = -1, 0, 1
"""Layers of dated rows: of two figures for one day the higher layer's holds."""


@lru_cache(maxsize=8)
def shipped(profile: str) -> Edition:
    """The edition of a shipped profile."""
    path = profile_path(profile)
    return edition_of(compose(parse(read_text(path), str(path))))


@lru_cache(maxsize=1)
def documents() -> Doc:
    """The list of documents that every rulebook may cite."""
    path = profile_path("documents")
    return normalise(parse(read_text(path), str(path)), BELOW)


@lru_cache(maxsize=2)
def library(name: str) -> Doc:
    """What the shipped profiles share, over the list of documents."""
    path = profile_path(name)
    return merge(documents(), normalise(parse(read_text(path), str(path)), BELOW))


def compose(doc: Doc) -> Doc:
    """Lay a parsed file over its base or its library; a file without either over the documents alone."""
    base, shared = doc.get("base"), doc.get("library")
    own = {name: value for name, value in doc.items() if name not in ("base", "library")}
    if base is not None:
        return merge(shipped(base).doc, normalise(own, COMPANY))
    if shared is None:
        return merge(documents(), normalise(own, PROFILE))
    return _chosen(library(shared), normalise(own, PROFILE))


def _chosen(shared: Doc, own: Doc) -> Doc:
    """A library offers clauses: those that the file doesn't name aren't in it. All else it gives whole."""
    named = own.get("clauses", {})
    offered = {key: one for key, one in shared.get("clauses", {}).items() if key in named}
    return merge({**shared, "clauses": offered}, own)
