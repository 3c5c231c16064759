"""A block: a part of a business case that users switch on by writing its keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, get_args

from bizcase.problems import Span
from bizcase.text import Node, Scalar

# number: a value with a unit. date: `2027-03`, `launch`. row: the name of a row, or several,
# which are summed. index: the name of an index of `inflation:`. choice: one of a few words, each
# standing for a formula (a `*` in it is text for that formula). line: the line in which the
# block's rows collect. table: rates by age. payments: amounts by date. part: a block of its own
# stands at this key; the input is its row `this`.
Kind = Literal["number", "date", "row", "index", "choice", "line", "table", "payments", "part"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class BlockInput:
    """What a user may or must write for a block.

    `unit` is in words (`money/unit/time`); `of` in it stands for the unit of the row that `of:`
    names. `default` is a formula in the scope around the block; without one the input is
    required. The `main` input may be written in the place of the whole block. `bare` is the
    time that is meant where none is written. `edge` says which end of a date counts. `options`
    are the words of a choice or a line; for a row or a line also its default by place. A `hint`
    is the remedy where the input, or what its default names, is missing. At its `neutral` value it
    changes nothing, as a learning rate of 100 %. In the block's formulas
    `NAME.opening` is the opening value of a driver and `NAME.length` how many rates a table has. A
    row input with `flow` does not take a stock. Without `scalar` the main input stands in place
    only as a list: a bare number would be something else.
    """

    name: str
    kind: Kind = "number"
    unit: str = "number"
    doc: str = ""
    default: str | None = None
    min: float | None = None
    max: float | None = None
    above: float | None = None
    neutral: float | None = None
    main: bool = False
    scalar: bool = True
    bare: str | None = None
    edge: Literal["start", "end"] = "start"
    parts: bool = False
    flow: bool = False
    options: dict[str, str] = field(default_factory=dict)
    hint: str | None = None

    @property
    def required(self) -> bool:
        """Whether the scenario must give it."""
        return self.default is None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A row that a block brings: `this` is the block's own name.

    A row with `collects` is a line: `collected` in its formula is the sum of the rows that name
    the line in `in:`. A `stock` stands at a moment, such as subscribers, and is not added up over
    periods. With `in: that line?` a row collects only where there is such a line.
    """

    name: str
    unit: str
    formula: Scalar
    opening: Scalar | None = None
    tax_only: Scalar | None = None
    line: tuple[str, ...] = ()
    collects: bool = False
    stock: bool = False
    doc: str = ""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Requirement:
    """What must hold in every period for a block to make sense, and what to say if it does not."""

    formula: Scalar
    code: str
    message: str
    help: str
    about: str = ""  # the input to point at


@dataclass(frozen=True, slots=True)
class Block:
    """One block file.

    `where` are the words that choose it, `needs` the rows that a block around it must have. With
    `overrides` its further keys are paths of values that it changes, as in a case.
    """

    name: str
    at: tuple[str, ...]
    doc: str
    source: str
    where: dict[str, tuple[str, ...]]
    inputs: dict[str, BlockInput]
    rows: dict[str, BlockRow]
    example: Node | None
    expect: Node | None
    checks: tuple[Scalar, ...]
    needs: tuple[str, ...] = ()
    requires: tuple[Requirement, ...] = ()
    overrides: bool = False

    @property
    def main(self) -> BlockInput | None:
        """The input that may stand in the place of the whole block."""
        return next((i for i in self.inputs.values() if i.main), None)
