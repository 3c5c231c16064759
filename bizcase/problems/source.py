"""A text that was read, and a stretch of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Source:
    """A file (or another text) with the name under which the user knows it."""

    name: str
    text: str

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """Offset of the first character of every line."""
        return (0, *(i + 1 for i, character in enumerate(self.text) if character == "\n"))

    def line(self, number: int) -> str:
        """The text of line `number`, counted from 1, without its line break."""
        start = self.line_starts[number - 1]
        return self.text[start:].split("\n", 1)[0].rstrip("\r")

    def offset(self, line: int, column: int) -> int:
        """The offset of a place counted from line 0, column 0, kept inside the text."""
        last_line = len(self.line_starts) - 1
        return min(self.line_starts[min(line, last_line)] + column, len(self.text))


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `start` up to, not including, `end` of a source."""

    source: Source
    start: int
    end: int

    @property
    def line(self) -> int:
        """The line of the first character, counted from 1."""
        return bisect_right(self.source.line_starts, self.start)

    @property
    def column(self) -> int:
        """The column of the first character, counted from 1."""
        return self.start - self.source.line_starts[self.line - 1] + 1

    @property
    def text(self) -> str:
        """The characters themselves."""
        return self.source.text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether another span lies within this one."""
        return self.source == other.source and self.start <= other.start and other.end <= self.end

    def cover(self, other: Span) -> Span:
        """The smallest span that holds this one and `other` of the same source."""
        return Span(self.source, min(self.start, other.start), max(self.end, other.end))
