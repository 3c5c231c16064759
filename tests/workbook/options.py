"""Options that tests set side by side in a workbook: a lamp, and what differs from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bizcase.report.workbook.comparison.exported import comparison_book, side_by_side
from bizcase.report.workbook.comparison.side_by_side import SideBySide
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.proof.recalculate import Recalculation
from bizcase.study.compare import compare
from tests.written import head

LAMP = (
    head()
    + """\
products:
  lamp: {units: 1_000/year, price: 100, unit_cost: 60}
capex:
  mould: {amount: 100k, when: opening, depreciation: straight line, life: 4 years}
cases:
  downside: {products.lamp.price: 92}
"""
)
LITE = """\
bizcase: 1
extends: lamp.yaml
name: Lamp "Lite"
products: {lamp: {price: 82}}
capex: {mould: {amount: 30k}}
"""
# Each differs from the lamp in what has to be made alike.
UNLIKE = {
    "late": "timeline: {start: 2028-04, step: year, length: 3 years}",
    "mid": "discounting: {rate: 12%/year, timing: mid}",
    "quarters": "timeline: {start: 2027-01, step: quarter, length: 1 year}",
    "mid_quarters": "timeline: {start: 2026-08, step: quarter, length: 1 year}\n"
    "discounting: {rate: 12%/year, timing: start}\n"
    "terminal_value: {method: perpetuity, growth: 1%/year}",
}
# Of two that are both in the middle of periods, the longer step decides where that is.
MIDS = {
    "a": "discounting: {rate: 10%/year, timing: mid}",
    "b": "discounting: {rate: 9%/year, timing: mid}\n"
    "timeline: {start: 2027-02, step: quarter, length: 1 year}\n"
    "terminal_value: {method: perpetuity, growth: 1%/year}",
}


def files(folder: Path, **options: str) -> list[str]:
    """`lamp.yaml`, and a file that extends it for each option."""
    folder.mkdir(exist_ok=True)
    texts = {"lamp": LAMP} | {
        name: text if text.startswith("bizcase") else extending(name, text)
        for name, text in options.items()
    }
    for name, text in texts.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return [str(folder / f"{name}.yaml") for name in texts]


def extending(name: str, text: str) -> str:
    return f"bizcase: 1\nextends: lamp.yaml\nname: {name}\n{text}\n"


@dataclass(frozen=True)
class Options:
    """Options beside each other, and their workbook in IronCalc."""

    wanted: Sequence[str]
    against: str | None = None

    @cached_property
    def place(self) -> SideBySide:
        """Where everything stands."""
        return side_by_side(compare(self.wanted, self.against, trials=0))

    @cached_property
    def engine(self) -> Recalculation:
        """The workbook, before it has values."""
        return Recalculation(cleaned(written(comparison_book(self.place))))
