"""Parts of a simulation against the trials themselves: histogram, rule, years, means."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bizcase.engine.model import Model
from bizcase.scenario.load import load_model
from bizcase.study.fiscal_years import adds_up, fiscal_years
from bizcase.study.points import with_values
from bizcase.study.run import run
from bizcase.study.simulate import simulate
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.histogram import MOST, histogram, round_width
from bizcase.study.simulation.moments import Moments
from bizcase.study.simulation.quantiles import Quantiles
from bizcase.study.simulation.task import Task
from bizcase.study.verdict import verdict

SCENARIOS = Path(__file__).parents[2] / "scenarios"
RULES = (
    {"npv": (">", 0.0), "payback_years": ("<", 5.0)},
    {"discounted_payback_years": ("<=", 5.5)},
    {"payback_years": (">", 5.0)},
    {"irr": (">", 0.3), "npv": (">", -1e6)},
)


@pytest.fixture(scope="module")
def thermostat() -> Model:
    return load_model(SCENARIOS / "thermostat.yaml")


def kept(values: np.ndarray, room: int) -> Quantiles:
    found = Quantiles(1, room, 2**12)
    for part in np.array_split(values, 7):
        found.add(part[None, :])
    return found


@pytest.mark.parametrize("room", [10**6, 1_000])
def test_a_histogram_counts_the_trials(room: int) -> None:
    values = np.random.default_rng(3).normal(2e5, 3e5, 20_000)
    found = histogram(kept(values, room), 0)
    assert found is not None
    assert 0.0 in found.edges
    assert len(found.shares) <= MOST + 2
    assert sum(found.shares) + found.below + found.above == pytest.approx(1)
    counts, _ = np.histogram(values, found.edges)
    slack = 1e-12 if room > 20_000 else 2e-3  # from bins
    assert found.shares == pytest.approx(counts / 20_000, abs=slack)
    assert found.below == pytest.approx((values < found.edges[0]).mean(), abs=slack)
    assert 0 < found.below + found.above < 0.02


@pytest.mark.parametrize("values", [np.full(9, 3.0), np.full(9, np.nan), np.array([5.0])])
def test_what_does_not_vary_has_no_histogram(values: np.ndarray) -> None:
    assert histogram(kept(values, 100), 0) is None


@given(st.floats(1e-9, 1e12))
def test_a_round_width_is_little_wider(least: float) -> None:
    width = round_width(least)
    assert least * (1 - 1e-9) <= width <= 2.5 * least
    digits = f"{width:.6e}".partition("e")[0]
    assert float(digits) in (1, 2, 2.5, 5)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(-1e6, 1e6))
def test_the_share_below_a_limit(values: list[float], limit: float) -> None:
    found = Quantiles(1, 1_000, 64)
    found.add(np.array([values]))
    assert found.shares_below(0, [limit]) == [sum(v < limit for v in values) / len(values)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: " ".join(rule))
@pytest.mark.parametrize("name", ["thermostat", "scheduling_app"])
def test_a_trial_passes_the_rule_as_a_run_with_its_values_does(
    name: str, rule: dict[str, tuple[str, float]]
) -> None:
    model = replace(load_model(SCENARIOS / f"{name}.yaml"), accept_if=rule)
    blocks = Blocks(Task(model, 60, 3, "latin-hypercube", ("npv", *rule), ()))
    drawn, (block,) = blocks.inputs([0]), [*blocks.computed(0, 1)]
    expected = [
        verdict(run(with_values(model, dict(zip(blocks.laws, values, strict=True))))).passes
        for values in drawn.T.tolist()
    ]
    assert len({*expected}) > 1
    as_number = {True: 1.0, False: 0.0, None: math.nan}
    assert block.passes.tolist() == pytest.approx([as_number[p] for p in expected], nan_ok=True)
    result = simulate(model, 60, 3, measures=(*rule,), rows=())
    assert result.rule is not None
    assert result.rule.passes.value == pytest.approx(expected.count(True) / 60)
    assert result.rule.unclear == pytest.approx(expected.count(None) / 60)


def test_without_its_measures_the_rule_is_not_judged(thermostat: Model) -> None:
    assert simulate(thermostat, 50, measures=("irr",), rows=()).rule is None


def test_a_year_of_a_flow_is_the_sum_of_its_periods(thermostat: Model) -> None:
    rows = ("revenue", "cumulative_cash", "costs.team", "thermostat.price")
    result = simulate(thermostat, 1_500, 3, measures=(), rows=rows)
    blocks = Blocks(Task(thermostat, 1_500, 3, "latin-hypercube", ("npv",), rows))
    trials = {
        name: np.concatenate([block.rows[name] for block in blocks.computed(0, 2)], axis=1)
        for name in rows
    }
    years = fiscal_years(thermostat.timeline)
    for name, fan in result.fans.items():
        assert fan.adds_up == (name in ("revenue", "costs.team"))
        assert fan.years == years.headings
        for place, columns in enumerate(years.columns):
            own = trials[name][list(columns)]
            value = own.sum(axis=0) if fan.adds_up else own[-1]
            expected = np.quantile(value, fan.shares)
            assert fan.by_year[:, place].tolist() == pytest.approx(expected.tolist(), rel=1e-9)


@pytest.mark.parametrize(
    ("row", "flows"),
    [("free_cash_flow", True), ("costs.marketing", True), ("warranty", True),
     ("thermostat.units", True), ("capex.tooling.depreciation", True),
     ("thermostat.subscription_revenue", True), ("thermostat.subscribers", False),
     ("net_working_capital", False), ("working_capital.inventory", False),
     ("book_value", False), ("capex.tooling.book", False), ("discount_factor", False),
     ("thermostat.made_to_date", False)],
)  # fmt: skip
def test_what_adds_up_over_a_year(thermostat: Model, row: str, flows: bool) -> None:
    assert adds_up(thermostat, row) is flows


def test_the_npv_at_the_means_is_a_run_with_these_values(thermostat: Model) -> None:
    result = simulate(thermostat, 2_000, 3, measures=(), rows=())
    blocks = Blocks(Task(thermostat, 2_000, 3, "latin-hypercube", ("npv",), ()))
    means = blocks.inputs(range(2)).mean(axis=1)
    single = run(with_values(thermostat, dict(zip(blocks.laws, means.tolist(), strict=True))))
    assert result.npv_at_means == pytest.approx(single.measures["npv"], rel=1e-9)
    npvs = np.concatenate([block.values[0] for block in blocks.computed(0, 2)])
    assert result.base.measures["npv"] is not None
    assert result.below_base == (npvs < result.base.measures["npv"]).mean()


def test_a_share_is_not_known_finer_than_half_a_trial_in_a_block() -> None:
    moments = Moments()
    for _ in range(20):
        moments.add(np.repeat([1.0, 0.0], [963, 37]))
    assert moments.standard_error == pytest.approx(0, abs=1e-12)
    assert moments.share.value == 0.963
    assert moments.share.standard_error == pytest.approx(0.5 / 1_000 / np.sqrt(20))


@pytest.mark.parametrize(("missing", "size"), [(0, 1.0), (1, 1.0), (0, 1e200)])
def test_rows_of_a_block_may_be_taken_together(missing: int, size: float) -> None:
    random = np.random.default_rng(missing)
    together, alone = ([Moments() for _ in range(3)] for _ in range(2))
    for _ in range(5):
        values = size * random.normal(5.0, size=(3, 100))
        values[1, :missing] = np.nan
        Moments.add_all(together, values)
        for moments, row in zip(alone, values, strict=True):
            moments.add(row)
    assert [each.estimate for each in together] == [each.estimate for each in alone]
    assert [each.deviation for each in together] == [each.deviation for each in alone]
