"""Which values share their draws, and which are correlated, as a scenario says it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bizcase.engine.model import Correlation, Model
from bizcase.scenario.load import load_model
from bizcase.study.simulation.blocks import Blocks
from bizcase.study.simulation.task import Task
from tests.written import head

BASE = (
    head("Base", timeline="{step: year, length: 2 years}", discounting="{rate: 10%/year}")
    + """\
products:
  lamp:
    units: {by_year: [10, 20], low: -20%, high: 30%}
    price: {base: 100, low: 90, high: 120}
    unit_cost: {base: 40, low: 35, high: 50, shared: steel}
correlations:
  - {between: [products.lamp.units, products.lamp.price], rank: -40%}
  - {between: [lamp.price, products.lamp.unit_cost], rank: 0.2}
"""
)
OPTION = """bizcase: 1
name: Option
extends: base.yaml
products:
  lamp: {price: 110, unit_cost: {low: 30}}
  desk:
    units: 5/year
    price: {base: 100, low: 90, high: 120}
    unit_cost: {base: 50, low: 40, high: 60, shared: steel}
"""


@pytest.fixture
def both(tmp_path: Path) -> tuple[Model, Model]:
    for name, text in (("base", BASE), ("option", OPTION)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_model(tmp_path / "base.yaml"), load_model(tmp_path / "option.yaml")


def drawn(model: Model, sampler: str = "latin-hypercube") -> dict[str, np.ndarray]:
    blocks = Blocks(Task(model, 1_000, 4, sampler, ("npv",), ()))
    return dict(zip(blocks.laws, blocks.scores(0), strict=True))


def test_an_option_shares_the_draws_of_the_file_that_it_extends(both: tuple[Model, Model]) -> None:
    base, option = both
    keys = {path: given.key for path, given in option.inputs.items() if given.range}
    assert keys == {
        "products.lamp.units.factor": "base.yaml: products.lamp.units.factor",
        "products.lamp.price": "base.yaml: products.lamp.price",
        "products.lamp.unit_cost": "shared: steel",
        "products.desk.price": "option.yaml: products.desk.price",
        "products.desk.unit_cost": "shared: steel",
    }
    before, after = drawn(base), drawn(option)
    for path, scores in before.items():
        assert np.array_equal(scores, after[path]), path


def test_a_value_among_other_keys_is_defined_where_they_stand(tmp_path: Path) -> None:
    learning = BASE.replace("high: 50, shared: steel}", "high: 50, learning: 90%, from_units: 9}")
    (tmp_path / "base.yaml").write_text(learning, encoding="utf-8")
    option = tmp_path / "option.yaml"
    for cost in ("45", "{base: 45}", "{base: 45, low: 41, high: 52}"):
        text = f"bizcase: 1\nextends: base.yaml\nproducts: {{lamp: {{unit_cost: {cost}}}}}\n"
        option.write_text(text, encoding="utf-8")
        given = load_model(option).inputs["products.lamp.unit_cost"]
        assert (given.value, given.key) == (45, "base.yaml: products.lamp.unit_cost")


@pytest.mark.parametrize("sampler", ["latin-hypercube", "random"])
def test_one_more_range_leaves_all_other_draws_as_they_were(tmp_path: Path, sampler: str) -> None:
    path = tmp_path / "base.yaml"
    path.write_text(BASE, encoding="utf-8")
    before = drawn(load_model(path), sampler)
    path.write_text(BASE.replace("rate: 10%/year", "rate: {base: 10%/year, low: 8%/year, high: "
                                 "13%/year}"), encoding="utf-8")  # fmt: skip
    after = drawn(load_model(path), sampler)
    assert len(after) == len(before) + 1
    assert all(np.array_equal(scores, after[path]) for path, scores in before.items())


def test_correlations_come_into_the_model(both: tuple[Model, Model]) -> None:
    found = [Correlation(c.first, c.second, c.rank) for c in both[0].correlations]
    lamp = "products.lamp"
    assert found == [
        Correlation(f"{lamp}.units.factor", f"{lamp}.price", -0.4),
        Correlation(f"{lamp}.price", f"{lamp}.unit_cost", 0.2),
    ]


def test_a_value_set_outside_its_range_is_certain(both: tuple[Model, Model]) -> None:
    span = both[0].inputs["products.lamp.price"].span
    assert span
    path = Path(span.source.name)
    certain = load_model(path, settings={"products.lamp.price": 500})
    assert certain.correlations == ()
    assert "products.lamp.price" not in drawn(certain)
