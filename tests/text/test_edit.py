"""Edits of a YAML text change what they mean and leave every other character alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizcase.problems import Span
from bizcase.text import Mapping, Node, Scalar, Sequence, read_text
from bizcase.text.edit import Edit, as_mapping, edited, with_key, with_keys, without_keys, written
from bizcase.text.spell import spelled

TEXT = """# the top
bare: 165            # a comment
flow: {x: 1, y: 2}   # behind
empty: {}
block:
  p: 1
  q: [1, 2, ...]     # of q

  # about what follows
lines: {k: 1,   # one
    l: 2,
    m: 3}       # three
list:
- f: 1
  g: 2
words: |
   two
   lines

# the end
anchor: &name 7
alias: *name
quoted: 'it''s'
last: {a: *name, b: 3,}
nothing:"""

ADDED = {
    "flow": "flow: {x: 1, y: 2, new: v}   # behind",
    "empty": "empty: {new: v}",
    "block": "  q: [1, 2, ...]     # of q\n  new: v\n\n  # about",
    "lines": "    m: 3, new: v}       # three",
    "last": "last: {a: *name, b: 3, new: v}",
}
REMOVED = {
    ("flow", "x"): "flow: {y: 2}   # behind",
    ("flow", "y"): "flow: {x: 1}   # behind",
    ("flow", "x y"): "flow: {}   # behind",
    ("block", "p"): "block:\n  q: [1, 2, ...]     # of q\n",
    ("block", "q"): "block:\n  p: 1\n\n  # about what follows",
    ("lines", "k"): "lines: {   # one\n    l: 2,\n    m: 3}",
    ("lines", "l"): "k: 1,   # one\n    \n    m: 3}       # three",
    ("lines", "m"): "    l: 2,\n    }       # three",
    ("lines", "k l"): "lines: {   # one\n    \n    m: 3}",
    ("last", "a"): "last: {b: 3,}",
}


def tree(text: str = TEXT) -> Mapping:
    node = read_text(text)
    assert isinstance(node, Mapping)
    return node


def inside(node: Node, *keys: str | int) -> Node:
    for key in keys:
        if isinstance(node, Mapping):
            node = node.values[str(key)]
        elif isinstance(node, Sequence):
            node = node.items[int(key)]
    return node


def mapping(node: Node, *keys: str | int) -> Mapping:
    found = inside(node, *keys)
    assert isinstance(found, Mapping)
    return found


@pytest.mark.parametrize("key", ADDED)
def test_a_key_is_added_behind_the_last_one(key: str) -> None:
    after = edited(TEXT, [with_key(mapping(tree(), key), "new", "v")])
    assert ADDED[key] in after
    assert len(after) - len(TEXT) < 12
    assert inside(tree(after), key, "new") == inside(tree(after), key, "new")


def test_a_key_is_added_at_the_end_of_a_file_without_a_line_break() -> None:
    assert edited(TEXT, [with_key(tree(), "> 0", '"v"')]) == TEXT + '\n"> 0": "v"'


def test_a_key_is_added_beside_a_dash() -> None:
    after = edited(TEXT, [with_key(mapping(tree(), "list", 0), "h", "3")])
    assert "- f: 1\n  g: 2\n  h: 3\nwords" in after


def test_line_ends_of_the_file_are_used() -> None:
    text = "a:\r\n  b: 1\r\nc: 2\r\n"
    after = edited(text, [with_keys(mapping(tree(text), "a"), {"x": "3", "z": "4"})])
    assert after == "a:\r\n  b: 1\r\n  x: 3\r\n  z: 4\r\nc: 2\r\n"
    assert edited(text, without_keys(tree(text), ["a"])) == "c: 2\r\n"


@pytest.mark.parametrize(("key", "gone"), REMOVED)
def test_keys_are_taken_away(key: str, gone: str) -> None:
    node = mapping(tree(), key)
    after = edited(TEXT, without_keys(node, gone.split()))
    assert REMOVED[key, gone] in after
    left = {k: v for k, v in node.values.items() if k not in gone.split()}
    assert list(mapping(tree(after), key).values) == list(left)


def test_the_end_of_the_file_stays_as_it_is() -> None:
    assert edited(TEXT, without_keys(tree(), ["nothing"])) == TEXT.removesuffix("\nnothing:")
    assert edited("a: 1\nb: 2\n", without_keys(tree("a: 1\nb: 2\n"), ["b"])) == "a: 1\n"


def test_a_key_beside_a_dash_is_taken_away() -> None:
    assert "list:\n- g: 2\n" in edited(TEXT, without_keys(mapping(tree(), "list", 0), ["f"]))


def test_one_key_comes_as_another_goes() -> None:
    node = mapping(tree(), "flow")
    after = edited(TEXT, [with_keys(node, {"z": "3"}, gone=["y"]), *without_keys(node, ["y"])])
    assert "flow: {x: 1, z: 3}   # behind" in after
    node = mapping(tree(), "block")
    after = edited(TEXT, [with_keys(node, {"z": "3"}, gone=["q"]), *without_keys(node, ["q"])])
    assert "block:\n  p: 1\n  z: 3\n\n  # about" in after


def test_a_bare_value_becomes_a_mapping() -> None:
    bare, anchor, items = (inside(tree(), *k) for k in (["bare"], ["anchor"], ["block", "q"]))
    assert isinstance(bare, Scalar)
    assert isinstance(anchor, Scalar)
    assert isinstance(items, Sequence)
    edits = [
        *as_mapping(bare, {"low": "150"}),
        Edit(written(bare), "159"),
        *as_mapping(anchor, {"low": "3"}),
        *as_mapping(items, {"source": '"x"'}, "by_year"),
    ]
    after = edited(TEXT, edits)
    assert "bare: {base: 159, low: 150}            # a comment" in after
    assert "anchor: &name {base: 7, low: 3}\n" in after
    assert '  q: {by_year: [1, 2, ...], source: "x"}     # of q' in after


def test_a_list_with_dashes_becomes_a_mapping() -> None:
    text = "a:\n  - 1\n  - 2\nb: 3\n"
    items = inside(tree(text), "a")
    assert isinstance(items, Sequence)
    after = edited(text, as_mapping(items, {"x": "1"}, "by_year"))
    assert after == "a:\n  {by_year: [1, 2], x: 1}\nb: 3\n"


def test_edits_may_not_overlap() -> None:
    node = tree()
    whole, part = Span(node.span.source, 0, 9), Span(node.span.source, 5, 7)
    with pytest.raises(ValueError, match="two edits"):
        edited(TEXT, [Edit(whole, ""), Edit(part, "")])


NEED_QUOTES = (
    "", " ", "> 0", "a: b", "a #b", "# a", "- a", "-", "null", "~", "Yes", "no", "[a]", "{a", "*a",
    "&a", "!a", "|", "a:", "'a'", '"a"', "%a", "@a", "`a`", "? a", "a\nb", "a\tb", " a", "a ",
)  # fmt: skip


@pytest.mark.parametrize("text", NEED_QUOTES)
def test_texts_that_yaml_takes_for_something_else_are_quoted(text: str) -> None:
    assert spelled(text)[0] == '"'
    assert_read_back(text)


def test_commas_need_quotes_in_braces_alone() -> None:
    assert spelled("a, b") == "a, b"
    assert spelled("a, b", flow=True) == '"a, b"'
    assert spelled("-20_000", flow=True) == "-20_000"
    assert spelled("net of VAT (19%)") == "net of VAT (19%)"


def test_the_kind_of_quotes_is_kept() -> None:
    assert spelled("it's", like="'old'") == "'it''s'"
    assert spelled("new", like='"old"') == '"new"'
    assert spelled("two\nlines", like="'old'") == '"two\\nlines"'


def assert_read_back(text: str) -> None:
    """In block and flow style, as a value and as a key, and in all kinds of quotes."""
    for like in ("", "'", '"'):
        written_block = f"a: {spelled(text, like=like)}  # end\n{spelled(text + '.')}: 2\n"
        found = tree(written_block)
        assert inside(found, "a") == Scalar(text, found.values["a"].span, quoted(found.values["a"]))
        assert text + "." in found
        flow = tree(f"a: {{b: {spelled(text, True, like)}, c: [{spelled(text, True)}, d]}}\n")
        assert getattr(inside(flow, "a", "b"), "text", None) == text
        assert getattr(inside(flow, "a", "c", 0), "text", None) == text


def quoted(node: Node) -> bool:
    return isinstance(node, Scalar) and node.quoted


# All that a file in UTF-8 can hold, but for NUL and the one sign that the reader uses itself.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ue000"))
TRICKY = st.text(st.sampled_from("ab1 :#,-?[]{}'\"\\\n\r\t>|*&!%@`~=.é€\x85\u2028\ufeff😀"))


@given(st.one_of(ANY_TEXT, TRICKY))
def test_any_text_is_read_back(text: str) -> None:
    assert_read_back(text)
