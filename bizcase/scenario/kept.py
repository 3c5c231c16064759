"""Ranges that a case keeps of the scenario although it moves the value that they were given for."""

from __future__ import annotations

from dataclasses import replace

from bizcase.engine.model import Input, Model, Series


def with_kept_ranges(base: Model, model: Model) -> Model:
    """A changed model whose kept ranges say which value of `base` they were given for.

    The range of a series moves with it, being a share of what is there.
    """
    known = {
        path: kept
        for path, given in model.inputs.items()
        if (kept := _kept(base.inputs.get(path), given)) is not None
    }
    return replace(model, inputs={**model.inputs, **known}) if known else model


def _kept(was: Input | None, given: Input) -> Input | None:
    if was is None or given.range is None or given.range != was.range:
        return None
    if isinstance(was.value, Series) or was.value == given.value:
        return None
    return replace(given, range=replace(given.range, around=was.value))
