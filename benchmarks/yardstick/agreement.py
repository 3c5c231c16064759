"""Every engine of the yardstick case must say the same of the same draws before it is timed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec

import numpy as np

from benchmarks.yardstick.arrays import at_once
from benchmarks.yardstick.cells import Cells
from benchmarks.yardstick.columns import Array
from benchmarks.yardstick.draws import RANGES, drawn
from benchmarks.yardstick.peers import one_of_monaco
from benchmarks.yardstick.per_trial import Outcome, plain_python, with_pandas
from benchmarks.yardstick.tile import Tile, in_tiles
from bizcase.engine.evaluate import batch
from bizcase.engine.model import Model
from bizcase.study.flows_of import ROWS, flows_of
from bizcase.study.measures.registry import MEASURES

TRIALS = 500
CLOSE = 1e-9  # relative
MEASURED = ("npv", "irr", "payback_years", "peak_funding")
_EROSION = [*RANGES].index("products.device.subscription.price.grows")


def of_bizcase(model: Model, draws: Array) -> Array:
    """NPV, IRR, payback and peak funding, (4, trials), of inputs (8, trials)."""
    quoted = draws.copy()
    quoted[_EROSION] *= -1  # by hand, a fall of the price is a positive number
    found = []
    for _, rows in batch(model, ROWS, dict(zip(RANGES, quoted, strict=True))):
        flows = flows_of(model, rows)
        found.append(np.array([MEASURES[name].compute(flows) for name in MEASURED]))
    whole = np.concatenate(found, axis=1)
    payback = whole[MEASURED.index("payback_years")]
    payback[np.isnan(payback)] = np.inf
    return whole


def differences(model: Model) -> dict[str, float]:
    """The largest relative difference of each engine from bizcase.

    Raises AssertionError where an engine computes something else. Some slow engines are asked for
    a few of the trials only.
    """
    draws = drawn(TRIALS)
    expected = of_bizcase(model, draws)
    asked: dict[str, tuple[Callable[[Array], Array], int]] = {
        "hand-tuned tile": (lambda few: in_tiles(Tile(), few), TRIALS),
        "arrays of squigglepy": (at_once, TRIALS),
        "function of monaco": (_one_by_one(one_of_monaco), TRIALS),
        "plain Python": (_one_by_one(plain_python), TRIALS),
        "pandas": (_one_by_one(with_pandas), 5),
    }
    if find_spec("modelx"):
        asked["modelx"] = (lambda few: Cells().run(few), TRIALS)
    return {
        name: _difference(name, engine(draws[:, :count]), expected[:, :count])
        for name, (engine, count) in asked.items()
    }


def _one_by_one(trial: Callable[[Sequence[float]], Outcome]) -> Callable[[Array], Array]:
    return lambda draws: np.array([trial(draw) for draw in draws.T.tolist()]).T


def _difference(name: str, found: Array, expected: Array) -> float:
    with np.errstate(invalid="ignore"):
        apart = np.abs(found - expected) / np.maximum(np.abs(expected), 1.0)
    apart[(found == expected) | (np.isnan(found) & np.isnan(expected))] = 0.0
    worst = float(apart.max())
    assert worst < CLOSE, f"{name} differs from bizcase by {worst:.1e}"
    return worst
