"""Writes a tree as a formula again, with brackets where the reader needs them."""

from __future__ import annotations

from bizcase.formula.nodes import Call, Node, Number, Reference

BINDING = {"+": 20, "-": 20, "*": 30, "/": 30, "^": 50}


def printed(node: Node) -> str:
    return _printed(node)[0]


def _printed(node: Node) -> tuple[str, int]:
    if isinstance(node, Number):
        time = f"/{node.quoting.time}" if node.quoting.time else ""
        return f"{node.value!r}{time}", 100
    if isinstance(node, Reference):
        return node.name, 100
    if isinstance(node, Call):
        return f"{node.function}({', '.join(printed(a) for a in node.arguments)})", 100
    if node.symbol == "neg":
        return f"-{_part(node.arguments[0], 100)}", 40
    level = BINDING.get(node.symbol, 10)
    chains = level in (20, 30)
    left = _part(node.arguments[0], level if chains else level + 1)
    right = _part(node.arguments[1], level + 1)
    return f"{left} {node.symbol} {right}", level


def _part(node: Node, least: int) -> str:
    text, level = _printed(node)
    return text if level >= least else f"({text})"
