"""The parts of a YAML file: scalars as they were written, sequences and mappings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from bizcase.problems import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, always as text: what it means is decided where it stands."""

    text: str
    span: Span
    quoted: bool = False

    def part(self, start: int, end: int) -> Span:
        """The place in the file of the characters `start` to `end` of the text.

        Most texts stand in the file as they are. Quotes and folded lines put other characters
        between them: such a text is followed through the source character by character, white
        space aside.
        """
        source = self.span.source.text
        begin = source.find(self.text, self.span.start, self.span.end)
        if begin >= 0 and 0 <= start < end <= len(self.text):
            return Span(self.span.source, begin + start, begin + end)
        place, places = self.span.start, []
        for character in self.text:
            if not character.isspace():
                found = source.find(character, place, self.span.end)
                place = found if found >= 0 else place
            places.append(place)
            place += 1
        if not places:
            return self.span
        first = places[min(start, len(places) - 1)]
        last = places[min(max(end - 1, start), len(places) - 1)]
        return Span(self.span.source, first, last + 1)


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the order of the file; `put` are mappings that were put over."""

    values: dict[str, Node]
    span: Span
    keys: dict[str, Span] = field(default_factory=dict)
    put: tuple[Mapping, ...] = field(default=(), compare=False, repr=False)

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        return self.values.get(key)

    def items(self) -> Iterator[tuple[str, Node]]:
        """Keys and values in the order of the file."""
        return iter(self.values.items())

    def key_span(self, key: str) -> Span:
        """Where the key stands."""
        return self.keys.get(key, self.span)

    def __contains__(self, key: str) -> bool:
        return key in self.values


Node: TypeAlias = Scalar | Sequence | Mapping
