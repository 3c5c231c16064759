"""Sums of multiples are gathered: the same values, missing in the same places, in fewer steps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.engine import passes
from bizcase.engine.evaluate import Trials
from bizcase.engine.model import Model
from tests.formula.build import model

TRIALS = np.array([[0.0, 1.0, 2.0, -3.0], [2.0, 0.5, 0.0, 4.0]])
ATOMS = ("a * n", "b / n", "ln(a * n)", "1 / (n * b)", "a", "b", "n", "3", "0 * n", "previous(y)")


def both(rows: Model, wanted: list[str]) -> tuple[list[np.ndarray], int]:
    """The wanted rows with and without gathering, and how many steps that saves."""
    found, steps = [], []
    for gather in (passes.gather, lambda _part, _inputs: None):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(passes, "gather", gather)
            trials = Trials(rows, wanted, ["a", "b"], TRIALS.shape[1])
        columns = rows.timeline.columns
        values = trials.rows(TRIALS)
        shape = (columns, TRIALS.shape[1])
        found.append(np.concatenate([np.broadcast_to(values[n], shape) for n in wanted]))
        steps.append(len(trials.workspace.steps))
    return found, steps[1] - steps[0]


def sums(atoms: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Formulas of sums, differences, multiples and limits."""
    factor = st.sampled_from(["2", "-1", "0.25", "0", "n", "(1 - n)"])
    return st.recursive(
        atoms,
        lambda inner: st.one_of(
            st.builds("({} + {})".format, inner, inner),
            st.builds("({} - {})".format, inner, inner),
            st.builds("{} * {}".format, factor, inner),
            st.builds("({} * {})".format, inner, inner),
            st.builds("(-{})".format, inner),
            st.builds("max(0, min(0, {}))".format, inner),
            st.builds("max(1, {})".format, inner),
            st.builds("if(n > 2, {}, {})".format, inner, inner),
        ),
        max_leaves=9,
    )


@settings(max_examples=150, deadline=None)
@given(x=sums(st.sampled_from(ATOMS)), y=sums(st.sampled_from(ATOMS[:-1])),
       z=sums(st.sampled_from(("x", "y", "x", *ATOMS))))  # fmt: skip
def test_values_and_what_is_missing_stay_the_same(x: str, y: str, z: str) -> None:
    rows = model({"y": y, "x": x, "z": z}, {"a": 1.0, "b": 2.0})
    for wanted in (["z"], ["x", "y", "z"]):
        (gathered, plain), _ = both(rows, wanted)
        assert np.array_equal(np.isnan(gathered), np.isnan(plain))
        assert gathered == pytest.approx(plain, rel=1e-12, abs=1e-10, nan_ok=True)


def test_shares_of_a_line_become_one_multiple() -> None:
    lines = {
        "sales": "a * ln(n + b)",
        "fees": "3% * sales",
        "service": "5% * sales",
        "margin": "sales - fees - service - 2% * sales + 0 * n",
    }
    (gathered, plain), saved = both(model(lines, {"a": 1.0, "b": 2.0}), ["margin"])
    assert saved >= 4
    assert gathered == pytest.approx(plain, rel=1e-14, nan_ok=True)


def test_a_multiple_is_not_taken_for_a_sum() -> None:
    lines = {
        "x": "ln(a * n)",
        "y": "3 * x + exp(-n * b)",
        "z": "x + 3",
        "w": "2 * y - z + 3 * x",
    }
    for wanted in (["w", "z", "y"], ["w", "z"], ["w"], ["y", "z"]):
        (gathered, plain), _ = both(model(lines, {"a": 1.0, "b": 2.0}), wanted)
        assert gathered == pytest.approx(plain, rel=1e-13, nan_ok=True)


def test_nothing_times_what_may_be_missing_stays() -> None:
    rows = model({"x": "n * b + 0 * (1 / (n * a))"}, {"a": 1.0, "b": 2.0})
    (gathered, _), _ = both(rows, ["x"])
    assert np.isnan(gathered[1:, 0]).all()
    assert np.isfinite(gathered[1:, 1:]).all()
