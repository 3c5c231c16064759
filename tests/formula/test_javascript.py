"""The text of formulas in JavaScript, where it is easy to get wrong."""

from __future__ import annotations

import pytest

from bizcase.formula.nodes import Node, Number, Operator, Reference
from bizcase.formula.render.javascript import JavaScript, functions, key, literal, quoted
from tests.formula.build import names, plain
from tests.node import Node as NodeJs

SCOPE = names({"x": "1", "y": "1"}, {"a": 2.0, "rates": (0.5, 0.5)})

TEXTS = {
    "-(-x)": "-(-x[c])",
    "x - -y": "x[c] - (-y[c])",
    "x + (-y)": "x[c] + (-y[c])",
    "-x + y": "-x[c] + y[c]",
    "(-x) ^ 2": "power(-x[c], 2)",
    "-(x ^ 2)": "-power(x[c], 2)",
    "x - (y - 1)": "x[c] - (y[c] - 1)",
    "x - y - 1": "x[c] - y[c] - 1",
    "x * (y + 1)": "x[c] * (y[c] + 1)",
    "x / (y * 2)": "over(x[c], y[c] * 2)",
    "x / 4 / 2": "x[c] / 4 / 2",
    "x / 0": "over(x[c], 0)",
    "-a * x": "-a * x[c]",
    "x <= y + 1": "atMost(x[c], y[c] + 1)",
    "min(x, y, 3)": "$min($min(x[c], y[c]), 3)",
    "if(x, -y, 1)": "$if(x[c], -y[c], 1)",
    "previous(x) * 2": "$previous(x, c) * 2",
    "sum_last(x, 2 years)": "$sum_last(x, c, 8)",
    "lag(x, a * 1 year)": "$lag(x, c, periods(a * 1))",
    "spread(x, rates)": "$spread(x, c, rates)",
    "total(x)": "$total(x, c)",
    "x * 0.1e-6": "x[c] * 1e-07",
}  # fmt: skip


class Plain:
    """Names as they are; implements `render.javascript.Names`."""

    per_year = 4

    def here(self, name: Reference) -> str:
        return name.name if name.to == "input" else f"{name.name}[c]"

    def whole(self, name: Reference) -> str:
        return name.name


def written(node: Node) -> str:
    return JavaScript(Plain()).expression(node)


@pytest.mark.parametrize("formula", TEXTS)
def test_text(formula: str) -> None:
    assert written(plain(formula, SCOPE)) == TEXTS[formula]


def test_signs_never_stand_together() -> None:
    minus = Number(-3.0)
    for symbol in "+-*":
        text = written(Operator(symbol, (Number(5.0), minus)))
        assert text == f"5 {symbol} (-3)"
    assert written(Operator("neg", (minus,))) == "-(-3)"


def test_numbers_stay_exact(node: NodeJs) -> None:
    numbers = [0.1, 1 / 3, 1e-300, 1.7976931348623157e308, 5e-324, 123456789012345680.0, -2.5]
    texts = ", ".join(f"({literal(number)})" for number in numbers)
    program = f"const whatIf = {{calculate: () => ({{rows: [{texts}]}})}}"
    assert node.run(program).results[0]["rows"] == numbers


NASTY = [
    "</script><script>alert(1)</script>",
    "\\",
    '"',
    "'",
    "`${1}`",
    "\u2028",
    "ü",
    "<!--",
    "\n",
]


def test_texts_stay_what_they_are(node: NodeJs) -> None:
    assert not any(c in "".join(map(quoted, NASTY)) for c in "<>&\u2028\n")
    pairs = ", ".join(f"{key(name)}: {quoted(name)}" for name in [*NASTY, "__proto__"])
    program = f"const whatIf = {{calculate: () => ({{rows: Object.entries({{{pairs}}})}})}}"
    assert node.run(program).results[0]["rows"] == [[name, name] for name in [*NASTY, "__proto__"]]


def test_only_functions_that_are_used_are_defined() -> None:
    assert [line for line in functions(["if"], 12) if "$" in line] == [
        "const $if = (holds, then, otherwise) => "
        "there(holds, 0) ? (holds === 0 ? otherwise : then) : NaN;"
    ]
