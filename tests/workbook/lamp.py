"""The lamp, its workbook with other contents, and what an import makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from bizcase.report.workbook.addresses import Place
from bizcase.report.workbook.contents import serial
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from bizcase.report.workbook.layout.plan import plan_of
from bizcase.report.workbook.layout.subject import subject_of
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.edited import Edited, beside_export
from bizcase.report.workbook.returned.incoming.target import Target
from bizcase.report.workbook.returned.incoming.update import Update, update_of
from bizcase.report.workbook.returned.read import Page, Written, workbook_in
from bizcase.report.workbook.returned.spots import Part, Spot, spots
from bizcase.report.workbook.sheets.assemble import book_of

LAMP = """\
bizcase: 1
name: Lamp
currency: EUR
timeline: {start: 2027-01, step: quarter, length: 2 years}   # eight quarters
discounting: {rate: 11%/year}
tax: none
products:
  lamp:
    launch: 2027-07
    # What a year can sell.
    units: {amount: {2027: 900, 2028: 1_200}, source: "a guess: rough"}
    price: {base: 165, low: 150, high: 178, owner: Marketing}   # net
    unit_cost: 60
costs:
  staff: {people: {2027-01: 2, 2027-07: 3}, salary: 40_000/year}
  fair: {amount: 9_000, when: 2027-10}
rows:
  warranty: {formula: 2% * lamp.revenue, in: cost of sales}
adjustments:
  revenue: {2028-Q1: -500, reason: rebate}
cases:
  downside: {products.lamp.price: 140, discounting.rate: 12%/year}
  same: {products.lamp.unit_cost: 60}
"""
PRICE, COST = "products.lamp.price", "products.lamp.unit_cost"
BASE, DOWN = "base", "downside"


def exported_text(text: str, folder: Path) -> bytes:
    file = folder / "lamp.yaml"
    file.write_text(text, encoding="utf-8")
    return workbook_of(file).read_bytes()


def workbook_of(scenario: Path) -> Path:
    """The workbook of a scenario, beside it; its formulas have no values yet."""
    target = scenario.with_suffix(".xlsx")
    book = book_of(plan_of(subject_of(scenario)), date(2027, 1, 1))
    target.write_bytes(cleaned(written(book)))
    return target


@lru_cache(maxsize=8)
def as_exported(raw: bytes) -> Edited:
    """The workbook as it is, read once for all that look at it."""
    return beside_export(workbook_in(raw), "lamp.xlsx")


def edit(raw: bytes, cells: dict[Place | Spot, object]) -> Edited:
    """The workbook with other contents in some cells."""
    found, where = as_exported(raw).found, spots(as_exported(raw).plan)
    pages = {title: dict(page.cells) for title, page in found.pages.items()}
    for at, content in cells.items():
        sheet, *place = where[at] if isinstance(at, Spot) else at
        row, column = place
        assert isinstance(row, int)
        assert isinstance(column, int)
        pages[sheet].pop((row, column), None)
        if isinstance(content, Written):
            pages[sheet][row, column] = content
        elif content is not None:
            value = float(serial(content)) if isinstance(content, date) else content
            assert isinstance(value, float | str | bool | Fault)
            pages[sheet][row, column] = Written(value)
    new = {title: Page(title, own) for title, own in pages.items()}
    return beside_export(replace(found, pages=new), "lamp.xlsx")


def update(book: Edited, folder: Path, text: str = LAMP) -> Update:
    file = folder / "lamp.yaml"
    file.write_text(text, encoding="utf-8")
    return update_of(book, Target(file), "lamp.xlsx")


def changed_lines(found: Update, text: str = LAMP) -> dict[str, str]:
    """The lines that change, old and new."""
    if not found.texts:
        return {}
    (new,) = found.texts.values()
    old_lines, new_lines = text.splitlines(), new.splitlines()
    if len(old_lines) != len(new_lines):
        return {"": "\n".join(line for line in new_lines if line not in old_lines)}
    pairs = zip(old_lines, new_lines, strict=True)
    return {old.strip(): new.strip() for old, new in pairs if old != new}


def spot(path: str, part: Part = "value", case: str | None = None, index: int = 0) -> Spot:
    shared = part in ("low", "high", "source", "owner", "note") or path.startswith("adjustments")
    own = "" if shared else BASE
    return Spot(path, part, own if case is None else case, index)
