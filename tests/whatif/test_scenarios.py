"""Whole scenarios as programs: in every case and at random points they say what the engine says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.evaluate import Trials
from bizcase.engine.model import Input, Model, Series
from bizcase.engine.operations import Array
from bizcase.report.whatif.program import program
from bizcase.scenario.load import load_model
from bizcase.study.flows_of import ROWS, flows_of
from bizcase.study.measures.registry import MEASURES
from tests.node import Node

TESTS = Path(__file__).parents[1]
FILES = [
    *sorted((TESTS / "cases").glob("*.yaml")),
    *sorted((TESTS.parent / "scenarios").glob("*.yaml")),
    TESTS / "yardstick" / "yardstick.yaml",
]
POINTS = 100
# Money against the sum of all discounted flows without their signs, rates and years as they are.
MONEY, IRR, YEARS, RATIO = 1e-9, 1e-7, 1e-6, 1e-9
NEAR = {"money": MONEY, "share": RATIO, "years": YEARS, "ratio": RATIO}


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def models(request: pytest.FixtureRequest) -> list[Model]:
    base = load_model(request.param)
    return [base, *(load_model(request.param, case) for case in base.cases if case != "base")]


@dataclass(frozen=True)
class Meant:
    """What the engine says at some points: measures (points,), and the money that is at stake."""

    measures: dict[str, Array]
    turnover: Array


def engine(model: Model, values: dict[str, Array]) -> Meant:
    count = len(next(iter(values.values()), [0]))
    trials = Trials(model, ROWS, values, count)
    rows = trials.rows(np.array(list(values.values())).reshape(len(values), count))
    flows = flows_of(model, rows, count)
    with np.errstate(all="ignore"):
        found = {n: np.broadcast_to(m.compute(flows), count) for n, m in MEASURES.items()}
    turnover = abs(flows.discounted_cash()) + abs(flows.discounted_terminal_value())
    return Meant(found, np.broadcast_to(turnover.sum(axis=0), count))


def differences(meant: Meant, results: Sequence[dict[str, Any]]) -> list[str]:
    found = []
    for point, result in enumerate(results):
        for name, measure in MEASURES.items():
            value, other = result["measures"][name], float(meant.measures[name][point])
            if value is None or not np.isfinite(other):
                agrees = value is None and not np.isfinite(other)
            else:
                scale = meant.turnover[point] if measure.unit == "money" else max(1.0, abs(other))
                near = IRR if name == "irr" else NEAR[measure.unit]
                agrees = abs(value - other) <= near * scale
            if not agrees:
                found.append(f"{point}: {name} {value}, the engine {other}")
    return found


def test_every_case(node: Node, models: list[Model]) -> None:
    answer = node.run(program(models), [model.case for model in models])
    for model, result in zip(models, answer.results, strict=True):
        assert differences(engine(model, {}), [result]) == [], model.case


def around(given: Input, points: np.random.Generator) -> Array:
    """Values in the range of an input, or within a fifth of its value."""
    if given.range:
        return points.uniform(given.range.low, given.range.high, POINTS)
    assert isinstance(given.value, float | int)
    return given.value * points.uniform(0.8, 1.2, POINTS)


def test_random_points_of_every_input(node: Node, models: list[Model]) -> None:
    base, points = models[0], np.random.default_rng(4)
    shaping = shaping_inputs(base)
    scalars = {n: i for n, i in base.inputs.items() if not isinstance(i.value, Series)}
    values = {n: around(i, points) for n, i in scalars.items() if n not in shaping}
    runs = [{path: float(v[point]) for path, v in values.items()} for point in range(POINTS)]
    answer = node.run(program(models, values), runs)
    assert differences(engine(base, values), answer.results) == []
