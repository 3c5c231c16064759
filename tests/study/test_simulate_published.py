"""Simulations against laws whose answers are known: sums of normals, triangular, lognormal.

Means, deviations and tails must lie within four standard errors, whatever the seed.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from bizcase.chance.laws import Z
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.simulate import simulate
from bizcase.study.simulation.result import Simulation
from tests.written import head

TRIALS = 20_000
HEAD = head("Known", timeline="{step: year, length: 2 years}", discounting="{rate: 0%/year}")
SAMPLERS = pytest.mark.parametrize("sampler", ["latin-hypercube", "random", "sobol"])


def simulated(tmp_path: Path, text: str, sampler: str, seed: int = 11) -> Simulation:
    path = tmp_path / "known.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    return simulate(load_model(path), TRIALS, seed, sampler, measures=())


def agrees(result: Simulation, mean: float, deviation: float) -> None:
    npv = result.measures["npv"]
    assert abs(npv.mean.value - mean) < 4 * npv.mean.standard_error + 1e-12
    # A hypercube knows the deviation of a sum better than independent trials, never worse.
    assert npv.deviation == pytest.approx(deviation, rel=4 * 1.5 / math.sqrt(2 * TRIALS))


def normal(mean: float, deviation: float) -> str:
    ends = f"low: {mean - Z * deviation!r}, high: {mean + Z * deviation!r}"
    return f"{{base: {mean}, {ends}, distribution: normal}}"


@SAMPLERS
def test_a_sum_of_correlated_normals(tmp_path: Path, sampler: str) -> None:
    """Hillier (1963): -10, 8 and 8 with deviations 1, 2 and 3, weights 1, 0.9 and 0.8."""
    rank = 6 / math.pi * math.asin(0.5 / 2)  # of normals that are correlated 0.5
    result = simulated(
        tmp_path,
        f"""benefits:
  first: {{amount: {normal(0.9 * 8, 0.9 * 2)}, when: year 1}}
  second: {{amount: {normal(0.8 * 8, 0.8 * 3)}, when: year 2}}
costs:
  outlay: {{amount: {normal(10, 1)}, when: opening}}
correlations:
  - {{between: [benefits.first.amount, benefits.second.amount], rank: {rank!r}}}
""",
        sampler,
    )
    agrees(result, 3.6, 3.7841775856849003)
    loss = 1 - result.gain_chance.value
    assert abs(loss - 0.170719) < 4 * result.gain_chance.standard_error
    # Of a normal law: the mean of its lowest 5 %, and what is lost on average.
    score, density = -1.6448536269514722, 0.10313564037537139
    assert result.tail_mean == pytest.approx(3.6 - 3.78418 * density / 0.05, rel=0.05)
    at_zero = 3.6 / 3.7841775856849003
    expected = 3.7841775856849003 * math.exp(-(at_zero**2) / 2) / math.sqrt(2 * math.pi)
    expected -= 3.6 * 0.170719
    assert abs(result.expected_loss.value - expected) < 4 * result.expected_loss.standard_error
    assert result.value_of_information == pytest.approx(result.expected_loss.value)
    p5 = result.measures["npv"].percentiles[0.05]
    assert p5 == pytest.approx(3.6 + score * 3.78418, abs=4 * 3.78418 * 2.1 / math.sqrt(TRIALS))


@SAMPLERS
def test_a_triangular_law(tmp_path: Path, sampler: str) -> None:
    """From 2 over 5 to 11: mean 6, variance 3.5."""
    value = "{base: 5, min: 2, max: 11, distribution: triangular}"
    text = f"benefits: {{saved: {{amount: {value}, when: year 1}}}}\n"
    result = simulated(tmp_path, text, sampler)
    agrees(result, 6.0, math.sqrt(3.5))
    assert result.gain_chance.value == 1


@SAMPLERS
def test_a_product_of_lognormals(tmp_path: Path, sampler: str) -> None:
    """exp(N(1, 0.3)) times exp(N(0.5, 0.4)): mean 5.0784, median 4.4817, P95 10.2009."""

    def law(mean: float, deviation: float, unit: str) -> str:
        points = [math.exp(mean + z * deviation) for z in (0, -Z, Z)]
        base, low, high = (f"{point!r}{unit}" for point in points)
        return f"{{base: {base}, low: {low}, high: {high}, distribution: lognormal}}"

    path = tmp_path / "known.yaml"
    units, price = law(1.0, 0.3, "/year"), law(0.5, 0.4, "")
    text = HEAD + f"products: {{lamp: {{units: {units}, price: {price}}}}}\n"
    path.write_text(text.replace("length: 2 years", "length: 1 years"), encoding="utf-8")
    result = simulate(load_model(path), TRIALS, 11, sampler, measures=())
    spread = 5.0784 * math.sqrt(math.exp(0.25) - 1)
    npv = result.measures["npv"]
    assert abs(npv.mean.value - 5.0784) < 4 * npv.mean.standard_error + 1e-4
    assert npv.deviation == pytest.approx(spread, rel=0.06)
    # The standard error of a quantile is that of its share over the density there.
    for share, value, density in ((0.5, 4.4817, 0.178), (0.95, 10.2009, 0.0202)):
        error = math.sqrt(share * (1 - share) / TRIALS) / density
        assert npv.percentiles[share] == pytest.approx(value, abs=4 * error)


def test_a_discrete_law(tmp_path: Path) -> None:
    value = "{base: 3, distribution: discrete, values: {2: 20%, 3: 50%, 4: 30%}}"
    text = f"benefits: {{saved: {{amount: {value}, when: year 1}}}}\n"
    result = simulated(tmp_path, text, "latin-hypercube")
    agrees(result, 3.1, math.sqrt(0.49))
    assert result.measures["npv"].percentiles[0.10] == 2
    assert result.measures["npv"].percentiles[0.50] == 3
    assert result.measures["npv"].percentiles[0.99] == 4


def test_an_uncertain_series_keeps_its_shape(tmp_path: Path) -> None:
    value = "{by_year: [100, 300], low: -20%, high: 30%, distribution: normal}"
    result = simulated(tmp_path, f"benefits: {{saved: {value}}}\n", "latin-hypercube")
    middle, spread = 1.05, 0.25 / Z
    agrees(result, 400 * middle, 400 * spread)
    flat = result.fans["cumulative_cash"].values
    assert np.allclose(flat[:, 2] / flat[:, 1], 4)


def test_a_law_that_leaves_its_bounds_is_an_error_that_offers_the_ends(tmp_path: Path) -> None:
    text = """products:
  club:
    units: {base: 1_000/year, low: 10/year, high: 4_300/year, distribution: normal}
    price: {base: 40, low: 1, high: 100, distribution: normal}
"""
    with pytest.raises(ProblemsFoundError) as found:
        simulated(tmp_path, text, "random")
    assert {problem.code for problem in found.value.problems} == {"range-too-wide"}
    assert len(found.value.problems) == 2
    assert all("`min` and `max`" in (p.help or "") for p in found.value.problems)
