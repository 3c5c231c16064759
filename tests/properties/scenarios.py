"""The scenarios that the properties are tested on, and how their trees are changed and written."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bizcase.engine.model import Input, Series

FOLDER = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.stem for path in FOLDER.glob("*.yaml"))
DATE = re.compile(r"(\d{4}(-\w+)?|year \d+|opening)$")


class _Texts(yaml.SafeLoader):
    """Reads every scalar as the text that is written."""


class _AsWritten(yaml.SafeDumper):
    """Writes texts without quotes where YAML allows it."""


_Texts.yaml_implicit_resolvers = {}
_AsWritten.yaml_implicit_resolvers = {}


def file_of(name: str) -> Path:
    """The file of a shipped scenario."""
    return FOLDER / f"{name}.yaml"


def tree_of(name: str) -> dict[str, Any]:
    """A shipped scenario as a tree of texts, an option on top of what it extends."""
    tree = yaml.load(file_of(name).read_text(encoding="utf-8"), Loader=_Texts)
    below = tree.pop("extends", None)
    return on_top(tree_of(below.removesuffix(".yaml")), tree) if below else tree


def on_top(below: Any, above: Any) -> Any:
    """One tree over another: mappings are merged, `null` takes away, all else replaces."""
    if not isinstance(above, dict):
        assert not isinstance(below, dict), above  # it would replace the base alone
        return above
    kept = dict(below) if isinstance(below, dict) else {}
    for key, value in above.items():
        if value == "null":
            del kept[key]
        else:
            kept[key] = on_top(kept[key], value) if key in kept else value
    return kept


def written(tree: dict[str, Any], folder: Path) -> Path:
    """A file that holds the tree."""
    file = folder / "scenario.yaml"
    file.write_text(yaml.dump(tree, Dumper=_AsWritten, sort_keys=False), encoding="utf-8")
    return file


def each_mapping(tree: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """The tree with every mapping changed, from the leaves up."""
    if isinstance(tree, dict):
        return change({key: each_mapping(value, change) for key, value in tree.items()})
    return [each_mapping(item, change) for item in tree] if isinstance(tree, list) else tree


def quoted(assumption: Input, value: float) -> str:
    """A value of an assumption as a user writes it."""
    if assumption.kind == "date":
        return f"{value!r} years"
    time = assumption.quoting.time
    if not time:
        return repr(float(value))
    return f"{value!r}{' ' if assumption.unit.year > 0 else '/'}{time}"


def scaled(value: float | Series, factor: float) -> float | Series:
    """A value or all values of a series, times a factor."""
    if isinstance(value, Series):
        return Series(value.grain, tuple(v * factor for v in value.values), value.dates)
    return value * factor


def assert_same_rows(found: dict[str, np.ndarray], expected: dict[str, np.ndarray]) -> None:
    """Every row agrees to 1e-12 of its largest value, missing values included.

    What is left of a large number taken from itself is compared with the largest of all.
    """
    assert found.keys() == expected.keys()
    scales = {name: np.nanmax(np.abs(row), initial=0.0) for name, row in expected.items()}
    least = 1e-15 * max(scales.values())
    for name, row in expected.items():
        near = max(least, 1e-12 * scales[name])
        assert np.allclose(found[name], row, rtol=0, atol=near, equal_nan=True), name
