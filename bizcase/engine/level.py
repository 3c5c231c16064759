"""Wanted rows that are the same in all columns: a value for each trial is all there is of them."""

from __future__ import annotations

import numpy as np

from bizcase.engine.plan import Instruction, Pass, Plan, Stored, Vector, inner


def take_out_level(plan: Plan) -> None:
    """Notes the rows that are one vector in every column; they are stored no more."""
    passes = [part for phase in plan.phases for part in phase.passes]
    read = {o.row for p in passes for s in inner(p) for o in s.arguments if isinstance(o, Stored)}
    read |= {name for phase in plan.phases for name, _ in phase.totals}
    for name in [n for n in plan.wanted if n in plan.kept and n not in read]:
        vector = _only_value(passes, Stored(name))
        if isinstance(vector, Vector):
            plan.level[name] = vector
            del plan.kept[name]
            for part in passes:
                part.code = [s for s in part.code if not _stores(s, name)]


def _only_value(passes: list[Pass], row: Stored) -> object:
    """What is copied into a row in every pass, None where it is not only copied or not the same."""
    steps = [step for part in passes for step in inner(part) if step.out == row]
    values = {step.arguments if step.operation is np.positive else None for step in steps}
    only = values.pop() if len(values) == 1 else None
    return only[0] if only else None


def _stores(step: object, name: str) -> bool:
    return isinstance(step, Instruction) and step.out == Stored(name)
