"""Small models from formulas as text, for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bizcase.engine.model import Input, Model, Row, Series
from bizcase.formula.check import Checker, Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import ZERO, Node, Reference
from bizcase.formula.parse import parse
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.timeline import Timeline
from bizcase.units import NUMBER, Unit, read_unit


class Names:
    """A scope with rows, inputs and tables by name; implements `formula.check.Scope`."""

    currency = "EUR"
    days_in_year = 365

    def __init__(self, **meanings: Meaning) -> None:
        self.meanings = meanings

    def meaning(self, name: str) -> Meaning | None:
        return self.meanings.get(name)

    def known(self) -> Sequence[str]:
        return list(self.meanings)


def names(rows: Mapping[str, str], inputs: Mapping[str, float | Sequence[float]]) -> Names:
    """A scope in which rows have units, and inputs are numbers or tables."""
    found = {
        name: Meaning(Reference(name, "row"), Measured(read_unit(unit)))
        for name, unit in rows.items()
    }
    for name, value in inputs.items():
        kind = "input" if isinstance(value, float | int) else "table"
        found[name] = Meaning(Reference(name, kind), Measured(NUMBER))
    return Names(**found)


def plain(text: str, scope: Names, unit: Unit | None = None) -> Node:
    """The plain tree of a formula. Raises ProblemsFoundError."""
    problems: list[Problem] = []
    node, _ = Checker(scope, problems).formula(parse(text), unit)
    if problems:
        raise ProblemsFoundError(problems)
    return node


def model(
    rows: Mapping[str, str | tuple[str, ...]],
    inputs: Mapping[str, float | Sequence[float]] | None = None,
    step: str = "year",
    years: int = 4,
    tax_only_years: int = 0,
    units: Mapping[str, str] | None = None,
) -> Model:
    """A model of rows written as `formula`, or (`formula`, `opening`, `tax only`)."""
    inputs = inputs or {}
    scope = names({name: (units or {}).get(name, "1") for name in rows}, inputs)
    built = {}
    for name, texts in rows.items():
        formula, *others = (
            plain(text, scope) for text in ([texts] if isinstance(texts, str) else texts)
        )
        opening, tax_only = (*others, ZERO, ZERO)[:2]
        built[name] = Row(name, NUMBER, formula, opening, tax_only)
    timeline = Timeline(step, 12 * years, tax_only_years=tax_only_years)
    return Model("test", timeline, "EUR", {n: given(n, v) for n, v in inputs.items()}, built)


def given(name: str, value: float | Sequence[float]) -> Input:
    """An input: a number or a table."""
    if isinstance(value, float | int):
        return Input(name, float(value), NUMBER)
    return Input(name, Series("table", tuple(value)), NUMBER)
