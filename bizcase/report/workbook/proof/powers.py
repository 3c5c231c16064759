"""Negative numbers to the power of a fraction: missing in the engine, a number in some programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Row
from bizcase.formula.nodes import Node, Operator, walk
from bizcase.problems import Problem

_BASE, _EXPONENT = "the base of a power", "the exponent of a power"  # no names that a row has


def roots_of_negatives(
    models: Sequence[Model], rows: Iterable[str], code: str, file: str
) -> list[Problem]:
    """One problem for each of the rows with such a power in a case, at the first place."""
    found = []
    for name in rows:
        first = next((said for model in models for said in _said(model, name)), None)
        if first:
            remedy = "keep what stands before `^` at 0 or above, for example `max(0, x) ^ 0.5`"
            span = models[0].rows[name].span
            found.append(Problem(code, first, span, remedy, where=None if span else file))
    return found


def _said(model: Model, name: str) -> Iterator[str]:
    """In words, each column in which the row has no value because of such a power."""
    row = model.rows[name]
    for power in _powers(row):
        base, exponent = power.arguments
        rows = {
            **model.rows,
            _BASE: _alone(row, _BASE, base),
            _EXPONENT: _alone(row, _EXPONENT, exponent),
        }
        values = evaluate(replace(model, rows=rows), (name, _BASE, _EXPONENT))
        negative, power_of = values[_BASE], values[_EXPONENT]
        none = np.isnan(values[name]) & (negative < 0) & (power_of != np.round(power_of))
        for column in np.flatnonzero(none).tolist():
            at = f"{model.timeline.labels[column]}, case {model.case}"
            power_said = f"{negative[column]:g} ^ {power_of[column]:g}"
            yield (
                f"`{name}` has {power_said} in it ({at}): a negative number to the power of a "
                "fraction is missing here, and a number in some spreadsheets"
            )


def _powers(row: Row) -> Iterator[Operator]:
    for formula in dict.fromkeys(row.formulas):
        for node in walk(formula):
            if isinstance(node, Operator) and node.symbol == "^":
                yield node


def _alone(row: Row, name: str, part: Node) -> Row:
    """A part of a row's formula as a row."""
    return replace(row, name=name, formula=part, opening=part, tax_only=part, line=())
