"""Sobol indices: Ishigami's function, a model whose parts are known, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.special import ndtr

import bizcase
from bizcase.chance.indices import indices as indices_of
from bizcase.problems import ProblemsFoundError
from bizcase.scenario.load import load_model
from bizcase.study.indices import indices
from tests.written import head

HEAD = head("Parts", timeline="{step: year, length: 1 years}", discounting="{rate: 0%/year}")
PRODUCT = """products:
  a:
    units: {base: 3/year, min: 1/year, max: 5/year, distribution: uniform}
    price: {base: 2, min: 1, max: 3, distribution: uniform}
  b:
    units: {base: 3/year, min: 1/year, max: 5/year, distribution: uniform}
    price: 1
"""


def ishigami(scores: np.ndarray) -> np.ndarray:
    x, y, z = np.pi * (2 * ndtr(scores) - 1)
    return np.sin(x) + 7 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_ishigami(seed: int) -> None:
    """Saltelli et al. (2008): first order 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""
    found = indices_of(ishigami, 3, 8_192, seed)
    assert found.first == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert found.total == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    assert found.mean == pytest.approx(3.5, abs=0.01)
    assert found.variance == pytest.approx(13.8446, rel=0.01)
    assert found.points == 8_192


def test_a_model_of_a_product_and_a_sum(tmp_path: Path) -> None:
    (tmp_path / "parts.yaml").write_text(HEAD + PRODUCT, encoding="utf-8")
    found = {index.paths[0]: index for index in indices(load_model(tmp_path / "parts.yaml"))}
    units, price = 4.0**2 / 12, 2.0**2 / 12  # variances
    parts = {"a.units": 2**2 * units, "a.price": 3**2 * price, "b.units": units}
    together = units * price
    variance = sum(parts.values()) + together
    for name, part in parts.items():
        index = found[f"products.{name}"]
        beyond = together if name.startswith("a") else 0.0
        assert index.first == pytest.approx(part / variance, abs=0.01)
        assert index.total == pytest.approx((part + beyond) / variance, abs=0.01)


def test_inputs_with_the_same_draws_count_as_one(tmp_path: Path) -> None:
    text = PRODUCT.replace("uniform}", "uniform, shared: market}")
    (tmp_path / "one.yaml").write_text(HEAD + text, encoding="utf-8")
    (index,) = indices(load_model(tmp_path / "one.yaml"))
    assert len(index.paths) == 3
    assert (index.first, index.total) == pytest.approx((1, 1), abs=0.01)


def test_correlated_inputs_are_refused(tmp_path: Path) -> None:
    pair = "correlations: [{between: [products.a.units, products.b.units], rank: 0.5}]\n"
    (tmp_path / "pair.yaml").write_text(HEAD + PRODUCT + pair, encoding="utf-8")
    with pytest.raises(ProblemsFoundError, match=r"correlated-inputs.*no index tells them apart"):
        indices(load_model(tmp_path / "pair.yaml"))


def test_what_makes_no_sense_is_refused(tmp_path: Path) -> None:
    (tmp_path / "parts.yaml").write_text(HEAD + PRODUCT, encoding="utf-8")
    scenario = bizcase.load(tmp_path / "parts.yaml")
    with pytest.raises(ProblemsFoundError, match="no measure `nvp`"):
        scenario.indices(measure="nvp")
    certain = {f"products.{name}": "{replace: 3}" for name in ("a.price",)}
    certain |= {f"products.{name}.units": "{replace: 3/year}" for name in "ab"}
    with pytest.raises(ProblemsFoundError, match="no value has a range"):
        scenario.indices(set=certain)


def test_a_scenario_gives_them_as_a_frame(tmp_path: Path) -> None:
    (tmp_path / "parts.yaml").write_text(HEAD + PRODUCT, encoding="utf-8")
    found = bizcase.load(tmp_path / "parts.yaml").indices(1_024, seed=3)
    frame = found.to_frame()
    assert frame.index.tolist() == ["products.a.units", "products.a.price", "products.b.units"]
    assert frame["total"].tolist() == [index.total for index in found]
    assert (found.measure, found.points) == ("npv", 1_024)


def test_a_result_that_does_not_vary_has_no_indices() -> None:
    found = indices_of(lambda scores: np.ones(scores.shape[1]), 2, 64, 1)
    assert found.first.tolist() == found.total.tolist() == [0, 0]
