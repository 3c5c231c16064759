"""Multiplies every series of a model by an input, so that it varies like a single number."""

from __future__ import annotations

from dataclasses import replace

from bizcase.engine.model import FACTOR, Input, Model, Series
from bizcase.formula.nodes import Node, Operator, Reference
from bizcase.formula.nodes import replace as exchanged
from bizcase.units import NUMBER, Quoting


def with_factors(model: Model) -> Model:
    """The model in which each series over time has a factor, 1, in the input `PATH.factor`.

    Uncertain series have theirs already; tables of rates by age get none. The figures of the
    model are the same.
    """
    added = {
        path: replace(
            given,
            path=path + FACTOR,
            value=1.0,
            unit=NUMBER,
            quoting=Quoting(percent=True),
            bounds=(None, None),
        )
        for path, given in model.inputs.items()
        if is_over_time(given) and path + FACTOR not in model.inputs
    }
    if not added:
        return model

    def change(node: Node) -> Node | None:
        if isinstance(node, Reference) and node.to == "series" and node.name in added:
            return Operator("*", (node, Reference(node.name + FACTOR, "input")))
        return None

    rows = {
        name: row.rewritten(lambda formula: exchanged(formula, change))
        for name, row in model.rows.items()
    }
    factors = {given.path: given for given in added.values()}
    return replace(model, inputs={**model.inputs, **factors}, rows=rows)


def is_over_time(given: Input) -> bool:
    """Whether an input has a value for each year or date."""
    return isinstance(given.value, Series) and given.value.grain != "table"
