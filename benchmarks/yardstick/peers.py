"""The yardstick case in monaco and in squigglepy, as their documentation says to do it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks.yardstick.arrays import at_once
from benchmarks.yardstick.columns import Array
from benchmarks.yardstick.draws import RANGES, shape_of
from benchmarks.yardstick.per_trial import Outcome, with_numpy

OUTPUTS = ("npv", "irr", "payback", "peak_funding")


def with_monaco(trials: int) -> Array:
    """NPV, IRR, payback and peak funding, (4, trials): each case is a call, as monaco does it."""
    import monaco
    from scipy.stats import beta

    steps = {"preprocess": _before, "run": with_numpy, "postprocess": _after}
    simulation = monaco.Sim("yardstick", trials, steps, seed=1, verbose=False)
    for name, (least, mode, most) in RANGES.items():
        alpha, other = shape_of(least, mode, most)
        shape = {"a": alpha, "b": other, "loc": least, "scale": most - least}
        simulation.addInVar(name=name, dist=beta, distkwargs=shape)
    simulation.runSim()
    return np.array([simulation.outvars[name].nums for name in OUTPUTS])


def _before(case: Any) -> tuple[Sequence[float]]:
    return ([case.invals[name].val for name in RANGES],)


def _after(case: Any, *outcome: float) -> None:
    for name, value in zip(OUTPUTS, outcome, strict=True):
        case.addOutVal(name, value)


def with_squigglepy(trials: int) -> Array:
    """NPV, IRR, payback and peak funding, (4, trials): its samples, and arrays of them."""
    import squigglepy

    return at_once(
        np.array([squigglepy.sample(squigglepy.pert(*ends), n=trials) for ends in RANGES.values()])
    )


def one_of_monaco(draw: Sequence[float]) -> Outcome:
    """What monaco runs for a case."""
    return with_numpy(draw)
