"""What the YAML parser complains about, in words for people who do not know YAML."""

from __future__ import annotations

import re

import yaml

from bizcase.problems import Problem, Source, Span

_QUOTES = 'put the text in quotes: "..."'
# What the parser says -> what it means for the reader, and what to do.
_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "a colon where none can stand",
     f"look for a key that stands too far right, or {_QUOTES}"),
    ("expected ',' or '}'", "the `{` in this line is not closed, or a comma is missing",
     "every `{` needs its `}`, with a comma between the keys"),
    ("expected ',' or ']'", "the `[` in this line is not closed, or a comma is missing",
     "every `[` needs its `]`, with a comma between the values"),
    ("unexpected end of stream", "a quote is opened and never closed",
     "close it at the end of the text"),
    ("cannot start any token", "a value cannot begin with this character", _QUOTES),
    ("alphabetic or numeric", "`*` announces a value defined elsewhere, and there is none",
     "a formula that begins with `*`, or a text, goes in quotes"),
    ("undefined alias", "`*` announces a value defined elsewhere, and there is none",
     "a formula that begins with `*`, or a text, goes in quotes"),
    ("unknown escape character", "a backslash has a meaning of its own in double quotes",
     "use single quotes: '...'"),
    ("could not find expected ':'", "a key without a colon", "write `key: value`"),
    ("expected '-' indicator", "a key in the middle of a list",
     "the lines of a list begin with `-`; a key goes further left or into an item"),
    ("found another document", "a second document begins here",
     "a file holds one scenario: take away the line `---`"),
    ("indentation indicator", "`>` at the beginning has a meaning of its own", _QUOTES),
    ("unexpected ':'", "a colon needs a space behind it", "write `key: value`"),
    ("did not find expected key", "the line before has ended, yet something follows",
     "look for a bracket or quote too many, or a line that stands too far right"),
)  # fmt: skip
# What has to be mended where it begins, not where the parser gave up.
_AT_ITS_BEGINNING = re.compile("closed|announces|without a colon")
_GLUED = re.compile(r"\s*([\w.]+):(?=[^\s:])")


def syntax_problem(error: yaml.MarkedYAMLError, source: Source) -> Problem:
    """The problem behind an error of the YAML parser, at the place where it can be mended."""
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, len(source.text)) if mark else 0
    number = Span(source, start, start).line - 1
    what = error.problem or ""
    line = source.line(number + 1)
    indent = line[: len(line) - len(line.lstrip())]
    if "\\t" in what or "\t" in indent:
        at = source.line_starts[number] + line.index("\t") if "\t" in line else start
        return Problem(
            "tab-in-indentation", "YAML does not allow tabs for indentation",
            Span(source, at, at + 1), "use two spaces for each level",
        )  # fmt: skip
    glued = _glued_key(source, number)
    if glued is not None and ("mapping values" in what or "expected ':'" in what):
        return Problem("yaml-syntax", "a colon needs a space behind it", glued,
                       f"write `{glued.text} ...`")  # fmt: skip
    if source.text[start : start + 1] == ":" and (found := _misplaced_colon(error, source, start)):
        return found
    for said, meaning, remedy in _WORDS:
        if said in what:
            opened = error.context_mark if _AT_ITS_BEGINNING.search(meaning) else None
            if opened:
                start = opened.index
            return Problem("yaml-syntax", meaning, _one(source, start), remedy)
    return Problem(
        "yaml-syntax", f"this is not YAML: {what or 'it cannot be read'}", _one(source, start),
        "look for a missing colon, quote or bracket here or in the line above",
    )  # fmt: skip


def _misplaced_colon(error: yaml.MarkedYAMLError, source: Source, start: int) -> Problem | None:
    """The problem of a key that stands too far right, or of a text with a colon in it."""
    colon = Span(source, start, start + 1)
    opened = error.context_mark
    if opened is not None and opened.line != colon.line - 1 and "flow" in (error.context or ""):
        return None
    before = source.line(colon.line)[: colon.column - 1]
    if before.strip() and not re.search(r"[:{\[]", before):
        key = Span(source, start - len(before.lstrip()), start)
        above = next((n for n in range(colon.line - 1, 0, -1) if source.line(n).strip()), 1)
        text = source.line(above).strip()
        if text and not re.search(r"[:#{}\[\],-]", text):
            begin = source.line_starts[above - 1] + source.line(above).index(text)
            line = Span(source, begin, begin + len(text))
            return Problem("yaml-syntax", "a key without a colon", line, "write `key: value`")
        return Problem(
            "yaml-syntax",
            f"`{key.text}` stands too far right or too far left",
            key,
            f"keys of one level begin in the same column; the line above is `{text[:40]}`",
        )
    return Problem("yaml-syntax", "a second colon in this value", colon, _QUOTES)


def _glued_key(source: Source, number: int) -> Span | None:
    """A key without a space behind its colon, in the line of the error or just above it."""
    for line_number in (number, number - 1):
        if 0 <= line_number < len(source.line_starts):
            match = _GLUED.match(source.line(line_number + 1))
            if match:
                start = source.line_starts[line_number]
                return Span(source, start + match.start(1), start + match.end())
    return None


def _one(source: Source, start: int) -> Span:
    """One character; at the very end of the file, the last one that can be shown."""
    last = len(source.text.rstrip()) - 1
    place = max(min(start, last), 0)
    return Span(source, place, place + 1)
