"""Changes of a YAML text at the places of its nodes, which leave every other character alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Texts
from dataclasses import dataclass

from bizcase.problems import Source, Span
from bizcase.text.nodes import Mapping, Node, Scalar, Sequence
from bizcase.text.spell import is_plain, spelled

_PROPERTY = re.compile(r"(?:[&!]\S*\s+)+")  # an anchor or a tag in front of a value
_ALIAS = re.compile(r"\s*:\s*\*[^\s,\]}]+")
_COMMA = re.compile(r"(?:\s|#.*\n)*,")  # the next one, behind comments
_COMMA_IN_LINE = re.compile(r"[ \t]*,")


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to stand in place of a stretch of a text; an empty stretch is an insertion."""

    span: Span
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits. Raises ValueError if two of them overlap.

    Insertions at one place follow one another in the order given.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < done:
            raise ValueError(f"two edits of `{edit.span.text}`")
        pieces += text[done : edit.span.start], edit.text
        done = edit.span.end
    return "".join(pieces) + text[done:]


def written(node: Node) -> Span:
    """Where a node itself stands: without anchor, tag, and without the comments that follow it.

    The span of a value that is not written (`key:` with nothing behind it) is empty.
    """
    span = node.span
    ahead = _PROPERTY.match(span.text)
    start = span.start + (ahead.end() if ahead else 0)
    if isinstance(node, Scalar) and not node.text and not node.quoted:
        return Span(span.source, span.start, span.start)
    return Span(span.source, start, _end(node))


def is_flow(node: Node) -> bool:
    """Whether a list or mapping is written in brackets."""
    ahead = _PROPERTY.match(node.span.text)
    opening = node.span.start + (ahead.end() if ahead else 0)
    return not isinstance(node, Scalar) and node.span.source.text[opening] in "[{"


def line_break(text: str) -> str:
    """The line break that a text uses."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def with_key(node: Mapping, key: str, text: str) -> Edit:
    """A key more at the end of a mapping; `text` is written as it is."""
    return with_keys(node, {key: text})


def with_keys(node: Mapping, texts: Texts[str, str], gone: Iterable[str] = ()) -> Edit:
    """Some keys more at the end of a mapping, each with a text that is YAML of one line.

    `gone` are keys that other edits take away.
    """
    source, here = node.span.source, written(node)
    ends = {key: pair(node, key).end for key in node.values}
    last = max((end for key, end in ends.items() if key not in gone), default=here.end)
    if not is_flow(node):
        first = min(span.start for span in node.keys.values())
        column = Span(source, first, first).column - 1
        line = line_break(source.text) + " " * column
        added = "".join(f"{line}{spelled(key)}: {text}" for key, text in texts.items())
        place = _end_of_line(source.text, last)
        return Edit(Span(source, place, place), added)
    pairs = ", ".join(f"{spelled(key, flow=True)}: {text}" for key, text in texts.items())
    if not node.values:
        return Edit(Span(source, here.start + 1, here.start + 1), pairs)
    comma = _COMMA.match(source.text, last) if last == max(ends.values()) else None
    place = comma.end() if comma else last
    return Edit(Span(source, place, place), f"{' ' if comma else ', '}{pairs}")


def without_keys(node: Mapping, keys: Iterable[str]) -> list[Edit]:
    """A mapping without some of its keys; without all of them it is `{}`.

    A comment goes with a key only where it stands behind it in the same line.
    """
    gone = set(keys)
    if gone >= set(node.values):
        return [Edit(written(node), "{}")]
    order = sorted(node.values, key=lambda key: node.keys[key].start)
    cut = _cut_from_braces if is_flow(node) else _cut_lines
    stretches = [cut(node, order, i, gone) for i, key in enumerate(order) if key in gone]
    return [Edit(Span(node.span.source, start, end), "") for start, end in stretches]


def _cut_from_braces(node: Mapping, order: list[str], i: int, gone: set[str]) -> tuple[int, int]:
    """The stretch of a key in braces with one comma beside it."""
    text = node.span.source.text
    start, end = node.keys[order[i]].start, pair(node, order[i]).end
    if gone.issuperset(order[:i]):
        stretch = start, node.keys[order[i + 1]].start
        gap = text[end : stretch[1]]
    else:
        stretch = pair(node, order[i - 1]).end, end
        gap = text[stretch[0] : start]
    if "\n" not in gap:
        return stretch
    comma = _COMMA_IN_LINE.match(text, end)  # a comma at the very end is allowed
    return start, comma.end() if comma else end


def _cut_lines(node: Mapping, order: list[str], i: int, gone: set[str]) -> tuple[int, int]:
    """The lines of a key in block style."""
    source = node.span.source
    start, end = node.keys[order[i]].start, pair(node, order[i]).end
    beside_dash = i == 0 and "-" in source.text[_line_start(source, start) : start]
    if beside_dash and order[1] not in gone:
        return start, node.keys[order[1]].start
    end = _end_of_line(source.text, end)
    if source.text[end:]:
        return _line_start(source, start), source.text.index("\n", end) + 1
    line = _line_start(source, start)  # the end of the file stays as it is
    return line - len(line_break(source.text)) if line else line, end


def as_mapping(node: Scalar | Sequence, texts: Texts[str, str], key: str = "base") -> list[Edit]:
    """A bare value turned into a mapping in braces: `165` into `{base: 165, low: 150}`.

    The value itself stays as it is, so that another edit may change it.
    """
    here = written(node)
    before, after = f"{{{key}: ", "".join(f", {spelled(k, True)}: {t}" for k, t in texts.items())
    value = None
    if isinstance(node, Sequence) and not is_flow(node):
        value = f"[{', '.join(written(item).text for item in node.items)}]"
    elif isinstance(node, Scalar) and not node.quoted and not is_plain(node.text, flow=True):
        value = spelled(node.text, flow=True)
    if value is not None:
        return [Edit(here, f"{before}{value}{after}}}")]
    source = here.source
    first, last = Span(source, here.start, here.start), Span(source, here.end, here.end)
    return [Edit(first, before), Edit(last, f"{after}}}")]


def pair(node: Mapping, key: str) -> Span:
    """Where a key stands with its value; that of an alias (`*name`) stands elsewhere."""
    name, value = node.keys[key], node.values[key]
    alias = _ALIAS.match(name.source.text, name.end)
    end = alias.end() if alias else max(written(value).end, name.end)
    return Span(name.source, name.start, end)


def _end(node: Node) -> int:
    """Where the last value of a node ends."""
    if isinstance(node, Scalar) or is_flow(node):
        return node.span.end
    if isinstance(node, Sequence):
        return max((written(item).end for item in node.items), default=node.span.end)
    return max((pair(node, key).end for key in node.values), default=node.span.end)


def _end_of_line(text: str, place: int) -> int:
    end = text.find("\n", place)
    end = len(text) if end < 0 else end
    return end - 1 if text[place:end].endswith("\r") else end


def _line_start(source: Source, place: int) -> int:
    return source.line_starts[Span(source, place, place).line - 1]
