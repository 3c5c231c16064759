"""Groups rows and assumptions under titles, in the order in which people read a business case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bizcase.engine.model import FACTOR, Model, Row, Series
from bizcase.report.names import said
from bizcase.study.parts import products as products_in

# The first part of a name or of a block, and the title under which it stands.
_TITLES = {
    "revenue": "Revenue",
    "benefits": "Benefits",
    "costs": "Costs",
    "opportunity": "Opportunity costs",
    "stages": "Stages",
    "capex": "Capital",
    "working_capital": "Working capital",
    "rows": "Own lines",
    "tax": "Tax",
    "inflation": "Inflation",
    "income": "Income statement",
    "cash_flow": "Cash flow",
    "terminal_value": "Terminal value",
    "discounting": "Discounting",
}
_FIRST = ("inflation",)
_DISCOUNTING = (
    "discount_time", "terminal_time", "terminal_shift", "discount_factor",
    "terminal_discount_factor", "present_value", "discount_rate", "timing_shift",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A title and the names below it."""

    title: str
    members: tuple[str, ...]
    prefix: str = ""


def row_sections(model: Model) -> list[Section]:
    """The rows of a model under their titles; products first, then costs, then the statements."""
    products = products_in(model)
    found: dict[str, list[str]] = {name: [] for name in _FIRST}
    found |= {product: [] for product in products} | {name: [] for name in _TITLES}
    for name, row in model.rows.items():
        if not name.startswith("adjustments."):
            found[_home(row, products)].append(name)
    for title in ("income", "cash_flow", "terminal_value"):
        found[title] = [*_with_adjustments(found[title], model)]
    return _sections(found)


def input_sections(model: Model, series: bool = False) -> list[Section]:
    """The assumptions that are a single number, under their titles.

    With `series` also those that have several; their factors, which vary all values, are left out.
    """
    products = products_in(model)
    order = ("discounting", "tax", "inflation", *products, *_TITLES)
    found: dict[str, list[str]] = {name: [] for name in order}
    for path, each in model.inputs.items():
        of_series = path.endswith(FACTOR) and path.removesuffix(FACTOR) in model.inputs
        if not of_series if series else not isinstance(each.value, Series):
            first, *rest = path.split(".")
            home = rest[0].replace(" ", "_") if first == "products" else first
            found.setdefault(home, []).append(path)
    return _sections(found)


def _sections(found: dict[str, list[str]]) -> list[Section]:
    return [
        Section(_TITLES.get(home, said(home)), tuple(names), _prefix(home, names))
        for home, names in found.items()
        if names
    ]


def _prefix(home: str, names: Iterable[str]) -> str:
    """What the names under a title have in common, which labels leave out."""
    for prefix in (f"products.{home}.", f"{home}."):
        if all(name.startswith(prefix) for name in names):
            return prefix
    return f"{home}."


def _home(row: Row, products: tuple[str, ...]) -> str:
    first = row.name.split(".")[0]
    if "." in row.name and first in products:
        return first
    folder, _, block = row.block.partition("/")
    if row.name in _DISCOUNTING:
        return "discounting"
    if folder == "statements":
        return block
    for home in (folder, first):
        if home in _TITLES:
            return home
    return "costs" if folder == "flows" else "rows"


def _with_adjustments(names: list[str], model: Model) -> Iterable[str]:
    for name in names:
        adjustment = f"adjustments.{name}"
        if adjustment in model.rows:
            yield adjustment
        yield name
