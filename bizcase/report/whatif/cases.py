"""The values that vary in a program: those asked for, and those in which the cases differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from bizcase.engine.model import Model, Series
from bizcase.formula.render.javascript import key, literal
from bizcase.report.whatif.columns import array
from bizcase.report.whatif.reduce import values_of


def varying(models: Sequence[Model], asked: Iterable[str]) -> Set[str]:
    """The paths of the inputs that vary.

    Raises KeyError where an input that is asked for is not there or is no single number, and
    ValueError where the cases differ in more than values.
    """
    base, paths = models[0], list(asked)
    for path in paths:
        if path not in base.inputs or isinstance(base.inputs[path].value, Series):
            raise KeyError(f"no single number: {path}")
    if any(_shape(model) != _shape(base) for model in models):
        raise ValueError("the cases have different formulas or inputs")
    return {
        *paths,
        *(path for path in base.inputs if len({values_of(m, path) for m in models}) > 1),
    }


def cases_text(models: Sequence[Model], paths: Set[str]) -> Iterator[str]:
    """The lines that define `cases`, the values of the inputs in each case."""
    base = models[0]
    order = [path for path in base.inputs if path in paths]
    yield "const base = {"
    yield from (f"{key(path)}: {_text(base, path)}," for path in order)
    yield "};"
    yield "const cases = {base,"
    for model in models[1:]:
        other = [path for path in order if values_of(model, path) != values_of(base, path)]
        values = "".join(f", {key(path)}: {_text(model, path)}" for path in other)
        yield f"{key(model.case)}: {{...base{values}}},"
    yield "};"


def _shape(model: Model) -> object:
    rows = [(n, *row.formulas) for n, row in model.rows.items()]
    return rows, {path: type(given.value) for path, given in model.inputs.items()}, model.timeline


def _text(model: Model, path: str) -> str:
    value = model.inputs[path].value
    return array(values_of(model, path)) if isinstance(value, Series) else literal(value)
