"""Tiles of a plan: nothing is computed that nobody reads, and values do not depend on the cut."""

from __future__ import annotations

import numpy as np
import pytest

from bizcase.engine import workspace
from bizcase.engine.evaluate import Trials, plan_for
from bizcase.engine.model import Model
from bizcase.engine.plan import Stored, inner
from bizcase.engine.tiles import tiles_of
from tests.formula.build import model

WANTED = ["end", "level", "flow"]
TRIALS = np.linspace(0.5, 2.0, 5)[None]


def example() -> Model:
    """A value at the end that reads the last three periods; a row that is the same in all."""
    return model(
        {
            "flow": "a * n + exp(-a * n)",
            "square": "flow * flow",
            "end": "if(n >= 12, sum_last(square, 3 years), 0)",
            "level": ("a * 3 + a ^ 2", "a * 3 + a ^ 2"),
        },
        {"a": 1.5},
        years=12,
    )


@pytest.mark.parametrize("periods", [1, 2, 5, 13])
def test_what_only_the_end_reads_is_stored_only_there(periods: int) -> None:
    plan = plan_for(example(), WANTED, ("a",))
    opening, *tiles = tiles_of(plan, periods)[0]
    assert (opening.first, opening.last) == (0, 0)
    for tile in tiles:
        stored = {step.out.row for step in inner(tile.part) if isinstance(step.out, Stored)}
        assert ("periods(square)" in stored) == (tile.last >= 10)  # the last three of twelve


def test_a_row_that_is_the_same_in_all_columns_is_kept_once() -> None:
    plan = plan_for(example(), WANTED, ("a",))
    assert list(plan.level) == ["level"]
    assert "level" not in plan.kept


@pytest.mark.parametrize("numbers", [5, 10, 25, 10_000])
def test_values_do_not_depend_on_the_length_of_tiles(
    numbers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace, "NUMBERS_IN_A_TILE", numbers)
    trials = Trials(example(), WANTED, ("a",), TRIALS.shape[1])
    a, n = TRIALS[0], np.arange(13)[:, None]
    flow = np.where(n > 0, a * n + np.exp(-a * n), 0.0)
    for _ in range(2):  # buffers are used again
        rows = trials.rows(TRIALS)
        assert rows["flow"] == pytest.approx(flow, rel=1e-14)
        assert rows["level"] == pytest.approx(np.broadcast_to(3 * a + a**2, (13, 5)), rel=1e-14)
        end = np.where(n == 12, (flow[10:] ** 2).sum(axis=0), 0.0)
        assert rows["end"] == pytest.approx(end, rel=1e-13)


def test_columns_in_which_a_row_may_be_other_than_zero() -> None:
    trials = Trials(example(), WANTED, ("a",), TRIALS.shape[1])
    assert trials.active("flow").tolist() == [*range(1, 13)]
    assert 12 in trials.active("end")
    assert 0 not in trials.active("end")
