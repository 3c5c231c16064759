"""Every block of the library gives what its own example expects, and passes its own checks."""

from __future__ import annotations

from dataclasses import replace as changed
from functools import cache
from pathlib import Path

import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model, Row
from bizcase.library.block import Block
from bizcase.library.read import FOLDER, read_block
from bizcase.problems import ProblemsFoundError
from bizcase.problems.show import as_text
from bizcase.scenario.build import build
from bizcase.scenario.override import merged
from bizcase.text import Mapping, Node, Scalar, Sequence, read_text
from bizcase.units import NUMBER, read_quantity
from tests.library.run_text import SKELETON

WITHIN = 1e-6  # of the largest value of the row: examples are written with six digits or more
FILES = [
    pytest.param(path, id=path.relative_to(FOLDER).with_suffix("").as_posix())
    for path in sorted(FOLDER.rglob("*.yaml"))
]

# Blocks that stand nowhere by themselves: others extend them.
EXTENDED = {
    path
    for path in sorted(FOLDER.rglob("*.yaml"))
    if not read_block(path).at and path.parent.name != "statements"
}


@cache
def model_of(path: Path) -> Model:
    """The example of a block on top of the skeleton."""
    block = read_block(path)
    assert block.example is not None
    top = merged(read_text(SKELETON, "skeleton"), block.example)
    assert isinstance(top, Mapping)
    try:
        return build(top)
    except ProblemsFoundError as found:
        pytest.fail("\n".join(as_text(problem) for problem in found.problems), pytrace=False)


@pytest.mark.parametrize("path", FILES)
def test_block_is_documented(path: Path) -> None:
    block = read_block(path)
    assert block.name == path.relative_to(FOLDER).with_suffix("").as_posix() or not block.at
    assert block.doc
    undocumented = [name for name, spec in block.inputs.items() if not spec.doc]
    assert not undocumented


@pytest.mark.parametrize("path", FILES)
def test_example_uses_the_block(path: Path) -> None:
    block = read_block(path)
    if not block.rows or path in EXTENDED:
        return
    assert block.example is not None, f"{block.name} has no example"
    assert block.expect is not None, f"{block.name} expects nothing"
    assert block.name in {row.block for row in model_of(path).rows.values()}


@pytest.mark.parametrize("path", FILES)
def test_example_gives_what_is_expected(path: Path) -> None:
    block = read_block(path)
    if block.expect is None:
        return
    rows = evaluate(model_of(path))
    wrong = []
    for name, wanted in expected(block).items():
        if name not in rows:
            wrong.append(f"{name}: there is no such row")
            continue
        found = rows[name]
        if isinstance(wanted, list) and len(wanted) != len(found):
            wrong.append(f"{name}: {len(found)} columns, {len(wanted)} expected")
        largest = max(1.0, *(abs(value) for value in found if value == value))
        columns = dict(enumerate(wanted)) if isinstance(wanted, list) else wanted
        wrong += [
            f"{name}[{column}]: {found[column]!r}, expected {value!r}"
            for column, value in columns.items()
            if column < len(found) and not abs(found[column] - value) <= WITHIN * largest
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", FILES)
def test_checks_hold(path: Path) -> None:
    block = read_block(path)
    if not block.checks or block.example is None:
        return
    model = model_of(path)
    wanted = {check.text for check in block.checks}
    rows = {
        text: Row(text, NUMBER, node)
        for text, node in model.checks
        if text.partition(": ")[2] in wanted
    }
    assert len(rows) >= len(wanted)
    values = evaluate(changed(model, rows={**model.rows, **rows}))
    failed = [text for text in rows if values[text][model.timeline.periods] != 1]
    assert not failed


def expected(block: Block) -> dict[str, list[float] | dict[int, float]]:
    """The expected values by row: all columns with the opening first, or some by number."""
    assert isinstance(block.expect, Mapping)
    return {name: _values(node) for name, node in block.expect.items()}


def _values(node: Node) -> list[float] | dict[int, float]:
    if isinstance(node, Mapping):
        return {int(column): _number(value) for column, value in node.items()}
    assert isinstance(node, Sequence)
    return [_number(item) for item in node.items]


def _number(node: Node) -> float:
    assert isinstance(node, Scalar)
    quantity = read_quantity(node.text)
    assert quantity is not None, f"`{node.text}` is not a number"
    return quantity.value
