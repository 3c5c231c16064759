"""The engine against the case written out by hand: 200 draws, monthly, quarterly and yearly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.engine.evaluate import batch
from bizcase.scenario.load import load_model
from bizcase.study.flows_of import ROWS, flows_of
from bizcase.study.measures.registry import MEASURES
from tests.yardstick.by_hand import Draw, answer

FILE = Path(__file__).parent / "yardstick.yaml"
DEVICE = "products.device"
# driver, lowest, highest; quoted as in the file
DRIVERS = {
    f"{DEVICE}.adoption.innovation": (0.008, 0.04),
    f"{DEVICE}.adoption.imitation": (0.3, 0.7),
    f"{DEVICE}.adoption.market": (50_000, 160_000),
    f"{DEVICE}.subscription.price": (20, 35),
    f"{DEVICE}.subscription.price.grows": (-0.08, -0.01),
    f"{DEVICE}.unit_cost.learning": (0.75, 0.95),
    f"{DEVICE}.subscription.churn": (0.008, 0.03),
    "capex.platform.amount": (2.4e6, 5.5e6),
}
DRAWS = 200
STEPS = {"month": 12, "quarter": 4, "year": 1}


def stepped(tmp_path: Path, step: str) -> Path:
    text = FILE.read_text(encoding="utf-8").replace("step: month", f"step: {step}")
    path = tmp_path / f"{step}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def draws() -> dict[str, np.ndarray]:
    generator = np.random.default_rng(20_261_123)
    return {path: generator.uniform(*ends, DRAWS) for path, ends in DRIVERS.items()}


@pytest.mark.parametrize("step", STEPS)
def test_draws_agree_with_the_case_by_hand(tmp_path: Path, step: str) -> None:
    model = load_model(stepped(tmp_path, step))
    inputs = draws()
    columns = list(inputs.values())
    columns[4] = -columns[4]  # by hand, growth is written as erosion
    expected = [answer(Draw(*map(float, draw)), STEPS[step]) for draw in zip(*columns, strict=True)]
    ((_, rows),) = batch(model, ROWS, inputs)
    flows = flows_of(model, rows)
    found = {name: MEASURES[name].compute(flows) for name in
             ("npv", "irr", "payback_years", "peak_funding")}  # fmt: skip
    times = np.arange(len(expected[0].flows)) / STEPS[step]
    for i, by_hand in enumerate(expected):
        scale = sum(abs(f) / 1.1**t for f, t in zip(by_hand.flows, times, strict=True))
        assert found["npv"][i] == pytest.approx(by_hand.npv, rel=1e-9, abs=1e-12 * scale)
        assert found["peak_funding"][i] == pytest.approx(by_hand.peak_funding, rel=1e-9)
        payback = float(found["payback_years"][i])
        assert (np.inf if np.isnan(payback) else payback) == pytest.approx(
            by_hand.payback, rel=1e-9
        )
        if not np.isnan(found["irr"][i]):
            discounted = np.array(by_hand.flows) / (1 + found["irr"][i]) ** times
            assert abs(discounted.sum()) < 1e-9 * np.abs(discounted).sum()


@pytest.mark.parametrize("step", STEPS)
def test_the_base_case_runs_alone_as_in_a_batch(tmp_path: Path, step: str) -> None:
    result = bizcase.load(stepped(tmp_path, step)).run()
    by_hand = answer(Draw(), STEPS[step])
    assert result.measures["npv"] == pytest.approx(by_hand.npv, rel=1e-12)
    assert result.measures["payback_years"] == pytest.approx(by_hand.payback, rel=1e-12)
    cash = np.array(by_hand.flows)
    cash[-1] -= result.rows["terminal_value"][-1]
    assert np.allclose(result.arrays["free_cash_flow"], cash, rtol=1e-9)


def test_without_any_irr_something_is_said(tmp_path: Path) -> None:
    text = FILE.read_text(encoding="utf-8").replace("base: 29/month", "base: 20/month")
    path = tmp_path / "poor.yaml"
    path.write_text(text.replace("base: 3.0M", "base: 5.5M"), encoding="utf-8")
    result = bizcase.load(path).run()
    for name, value in result.measures.items():
        assert value is not None or result.why_null[name]
