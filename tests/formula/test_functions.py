"""Every function: its record is complete and its example holds in all renderings."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Input, Model
from bizcase.engine.operations import OPERATIONS
from bizcase.formula.functions import FUNCTIONS, Function, takes
from bizcase.formula.nodes import Node as Tree
from bizcase.formula.nodes import Number, Reference
from bizcase.formula.nodes import replace as replaced
from bizcase.formula.parse import parse
from bizcase.formula.render.words import in_words
from bizcase.report.whatif.program import program
from bizcase.units import NUMBER
from tests.formula.build import model
from tests.formula.sheet import calculated
from tests.formula.walker import walked
from tests.node import Node

RATES = (0.3, 0.3, 0.2, 0.2)  # spread(x, rates) = 3 * 30% + 2 * 30% + 1 * 20%
functions = pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)


def example(function: Function) -> Model:
    rows = {"x": ("n", "0"), "result": function.example}
    return model(rows, {"rates": RATES}, units={"x": "1"})


@functions
def test_example_in_the_engine(function: Function) -> None:
    result = evaluate(example(function))["result"][4]
    assert result == pytest.approx(function.example_value, rel=1e-12)


@functions
def test_example_in_the_oracle(function: Function) -> None:
    result = walked(example(function))["result"][4]
    assert result == pytest.approx(function.example_value, rel=1e-12)


@functions
def test_example_in_a_sheet(function: Function) -> None:
    result = calculated(example(function))["result"][4]
    assert result == pytest.approx(function.example_value, rel=1e-12)


@functions
def test_example_in_javascript(node: Node, function: Function) -> None:
    result = in_javascript(node, example(function))["result"][4]
    assert result == pytest.approx(function.example_value, rel=1e-12)


def in_javascript(node: Node, case: Model) -> dict[str, list[float]]:
    """The rows of a program in which every number may vary, so that nothing is computed before."""
    inputs = dict(case.inputs)

    def as_input(part: Tree) -> Tree | None:
        if not isinstance(part, Number):
            return None
        path = f"number {len(inputs)}"
        inputs[path] = Input(path, part.value, NUMBER)
        return Reference(path, "input")

    rows = {n: replace(r, formula=replaced(r.formula, as_input)) for n, r in case.rows.items()}
    case = replace(case, inputs=inputs, rows=rows)
    numbers = [path for path in inputs if path.startswith("number")]
    found: dict[str, list[float]] = node.run(program([case], numbers, rows, ())).results[0]["rows"]
    return found


@functions
def test_example_in_words(function: Function) -> None:
    words = in_words(parse(function.example), lambda name: name)
    assert words
    assert "{" not in words


@functions
def test_record_is_complete(function: Function) -> None:
    assert function.doc.endswith(".")
    assert function.words
    assert function.name in function.example
    assert "->" in function.signature
    least, most = takes(function)
    assert most is None or len(function.parameters) == most
    assert least <= len(function.parameters) or most is None
    if function.kind == "pointwise":
        assert function.numpy in OPERATIONS
        assert function.excel
    else:
        assert not function.numpy
        assert not function.excel
    assert bool(function.javascript) == (function.kind != "defined")
    assert bool(function.definition) == (function.kind == "defined")
    for template in (function.excel, function.words):
        places = [int(p) for p in re.findall(r"(\d)\)?}", template) if "{" in template]
        assert all(place < least for place in places)
