"""Reading formulas: how strongly operators bind, where problems are shown, printing and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from bizcase.engine.model import Model
from bizcase.formula.nodes import Node, Number, Operator, Reference, replace, walk
from bizcase.formula.parse import parse
from bizcase.problems import Problem, ProblemsFoundError, Source, Span
from bizcase.text import Mapping, Scalar, read_file
from tests.formula.models import models
from tests.formula.printer import printed
from tests.formula.test_agreement import quick

SAME = {
    "a + b * c": "a + (b * c)",
    "a - b - c": "(a - b) - c",
    "a / b / c": "(a / b) / c",
    "a / b * c": "(a / b) * c",
    "a * b ^ c": "a * (b ^ c)",
    "-a * b": "(-a) * b",
    "-a + b": "(-a) + b",
    "a - -b": "a - (-b)",
    "a ^ -b": "a ^ (-b)",
    "+a": "a",
    "a + b < c * d": "(a + b) < (c * d)",
    "a ^ 2 < c": "(a ^ 2) < c",
    "a = b": "a == b",
    "a <> b": "a != b",
    "a ** b": "a ^ b",
    "a × b ÷ c − d": "a * b / c - d",
    "2 years * a": "(2 years) * a",
    "a / years": "a / (years)",
    "10/month": "(10/month)",
    "max(a, -b)": "max((a), (-b))",
}  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_binding(text: str) -> None:
    assert parse(text) == parse(SAME[text])


DIFFERENT = {"a - (b - c)": "a - b - c", "(-a) ^ 2": "-(a ^ 2)", "a ^ (b ^ c)": "(a ^ b) ^ c"}


@pytest.mark.parametrize("text", DIFFERENT)
def test_brackets_matter(text: str) -> None:
    assert parse(text) != parse(DIFFERENT[text])


def problem_in(text: str) -> Problem:
    source = Source("formula", text)
    with pytest.raises(ProblemsFoundError) as found:
        parse(text, lambda start, end: Span(source, start, min(end, len(text))))
    (problem,) = found.value.problems
    return problem


PROBLEMS = {
    "a ^ b ^ c": ("ambiguous-power", "^ b ^"),
    "-a ^ 2": ("ambiguous-power", "-a ^ 2"),
    "1 + -2^2": ("ambiguous-power", "-2^2"),
    "a < b < c": ("formula-syntax", "< b <"),
    "a + ": ("formula-syntax", ""),
    "(a + b": ("formula-syntax", ""),
    "a b": ("formula-syntax", "b"),
    "a + * b": ("formula-syntax", "*"),
    "max(a; b)": ("formula-syntax", ";"),
    "a $ b": ("formula-syntax", "$"),
    "max(a, )": ("formula-syntax", ")"),
}


@pytest.mark.parametrize("text", PROBLEMS)
def test_problem_with_its_place(text: str) -> None:
    problem = problem_in(text)
    assert problem.span is not None
    assert (problem.code, problem.span.text) == PROBLEMS[text]


def test_too_deep_is_a_problem_not_a_crash() -> None:
    assert problem_in("(" * 100_000).code == "formula-syntax"


FILES = {
    "folded": "formula: >\n  first +\n  second *\n    third\n",
    "kept": "formula: |\n  first +\n  second * third\n",
    "quoted": 'formula: "first + second\n   * third"\n',
    "plain": "formula: first +\n  second * third\n",
}


@pytest.mark.parametrize("name", FILES)
def test_places_inside_texts_over_several_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_text(FILES[name], encoding="utf-8")
    file = read_file(path)
    assert isinstance(file, Mapping)
    scalar = file.values["formula"]
    assert isinstance(scalar, Scalar)
    tree = parse(scalar.text, scalar.part)
    named = {n.name: n.span for n in walk(tree) if isinstance(n, Reference)}
    assert {name: span.text for name, span in named.items() if span} == {
        "first": "first",
        "second": "second",
        "third": "third",
    }
    assert isinstance(tree, Operator)
    product = tree.arguments[1].span
    assert product is not None
    assert product.text.split() == ["second", "*", "third"]


def as_written(node: Node) -> Node:
    """The tree before checking: names stand for nothing yet, and a sign is an operator."""

    def change(part: Node) -> Node | None:
        if isinstance(part, Reference):
            return Reference(part.name)
        if isinstance(part, Number) and part.value < 0:
            return Operator("neg", (Number(-part.value),))
        return None

    return replace(node, change)


@quick
@given(model=models())
def test_printed_trees_read_back(model: Model) -> None:
    for row in model.rows.values():
        assert parse(printed(row.formula)) == as_written(row.formula)


def test_numbers_keep_their_quoting() -> None:
    number = parse("1.5%/month")
    assert isinstance(number, Number)
    assert (number.value, number.quoting.time, number.quoting.percent) == (0.015, "month", True)
