"""A block at its place in a scenario, with what the user wrote for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from bizcase.formula.check import Meaning
from bizcase.library.block import Block
from bizcase.problems import Span
from bizcase.scenario.place import join, name_of
from bizcase.text import Node


@dataclass(slots=True, eq=False)
class Instance:
    """One use of a block.

    `path` is its place in the scenario; `given` what is written for each input, with the path
    where it is written; `prefix` what the names of its rows begin with.
    """

    block: Block
    path: str
    prefix: str
    span: Span
    given: dict[str, tuple[str, Node]] = field(default_factory=dict)
    meanings: dict[str, Meaning] = field(default_factory=dict)
    extra: dict[str, Node] = field(default_factory=dict)  # source, owner, note

    @property
    def name(self) -> str:
        """The name of the place in formulas."""
        return name_of(self.path)

    def row_name(self, local: str) -> str:
        """The full name of one of the block's rows; `this` is the block itself."""
        return self.name if local == "this" else join(self.prefix, local)
