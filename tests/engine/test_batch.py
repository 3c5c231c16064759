"""Many trials at once: the same numbers as one by one, however they are cut into tiles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bizcase.engine import evaluate as evaluation
from bizcase.engine import workspace
from bizcase.engine.evaluate import batch, evaluate
from bizcase.engine.model import Model, Series
from bizcase.scenario.load import load_model
from tests.formula.build import model

YARDSTICK = Path(__file__).parents[1] / "yardstick" / "yardstick.yaml"
WANTED = ["free_cash_flow", "terminal_value", "device.subscribers", "discount_rate"]
TRIALS = 23
LITERALS = {  # amounts of money inside the formulas of the yardstick, and four times as much
    "25_000/month * exp": "100_000/month  * exp",
    "100_000/month * exp": "400_000/month * exp",
    "15_000/month": "60_000/month",
}


@pytest.fixture(scope="module")
def yardstick() -> Model:
    return load_model(YARDSTICK)


def drawn(model: Model) -> dict[str, np.ndarray]:
    generator = np.random.default_rng(1)
    ranges = {path: i.range for path, i in model.inputs.items() if i.range}
    return {path: generator.uniform(r.low, r.high, TRIALS) for path, r in ranges.items()}


def together(model: Model, wanted: list[str], inputs: dict[str, np.ndarray]) -> np.ndarray:
    """The wanted rows one below the other, (rows x columns, trials)."""
    tiles = []
    for place, rows in batch(model, wanted, inputs):
        shape = (model.timeline.columns, place.stop - place.start)
        tiles.append(np.vstack([np.broadcast_to(rows[name], shape) for name in wanted]))
    return np.hstack(tiles)


@pytest.mark.parametrize("width", [1, 2, 7, 22])
@pytest.mark.parametrize("tile", [1, 100, 24_576])
def test_tiles_do_not_change_a_bit(
    yardstick: Model, monkeypatch: pytest.MonkeyPatch, width: int, tile: int
) -> None:
    inputs = drawn(yardstick)
    whole = together(yardstick, WANTED, inputs)
    monkeypatch.setattr(workspace, "NUMBERS_IN_A_TILE", tile)
    monkeypatch.setattr(evaluation, "TRIALS_IN_A_TILE", width)
    assert np.array_equal(together(yardstick, WANTED, inputs), whole)


def test_trials_do_not_change_each_other() -> None:
    compounding = model({"x": "grow(a / 1 year, t)"}, {"a": 0.1})
    usual = together(compounding, ["x"], {"a": np.array([0.1, 0.2])})
    beside = together(compounding, ["x"], {"a": np.array([0.1, -3.0, 0.2])})
    assert np.array_equal(usual, beside[:, [0, 2]])


def test_single_case_is_a_batch_of_one(yardstick: Model) -> None:
    inputs = {path: values[:1] for path, values in drawn(yardstick).items()}
    changed = {p: replace(yardstick.inputs[p], value=float(v[0])) for p, v in inputs.items()}
    case = replace(yardstick, inputs={**yardstick.inputs, **changed})
    rows = evaluate(case, WANTED)
    found = together(yardstick, WANTED, inputs)[:, 0]
    scale = max(np.abs(row).max() for row in rows.values())
    assert np.allclose(found, np.concatenate([rows[n] for n in WANTED]), rtol=0, atol=1e-14 * scale)


def test_money_in_another_currency_scales_the_case(yardstick: Model, tmp_path: Path) -> None:
    """Money four times as large (an exact factor) gives flows four times as large, exactly."""
    text = YARDSTICK.read_text(encoding="utf-8")
    for literal, larger in LITERALS.items():
        assert literal in text
        text = text.replace(literal, larger, 1)
    (tmp_path / "larger.yaml").write_text(text, encoding="utf-8")
    larger_case = load_model(tmp_path / "larger.yaml")
    inputs = {
        path: replace(i, value=scaled(i.value, 4.0**i.unit.money))
        for path, i in larger_case.inputs.items()
    }
    rows = evaluate(yardstick)
    for name, row in evaluate(replace(larger_case, inputs=inputs)).items():
        assert np.array_equal(row, rows[name] * 4.0 ** yardstick.rows[name].unit.money), name


def scaled(value: float | Series, factor: float) -> float | Series:
    if isinstance(value, Series):
        return replace(value, values=tuple(v * factor for v in value.values))
    return value * factor


def test_what_a_row_takes_as_a_constant_cannot_vary() -> None:
    lagged = model({"x": "n", "y": "lag(x, k * 1 year)"}, {"k": 1.0})
    with pytest.raises(ValueError, match="cannot vary: k"):
        next(batch(lagged, ["y"], {"k": np.array([1.0, 2.0])}))
