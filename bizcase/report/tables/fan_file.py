"""Percentiles of rows over time as comma-separated values, one line for each percentile."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from bizcase.report.tables.csv_file import numbers, safe
from bizcase.study.simulation.fans import percentile
from bizcase.study.simulation.result import Simulation


def write_fans(result: Simulation, file: TextIO) -> None:
    """Writes the columns case, row, unit, percentile and every period; the base case comes last.

    A missing value is an empty cell.
    """
    csv.writer(file, lineterminator="\n").writerows(_lines(result))


def _lines(result: Simulation) -> Iterator[list[object]]:
    model = result.model
    yield list(map(safe, ("case", "row", "unit", "percentile", *model.timeline.labels)))
    for name, fan in result.fans.items():
        unit = model.rows[name].unit.text(model.currency)
        start = [safe(model.case), safe(name), safe(unit)]
        for share, values in zip(fan.shares, fan.values.tolist(), strict=True):
            yield [*start, percentile(share), *numbers(values)]
        yield [*start, "base", *numbers(result.base.rows[name])]
