"""One meaning in every rendering: the engine, the oracle and a calculated sheet agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bizcase.engine import evaluate as evaluation
from bizcase.engine import workspace
from bizcase.engine.evaluate import batch, evaluate
from bizcase.engine.model import Model
from bizcase.report.whatif.program import program
from tests.formula.build import model as build
from tests.formula.models import VALUES, VARYING, models
from tests.formula.sheet import calculated
from tests.formula.walker import IronCalcDiffersError, Value, walked
from tests.node import Node

NEAR = 1e-9  # relative to the greatest value of a row
SHAKEN = 1e-13  # where errors of this size move a result further than that, no two can agree

quick = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def near(found: Iterable[float | None], meant: Iterable[Value]) -> bool:
    """Whether a row agrees with another, missing values included."""
    row = [np.nan if v is None else float(v) for v in found]
    other = [np.nan if v is None else float(v) for v in meant]
    scale = max((abs(v) for v in other if not np.isnan(v)), default=0.0)
    return bool(np.allclose(row, other, rtol=0, atol=NEAR * scale, equal_nan=True))


def well_conditioned(model: Model, rows: dict[str, list[Value]], **options: bool) -> bool:
    shaken = walked(model, shaken=SHAKEN, **options)
    return all(near(shaken[name], row) for name, row in rows.items())


@quick
@given(model=models())
def test_engine_and_oracle_agree(model: Model) -> None:
    meant = walked(model)
    assume(well_conditioned(model, meant))
    found = evaluate(model)
    for name, row in meant.items():
        assert near(found[name], row), name


@quick
@given(
    model=models(),
    trials=st.lists(st.tuples(*(st.sampled_from(VALUES) for _ in VARYING)), min_size=1, max_size=5),
    tile=st.sampled_from([1, 7, 24_576]),
    width=st.sampled_from([1, 2, 2_048]),
)
def test_batch_and_oracle_agree(
    model: Model, trials: list[tuple[float, ...]], tile: int, width: int
) -> None:
    inputs = dict(zip(VARYING, np.array(trials).T, strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "NUMBERS_IN_A_TILE", tile)
        patch.setattr(evaluation, "TRIALS_IN_A_TILE", width)
        tiles = [
            (place, {name: row.copy() for name, row in rows.items()})
            for place, rows in batch(model, model.rows, inputs)
        ]
    for number, values in enumerate(trials):
        changed = {
            p: replace(model.inputs[p], value=v) for p, v in zip(VARYING, values, strict=True)
        }
        case = replace(model, inputs={**model.inputs, **changed})
        meant = walked(case)
        if not well_conditioned(case, meant):
            continue
        place, rows = next(t for t in tiles if t[0].start <= number < t[0].stop)
        for name, row in meant.items():
            found = np.broadcast_to(rows[name], (len(row), place.stop - place.start))
            assert near(found[:, number - place.start], row), name


@settings(quick, max_examples=60)
@given(model=models())
def test_sheet_and_oracle_agree(model: Model) -> None:
    try:
        meant = walked(model, like_ironcalc=True)
        assume(well_conditioned(model, meant, like_ironcalc=True))
    except IronCalcDiffersError:
        assume(False)
    found = calculated(model)
    for name, row in meant.items():
        assert near(found[name], row), name


NEARLY = {
    "a <= 1": 1, "a < 1": 0, "a >= 1": 1, "a > 1": 0, "a == 1": 1, "a != 1": 0,
    "1 < a": 0, "1 >= a": 1, "1 == a": 1, "1 != a": 0, "a * 10^9 > 10^9": 0,
    "-a < -1": 0, "-a <= -1": 1, "-a == -1": 1,
    "a - 1 > 0": 1, "0 < a - 1": 1, "a - 1 == 0": 0,
    "floor(3 - a + 1)": 3, "ceil(a)": 1, "round(a - 0.5)": 1, "round(1.5 - a)": 1,
    "round(-2.5)": -3, "floor(-a)": -1, "ceil(-a - 1)": -2,
}  # fmt: skip


@pytest.mark.parametrize("formula", NEARLY)
def test_values_within_1e_9_count_as_equal(node: Node, formula: str) -> None:
    """`a` is 1 but for rounding."""
    case = build({"x": formula}, {"a": 1.0000000001})
    (result,) = node.run(program([case], ["a"], ["x"], ())).results
    rows = [evaluate(case)["x"], walked(case)["x"], calculated(case)["x"], result["rows"]["x"]]
    assert [row[1] for row in rows] == [NEARLY[formula]] * 4
