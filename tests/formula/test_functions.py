"""Every function: its record is complete and its example holds in all renderings."""

from __future__ import annotations

import re

import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.engine.operations import OPERATIONS
from bizcase.formula.functions import FUNCTIONS, Function, takes
from bizcase.formula.parse import parse
from bizcase.formula.render.words import in_words
from tests.formula.build import model
from tests.formula.sheet import calculated
from tests.formula.walker import walked

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
    assert bool(function.definition) == (function.kind == "defined")
    for template in (function.excel, function.words):
        places = [int(p) for p in re.findall(r"(\d)\)?}", template) if "{" in template]
        assert all(place < least for place in places)
