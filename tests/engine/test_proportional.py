"""Rows that are a multiple of one uncertain input: which they are, and that nothing changes."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bizcase.engine import evaluate
from bizcase.engine.evaluate import Trials, plan_for
from bizcase.engine.model import Model
from tests.formula.build import model

TRIALS = np.array([[0.0, 1.0, 2.0, -3.0], [2.0, 0.5, 0.0, 4.0]])
MULTIPLES = {
    "times a constant": "3 * a * n / 4",
    "over time": "if(n < 3, a, 0) - a * exp(-n)",
    "so far": "cumulative(other) / 2",
    "what is left": ("previous(row) - a / 5", "a"),
    "nothing beside it": "a + (2 - 2) * n",
    "of another row": "previous(other) - other",
}
OTHERS = {
    "two inputs": "a + b",
    "their product": "a * b",
    "and a constant": "a + 1",
    "a limit": "max(a, 0)",
    "a reciprocal": "1 / a",
    "a condition on it": "if(a > 1, a, 0)",
    "a power": "a ^ 2",
    "only later": ("previous(row) + a", "1"),
    "nothing that may be missing": "a + 0 * (1 / b)",
}


def columns_of(formula: str | tuple[str, str]) -> Model:
    return model({"row": formula, "other": "a * n"}, {"a": 2.0, "b": 5.0})


def found(rows: Model, names: list[str], told: bool) -> list[np.ndarray]:
    """Rows for the trials, with multiples told apart or not."""
    with pytest.MonkeyPatch.context() as patched:
        if not told:
            patched.setattr(evaluate, "proportional", lambda *_: {})
        values = Trials(rows, names, ["a", "b"], TRIALS.shape[1]).rows(TRIALS)
        shape = (rows.timeline.columns, TRIALS.shape[1])
        return [np.broadcast_to(values[name], shape).copy() for name in names]


def carried_or_read(formula: str | tuple[str, str]) -> int:
    """How many rows are needed beside the one that is wanted."""
    plan = plan_for(columns_of(formula), ["row"], ("a", "b"))
    return len(plan.carried) + len(plan.kept) - 1


@pytest.mark.parametrize("formula", MULTIPLES.values(), ids=list(MULTIPLES))
def test_a_multiple_rests_on_no_other_row(formula: str | tuple[str, str]) -> None:
    assert carried_or_read(formula) == 0


@pytest.mark.parametrize("formula", [*MULTIPLES.values(), *OTHERS.values()])
def test_the_values_are_those_of_the_formula(formula: str | tuple[str, str]) -> None:
    one_way, plain = (found(columns_of(formula), ["row", "other"], told) for told in (True, False))
    for one, other in zip(one_way, plain, strict=True):
        assert one == pytest.approx(other, rel=1e-13, nan_ok=True)


@pytest.mark.parametrize("formula", OTHERS.values(), ids=list(OTHERS))
def test_what_is_none_is_not_taken_for_one(formula: str | tuple[str, str]) -> None:
    rows = columns_of(formula)
    with pytest.MonkeyPatch.context() as patched:
        taken: dict[str, str] = {}
        real: Callable[..., dict[str, str]] = evaluate.proportional
        patched.setattr(evaluate, "proportional", lambda *of: taken.update(real(*of)) or taken)
        plan_for(rows, ["row", "other"], ("a", "b"))
    assert taken == {"other": "a"}


ATOMS = st.sampled_from(["a", "b", "n", "2", "0", "other", "previous(other)", "previous(row)"])
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.builds("({} + {})".format, inner, inner),
        st.builds("({} - {})".format, inner, inner),
        st.builds("({} * {})".format, inner, inner),
        st.builds("({} / {})".format, inner, inner),
        st.builds("(-{})".format, inner),
        st.builds("if(n > 2, {}, {})".format, inner, inner),
        st.builds("max({}, {})".format, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(row=FORMULAS, opening=st.sampled_from(["0", "a", "3 * a", "b", "1", "n / n"]))
def test_any_row_has_the_same_values(row: str, opening: str) -> None:
    rows = columns_of((row, opening))
    one_way, plain = (found(rows, ["row"], told)[0] for told in (True, False))
    assert np.array_equal(np.isnan(one_way), np.isnan(plain))
    assert one_way == pytest.approx(plain, rel=1e-11, abs=1e-11, nan_ok=True)
