"""A seasonal case: nearly all trials have many changes of sign, and rates that are proven."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyxirr

from bizcase.scenario.load import load_model
from bizcase.study.flows_of import flows_of
from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.roots.columns import cleaned, sign_changes
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.task import Task

FILE = Path(__file__).parent / "seasonal.yaml"
TRIALS = 1_000


def test_rates_of_a_seasonal_case_are_the_only_ones() -> None:
    blocks = Blocks(Task(load_model(FILE), TRIALS, 1, "latin-hypercube", ("npv", "irr"), ()))
    (block,) = blocks.computed(0, 1)
    rows = blocks.trials(()).rows(blocks.inputs([0]))
    flows = flows_of(blocks.task.model, rows, TRIALS)
    times, amounts = flows.timed
    assert (sign_changes(cleaned(amounts)) > 10).mean() > 0.9
    rates = block.values[1]
    assert np.isfinite(rates).mean() > 0.9
    assert np.array_equal(rates, irr(times, amounts), equal_nan=True)
    for trial in range(0, TRIALS, 25):
        everyone = irr_all(times, amounts[:, trial])
        if np.isnan(rates[trial]):
            assert len(everyone) != 1
            continue
        assert np.allclose(everyone, [rates[trial]], rtol=1e-9, atol=1e-12)
        monthly = pyxirr.irr(amounts[:, trial])
        assert monthly is not None
        assert np.isclose((1 + monthly) ** 12 - 1, rates[trial], rtol=1e-7, atol=1e-9)
