"""The figures in `portfolio.yaml`: budgets, and projects of which no scenario is there."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.problems import Span
from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.option import OPENING, Flow, Option
from bizcase.study.portfolio.reader import Reader
from bizcase.study.portfolio.years import calendar_year
from bizcase.text import Mapping as Keys
from bizcase.text import Node, Scalar, Sequence

PROJECT_KEYS = ("name", "npv", "use", "note", "source")
_USE = "write `use: 10M`, `use: [10M, 2M]` or `use: {year 1: 10M}`; what it brings in is negative"


def budgets(reader: Reader, node: Node) -> Iterator[Budget]:
    """The budgets: one amount for any time, or amounts by year."""
    alone = isinstance(node, Scalar)
    by_year = [(ANY_TIME, node)] if alone else reader.by_year(node, "budgets", any_time=True)
    for year, value in by_year:
        budget = budget_of(reader, year, value)
        if budget is not None:
            yield budget


def budget_of(reader: Reader, year: str | None, node: Node) -> Budget | None:
    """The budget of a year; None after a problem."""
    amount = reader.amount(node, "a budget")
    if amount is not None and amount < 0:
        remedy = "a budget is the money there is: 0 or more"
        reader.say("out-of-bounds", "a budget cannot be negative", node, remedy)
        return None
    return None if amount is None or year is None else Budget(year, amount, node.span)


def projects(reader: Reader, node: Node) -> Iterator[tuple[Option, Span]]:
    """Projects as a mapping by name, or as a list with names."""
    if isinstance(node, Keys):
        named = [(key, node.key_span(key), value) for key, value in node.items()]
    elif isinstance(node, Sequence):
        named = [(_name_in(item), item.span, item) for item in node.items]
    else:
        named = [("", node.span, node)]
    for name, span, value in named:
        if not isinstance(value, Keys) or not name:
            remedy = "projects: {A: {npv: 21M, use: [10M, -30M]}}"
            reader.say("wrong-shape", "a project has a name, `npv` and `use`", value, remedy)
            continue
        reader.keys(value, PROJECT_KEYS)
        option = _project(reader, name, span, value)
        if option is not None:
            yield option, span


def _project(reader: Reader, name: str, span: Span, node: Keys) -> Option | None:
    """One project; None after a problem."""
    for key, remedy in (("npv", "what it is worth, as in `npv: 21M`"), ("use", _USE)):
        if key not in node:
            reader.say("missing-key", f"`{name}` needs `{key}`", span, remedy)
    npv, use = node.get("npv"), node.get("use")
    if npv is None or use is None:
        return None
    worth = reader.amount(npv, "`npv`")
    pairs = [(OPENING, use)] if isinstance(use, Scalar) else reader.by_year(use, "`use`")
    needs = [(year, reader.amount(value, "`use`")) for year, value in pairs]
    flows = [Flow(y, reader.years.months(y), need) for y, need in needs if need is not None]
    return None if worth is None else Option(name, name, worth, tuple(flows))


def calendar_years(top: Keys) -> list[int]:
    """The years that are called by their number in the file."""
    nodes = [top.get("budgets")]
    listed = top.get("projects")
    if isinstance(listed, Keys | Sequence):
        values = listed.items if isinstance(listed, Sequence) else listed.values.values()
        nodes += [value.get("use") for value in values if isinstance(value, Keys)]
    keys = [key for node in nodes if isinstance(node, Keys) for key, _ in node.items()]
    return [year for key in keys if (year := calendar_year(key)) is not None]


def _name_in(node: Node) -> str:
    name = node.get("name") if isinstance(node, Keys) else None
    return name.text.strip() if isinstance(name, Scalar) else ""
