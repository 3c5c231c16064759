"""Drivers, and a table of two of them, as comma-separated values."""

from __future__ import annotations

import csv
from typing import TextIO

from bizcase.report.tables.csv_file import safe
from bizcase.study.sensitivity.drivers import PLACES
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.sensitivity.two_way import TwoWay

_HEADINGS = (
    "case", "measure", "driver", "unit", "range", "low", "base", "high",
    *(f"at {place}" for place in PLACES), "swing", "response", "npv is 0 at", "verdict turns at",
)  # fmt: skip


def write_drivers(found: Sensitivity, file: TextIO) -> None:
    """Writes one line for each driver, the greatest swing first; what is missing is empty."""
    out = csv.writer(file, lineterminator="\n")
    out.writerow(_HEADINGS)
    for one in found.responses:
        driver = one.driver
        turning = (None if t is None else t.value for t in (one.zero, one.verdict))
        out.writerow(
            (
                safe(found.model.case),
                found.measure,
                safe(driver.path),
                safe(
                    "factor"
                    if driver.is_factor
                    else driver.given.quoting.text(found.model.currency)
                ),
                "own" if driver.own else "assumed",
                *map(repr, (driver.low, driver.base, driver.high)),
                *(_number(result) for result in (*one.results, one.swing)),
                one.shape,
                *(_number(value) for value in turning),
            )
        )


def write_table(table: TwoWay, file: TextIO) -> None:
    """Writes the results; values of the first driver down, of the second across."""
    out = csv.writer(file, lineterminator="\n")
    corner = f"{table.measure}: {table.first.path} down, {table.second.path} across"
    out.writerow((safe(corner), *map(repr, table.across)))
    for value, results in zip(table.down, table.results, strict=True):
        out.writerow((repr(value), *map(_number, results)))


def _number(value: float | None) -> str:
    return "" if value is None else repr(value)
