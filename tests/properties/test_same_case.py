"""However values come into a case - file, case, `--set`, batch - the numbers are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.evaluate import batch
from bizcase.engine.model import Model, Series
from bizcase.study.scenario import load
from tests.properties.scenarios import (
    DATE,
    SHIPPED,
    assert_same_rows,
    each_mapping,
    file_of,
    quoted,
    tree_of,
    written,
)

TRIALS = 10
LATEST = 0.9  # of the horizon


def varying(model: Model) -> list[str]:
    """The inputs that may differ between trials and that `--set` can reach."""
    fixed = shaping_inputs(model)
    horizon = model.timeline.horizon
    return [
        path
        for path, assumption in model.inputs.items()
        if not isinstance(assumption.value, Series)
        and path not in fixed
        and not path.endswith((".factor", ".probability"))  # probabilities add up to 100%
        # neither the opening nor a date that might come to lie after the end
        and not (assumption.kind == "date" and not 0 <= assumption.value < LATEST * horizon)
    ]


def drawn(model: Model, generator: np.random.Generator) -> dict[str, np.ndarray]:
    """Five inputs, each a tenth higher or lower at most."""
    paths = generator.choice(varying(model), size=5, replace=False)
    around = generator.uniform(0.9, 1.1, (TRIALS, len(paths)))
    return {str(p): model.value(str(p)) * around[:, k] for k, p in enumerate(paths)}


@pytest.mark.parametrize("name", SHIPPED)
def test_trials_of_a_batch_are_single_runs(name: str) -> None:
    scenario = load(file_of(name))
    model = scenario.model
    inputs = drawn(model, np.random.default_rng(SHIPPED.index(name)))
    rows = list(model.rows)
    for tile, found in batch(model, rows, inputs):
        shape = (model.timeline.columns, tile.stop - tile.start)
        whole = {row: np.broadcast_to(found[row], shape) for row in rows}
        for trial in range(tile.start, tile.stop):
            values = {p: quoted(model.inputs[p], float(v[trial])) for p, v in inputs.items()}
            single = scenario.run(set=values).arrays
            assert_same_rows({row: whole[row][:, trial] for row in rows}, dict(single))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_case_is_the_same_values_set_or_written_into_the_file(name: str, tmp_path: Path) -> None:
    scenario = load(file_of(name))
    for case, overrides in tree_of(name)["cases"].items():
        values = {p: v for p, v in overrides.items() if p != "probability"}
        as_case = dict(scenario.run(case=case).arrays)
        assert_same_rows(dict(scenario.run(set=values).arrays), as_case)
        tree = tree_of(name)
        for path, value in values.items():
            put(tree, path.split("."), value)
        assert_same_rows(dict(load(written(tree, tmp_path)).run().arrays), as_case)


def put(tree: dict[str, Any], path: list[str], value: str) -> None:
    """Writes a value where the base is written now; a range around the old value goes."""
    *way, last = path
    for key in way:
        tree = tree[key]
    while isinstance(tree[last], dict):
        tree = tree[last]
        last = "base"
        tree.pop("low", None)
        tree.pop("high", None)
    tree[last] = value


@pytest.mark.parametrize("name", SHIPPED)
def test_the_order_of_keys_does_not_matter(name: str, tmp_path: Path) -> None:
    def backwards(mapping: dict[str, Any]) -> dict[str, Any]:
        # A table by date has an order, and so have stages.
        inside = [value for value in mapping.values() if isinstance(value, dict)]
        stages = any({"success", "outcomes"} & value.keys() for value in inside)
        ordered = stages or any(DATE.match(key) for key in mapping)
        return mapping if ordered else dict(reversed(mapping.items()))

    turned = load(written(each_mapping(tree_of(name), backwards), tmp_path))
    expected = dict(load(file_of(name)).run().arrays)
    found = dict(turned.run().arrays)
    assert_same_rows({row: found[row] for row in expected}, expected)
    assert found.keys() == expected.keys()
