"""A function of the language is one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["pointwise", "carried", "whole row", "defined"]


@dataclass(frozen=True, slots=True)
class Function:
    """Everything there is to say about one function.

    `signature` is its unit rule: `a, a... -> a` takes any unit, the same in every place, and
    gives it back; `number`, `year`, `1/year` are fixed units; `table` is a list of numbers;
    `constant` before a unit asks for a plain number, the same for every trial.

    - pointwise functions have a template per rendering: `numpy` names an operation of the
      engine, `excel` and `words` have places for the arguments (see `render`); an `excel` text
      that begins with `?` is TRUE or FALSE, not a number; `javascript` is a function, of two
      arguments where any number is taken (see `render.javascript` for what it may call);
    - carried and whole-row functions look along the row of their first argument: the engine
      and the Excel rendering know how; `javascript` is a function of the whole row, the column
      and a number of periods or a table;
    - defined functions are written in the language itself: `definition`, whose parameters are
      the words of `parameters`.

    `example` is a formula over plain numbers or over the rows `x` = 1, 2, 3, 4 (opening 0) and
    `example_value` is its value in the last of four yearly periods.
    """

    name: str
    kind: Kind
    parameters: tuple[str, ...]
    signature: str
    doc: str
    example: str
    example_value: float
    numpy: str = ""
    excel: str = ""
    javascript: str = ""
    words: str = ""
    definition: str = ""
    rate: bool = field(default=False)


def takes(function: Function) -> tuple[int, int | None]:
    """The least and the greatest number of arguments; None for any number."""
    units = [u for u in function.signature.split("->")[0].split(",") if u.strip()]
    many = bool(units) and units[-1].strip().endswith("...")
    return len(units), None if many else len(units)
