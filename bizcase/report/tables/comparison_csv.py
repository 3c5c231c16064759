"""A comparison as comma-separated values: a line for each figure, a column for each option."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from typing import TextIO

from bizcase.report.tables.csv_file import safe
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.moments import Estimate
from bizcase.study.unit_economics import SUBSCRIPTION_MEASURES

Row = tuple[str, str, str, Mapping[str, float | None]]  # kind, figure, year, value by option


def write_comparison(found: Comparison, file: TextIO) -> None:
    """Writes the measures, the increments (0 for the option they are against) and the chances."""
    names = [one.name for one in (*found.options, found.nothing)]
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["kind", "figure", "unit", "year", *map(safe, names)])
    for kind, figure, year, values in _rows(found):
        numbers = [values.get(name) for name in names]
        cells = ["" if v is None else repr(v) for v in numbers]
        writer.writerow([kind, safe(figure), _unit(figure, found.currency), safe(year), *cells])


def _rows(found: Comparison) -> Iterator[Row]:
    whole = (*found.options, found.nothing)
    for name in dict.fromkeys(name for one in whole for name in one.measures):
        yield "measure", name, "", {one.name: one.measures.get(name) for one in whole}
    yield from _increments(found)
    odds = found.chances
    if odds:
        yield "chance", "mean", "", _values(odds.mean)
        yield "chance", "best", "", _values(odds.best)
        yield "chance", "expected_regret", "", _values(odds.regret)
        beaten = {o: e.value for (o, other), e in odds.beats.items() if other == found.against.name}
        yield "chance", "beats", "", beaten


def _increments(found: Comparison) -> Iterator[Row]:
    """Those of all options, by fiscal year and in all."""
    yearly = {one.option.name: found.yearly(one) for one in found.increments}
    zero = {found.against.name: 0.0}
    headings = dict(p for one in yearly.values() for p in zip(one.years, one.headings, strict=True))
    for figure in ("free_cash_flow", "terminal_value"):
        for year in sorted(headings):
            values: dict[str, float | None] = dict(zero)
            for name, flows in yearly.items():
                row = flows.cash if figure == "free_cash_flow" else flows.terminal_value
                values[name] = dict(zip(flows.years, row, strict=True)).get(year)
            yield "increment", figure, headings[year], values
    yield "increment", "npv", "", {**zero, **{o.option.name: o.npv for o in found.increments}}
    yield "increment", "irr", "", {o.option.name: o.irr for o in found.increments}
    for place in range(max((len(o.crossovers) for o in found.increments), default=0)):
        rates = {
            o.option.name: o.crossovers[place]
            for o in found.increments
            if place < len(o.crossovers)
        }
        yield "increment", f"crossover_rate_{place + 1}", "", rates


def _values(found: Mapping[str, Estimate]) -> dict[str, float | None]:
    return {name: one.value for name, one in found.items() if one.value == one.value}


_UNITS = {"free_cash_flow": "money", "terminal_value": "money", "mean": "money",
          "expected_regret": "money", "beats": "share", "best": "share"}  # fmt: skip


def _unit(figure: str, currency: str) -> str:
    """The unit of a figure; money has that of the comparison."""
    if figure in MEASURES:
        unit: str = MEASURES[figure].unit
    elif "." in figure:
        unit = SUBSCRIPTION_MEASURES[figure.rpartition(".")[2]][2]
    else:
        unit = _UNITS.get(figure, "share")
    return currency if unit == "money" else unit
