"""Every key of a TOML text is found on its line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from sanxiang.rules.rulebook.locate import line_of, locate
from sanxiang.rules.rulebook.read import profile_path


def test_keys_tables_and_items_are_found():
    text = 'a = 1\n[[b]]\nc = """x\n[not]\n"""\nd = [\n 1, # ]\n { e = "]" },\n]\n'
    text += "[b.f]\n\"g.h\".i = 2\n[[b]]\nc = ''\n"
    lines = locate(text)
    assert lines[("a",)] == 1
    assert lines[("b", 0)] == 2 and lines[("b", 0, "c")] == 3
    assert lines[("b", 0, "d", 0)] == 7 and lines[("b", 0, "d", 1, "e")] == 8
    assert lines[("b", 0, "f")] == 10 and lines[("b", 0, "f", "g.h", "i")] == 11
    assert lines[("b", 1, "c")] == 13
    assert line_of(lines, ("b", 1, "nothing")) == 12


def paths(value, path=()):
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield from paths(one, (*path, key))


def test_the_shipped_profile_is_found_whole():
    text = profile_path("property").read_text(encoding="utf-8")
    assert set(paths(tomllib.loads(text))) <= locate(text).keys()


KEYS = st.from_regex(r"[a-z]{1,4}", fullmatch=True)
VALUES = st.recursive(
    st.one_of(
        st.integers().map(str),
        st.sampled_from(['"x # y"', "'a]b'", '"""q\n]"""', "2026-01-01", "true", '"\\""', "1.5"]),
    ),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[\n " + " , # c ]\n".join(items) + "\n]"),
    max_leaves=6,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_each_key_stands_on_the_line_where_it_was_written(pairs):
    text, wanted = "", {}
    for key, value in pairs.items():
        wanted[(key,)] = text.count("\n") + 1
        text += f"{key} = {value}\n"
    found = locate(text)
    assert {path: found[path] for path in wanted} == wanted
    assert set(paths(tomllib.loads(text))) == found.keys()
