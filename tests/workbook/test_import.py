"""What people type into a workbook goes back into the scenario, and only where they typed it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.assemble import book_of
from bizcase.report.workbook.book import Area
from bizcase.report.workbook.contents import serial
from bizcase.report.workbook.edited import Edited, beside_export
from bizcase.report.workbook.incoming.target import Target
from bizcase.report.workbook.incoming.update import Update, update_of
from bizcase.report.workbook.package import cleaned
from bizcase.report.workbook.plan import plan_of
from bizcase.report.workbook.read import Page, Written, workbook_in
from bizcase.report.workbook.recalculate import Fault, Place
from bizcase.report.workbook.spots import Part, Spot, spots
from bizcase.report.workbook.subject import subject_of
from bizcase.report.workbook.write import written

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


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The workbook of the lamp, as it is exported."""
    return exported_text(LAMP, tmp_path_factory.mktemp("lamp"))


def exported_text(text: str, folder: Path) -> bytes:
    file = folder / "lamp.yaml"
    file.write_text(text, encoding="utf-8")
    return cleaned(written(book_of(plan_of(subject_of(file)), date(2027, 1, 1))))


def edit(raw: bytes, cells: dict[Place | Spot, object]) -> Edited:
    """The workbook with other contents in some cells."""
    found = workbook_in(raw)
    where = spots(beside_export(found, "lamp.xlsx").plan)
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


PRICE_LINE = "price: {base: 165, low: 150, high: 178, owner: Marketing}   # net"
CASE_LINE = "downside: {products.lamp.price: 140, discounting.rate: 12%/year}"
WRITTEN = {
    "a price": ({spot(PRICE): 159.0}, {PRICE_LINE: PRICE_LINE.replace("165", "159")}),
    "a number typed as a text": (
        {spot(PRICE): " 159.5 "}, {PRICE_LINE: PRICE_LINE.replace("165", "159.5")},
    ),
    "a formula": (
        {spot(PRICE): Written(160.0, "100*1.6")}, {PRICE_LINE: PRICE_LINE.replace("165", "160")},
    ),
    "both ends": (
        {spot(PRICE, "low"): 140.0, spot(PRICE, "high"): 170.0},
        {PRICE_LINE: PRICE_LINE.replace("150", "140").replace("178", "170")},
    ),
    "no range any more": (
        {spot(PRICE, "low"): None, spot(PRICE, "high"): None},
        {PRICE_LINE: "price: {base: 165, owner: Marketing}   # net"},
    ),
    "a range": (
        {spot(COST, "low"): 55.0, spot(COST, "high"): 70.0},
        {"unit_cost: 60": "unit_cost: {base: 60, low: 55, high: 70}"},
    ),
    "per cent": (
        {spot("discounting.rate"): 0.125},
        {"discounting: {rate: 11%/year}": "discounting: {rate: 12.5%/year}"},
    ),
    "a date": (
        {spot("products.lamp.launch"): date(2027, 10, 1)},
        {"launch: 2027-07": "launch: 2027-10"},
    ),
    "a date typed as a text": (
        {spot("products.lamp.launch"): "2027-10-01"}, {"launch: 2027-07": "launch: 2027-10"},
    ),
    "a value of a year": (
        {spot("products.lamp.units.amount", index=1): 1500.0},
        {'units: {amount: {2027: 900, 2028: 1_200}, source: "a guess: rough"}':
         'units: {amount: {2027: 900, 2028: 1_500}, source: "a guess: rough"}'},
    ),
    "a level and its date": (
        {spot("costs.staff.people", index=1): 4.0,
         spot("costs.staff.people", "date", index=1): date(2027, 10, 1)},
        {"staff: {people: {2027-01: 2, 2027-07: 3}, salary: 40_000/year}":
         "staff: {people: {2027-01: 2, 2027-10: 4}, salary: 40_000/year}"},
    ),
    "a number in a formula": (
        {spot("rows.warranty.number_1"): 0.03},
        {"warranty: {formula: 2% * lamp.revenue, in: cost of sales}":
         "warranty: {formula: 3% * lamp.revenue, in: cost of sales}"},
    ),
    "an amount, its reason and its owner": (
        {spot("adjustments.revenue", index=5): -700.0,
         spot("adjustments.revenue", "note"): "rebate: #1, 'late'",
         spot("adjustments.revenue", "owner"): "Finance"},
        {"revenue: {2028-Q1: -500, reason: rebate}":
         'revenue: {2028-Q1: -700, reason: "rebate: #1, \'late\'", owner: Finance}'},
    ),
    "another amount in place of the old": (
        {spot("adjustments.revenue", index=5): None, spot("adjustments.revenue", index=8): 20.0},
        {"revenue: {2028-Q1: -500, reason: rebate}": "revenue: {reason: rebate, 2028-Q4: 20}"},
    ),
    "texts": (
        {spot(PRICE, "source"): "@board {5%}: yes", spot(PRICE, "owner"): None,
         spot(PRICE, "note"): "- [ ] ask\n  #2"},
        {PRICE_LINE: "price: {base: 165, low: 150, high: 178, "
         'source: "@board {5%}: yes", note: "- [ ] ask #2"}   # net'},
    ),
    "an override": (
        {spot(COST, case=DOWN): 66.0},
        {CASE_LINE: CASE_LINE.replace("}", ", products.lamp.unit_cost: 66}")},
    ),
    "another override": (
        {spot(PRICE, case=DOWN): 135.0}, {CASE_LINE: CASE_LINE.replace("140", "135")},
    ),
    "no override any more": (
        {spot(PRICE, case=DOWN): None}, {CASE_LINE: "downside: {discounting.rate: 12%/year}"},
    ),
    "what a case says like the base case": (
        {spot(COST): 58.0},
        {"unit_cost: 60": "unit_cost: 58", "same: {products.lamp.unit_cost: 60}": "same: {}"},
    ),
    "nothing": ({spot(PRICE): 165.0 * (1 + 1e-14), spot(PRICE, "owner"): "Marketing "}, {}),
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_change_is_written_where_it_stands(name: str, raw: bytes, tmp_path: Path) -> None:
    cells, lines = WRITTEN[name]
    book = edit(raw, dict(cells))
    assert changed_lines(update(book, tmp_path)) == lines


REFUSED = {
    "a text with a unit": ({spot(PRICE): "159 EUR"}, ["not-a-number"]),
    "per cent as a text": ({spot("discounting.rate"): "12 %"}, ["not-a-number"]),
    "an error": ({spot(PRICE): Fault("#DIV/0!")}, ["not-a-number"]),
    "yes": ({spot(PRICE): True}, ["not-a-number"]),
    "a formula without a value": ({spot(PRICE): Written(None, "NOW()+")}, ["not-a-number"]),
    "no value": ({spot(PRICE): None}, ["missing-key"]),
    "no date": ({spot("products.lamp.launch"): "soon"}, ["not-a-date"]),
    "a day in a month": ({spot("products.lamp.launch"): date(2027, 10, 15)}, ["not-a-date"]),
    "a date behind the end": ({spot("products.lamp.launch"): date(2031, 1, 1)}, ["date-outside"]),
    "one end": ({spot(PRICE, "low"): None}, ["missing-key"]),
    "out of bounds": ({spot(COST): -5.0}, ["out-of-bounds"]),
    "a range in the wrong order": ({spot(PRICE, "low"): 170.0}, ["range-order"]),
    "a number in a formula of one case": (
        {spot("rows.warranty.number_1", case=DOWN): 0.03}, ["structure-in-case"],
    ),
    "a gap in a series": ({spot("costs.staff.people", index=1): None}, ["missing-key"]),
    "all at once": (
        {spot(PRICE): "n/a", spot("products.lamp.launch"): "soon", spot(COST): -5.0,
         spot("costs.staff.salary"): -1.0},
        ["not-a-number", "not-a-date", "out-of-bounds", "out-of-bounds"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused(name: str, raw: bytes, tmp_path: Path) -> None:
    cells, codes = REFUSED[name]
    with pytest.raises(ProblemsFoundError) as found:
        update(edit(raw, dict(cells)), tmp_path)
    assert sorted(p.code for p in found.value.problems) == sorted(codes)
    assert all(p.help for p in found.value.problems)


def cell_of(raw: bytes, row: str, sheet: str = "Calc") -> Place:
    """The first cell with a formula, in the row of a key."""
    cells = workbook_in(raw).pages[sheet].cells
    (line,) = {place[0] for place, cell in cells.items() if cell.value == row}
    columns = [column for (r, column), cell in cells.items() if r == line and cell.formula]
    return sheet, line, min(columns)


def text_of(raw: bytes, sheet: str, text: object) -> Place:
    """The first cell with a text."""
    cells = workbook_in(raw).pages[sheet].cells
    return sheet, *min(place for place, cell in cells.items() if cell.value == text)


STRUCTURE = {
    "a number over a formula": (lambda raw: (cell_of(raw, "revenue"), 5e4), "computed-cell"),
    "no formula": (lambda raw: (cell_of(raw, "revenue"), None), "computed-cell"),
    "a value over the case in use": (
        lambda raw: (cell_of(raw, PRICE, "Inputs"), 1.0),
        "computed-cell",
    ),
    "another key": (lambda raw: (text_of(raw, "Inputs", PRICE), "price"), "workbook-structure"),
    "another case": (lambda raw: (text_of(raw, "Inputs", "downside"), "low"), "workbook-structure"),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_what_no_scenario_can_hold_is_refused(name: str, raw: bytes, tmp_path: Path) -> None:
    find, code = STRUCTURE[name]
    place, content = find(raw)
    with pytest.raises(ProblemsFoundError) as found:
        update(edit(raw, {place: content, spot(COST): 58.0}), tmp_path)
    (problem,) = found.value.problems
    assert problem.code == code
    assert problem.where is not None
    assert problem.where.startswith(f"lamp.xlsx: {place[0]}!")


def test_timeline_stays(raw: bytes, tmp_path: Path) -> None:
    sheet, row, column = text_of(raw, "Inputs", "Operating periods")
    with pytest.raises(ProblemsFoundError, match="the number `8` was changed"):
        update(edit(raw, {(sheet, row, column + 2): 12.0}), tmp_path)


def test_deleted_row_is_refused(raw: bytes, tmp_path: Path) -> None:
    found = workbook_in(raw)
    gone = spots(beside_export(found, "lamp.xlsx").plan)[spot(PRICE)][1]
    cells = found.pages["Inputs"].cells
    kept = {(r - (r > gone), c): cell for (r, c), cell in cells.items() if r != gone}
    names = {name: _up(area, gone) for name, area in found.names.items()}
    names.pop("in_products_lamp_price")
    pages = {**found.pages, "Inputs": Page("Inputs", kept)}
    book = beside_export(replace(found, pages=pages, names=names), "lamp.xlsx")
    with pytest.raises(ProblemsFoundError, match=f"the row of `{PRICE}` was deleted"):
        update(book, tmp_path)


def _up(area: Area, gone: int) -> Area:
    above = area.sheet != "Inputs" or area.row < gone
    return area if above else replace(area, row=area.row - 1, last_row=area.last_row - 1)


# What the scenario says by now where the price was 165, and what comes of 159 in the workbook.
SINCE = {
    "elsewhere": (("unit_cost: 60", "unit_cost: 62"), "159"),
    "another line": (("  fair:", "  # by hand\n  fair:"), "159"),
    "another case": (("  same:", "  new: {costs.fair.amount: 1}\n  same:"), "159"),
    "the same": (("base: 165", "base: 159"), None),
    "in the same place": (("base: 165", "base: 170"), ProblemsFoundError),
    "it is gone": (("  lamp:\n", "  torch:\n"), ProblemsFoundError),
}


@pytest.mark.parametrize("name", SINCE)
def test_scenario_that_changed_since(name: str, raw: bytes, tmp_path: Path) -> None:
    change, result = SINCE[name]
    book, text = edit(raw, {spot(PRICE): 159.0}), LAMP.replace(*change)
    if name == "it is gone":
        text = text.replace("lamp.", "torch.")
    if result is ProblemsFoundError:
        with pytest.raises(ProblemsFoundError) as found:
            update(book, tmp_path, text)
        (problem,) = found.value.problems
        assert problem.code == "changed-since-export"
        assert name == "it is gone" or all(n in problem.message for n in ("165", "170", "159"))
    else:
        new = changed_lines(update(book, tmp_path, text), text)
        assert new == ({PRICE_LINE: PRICE_LINE.replace("165", "159")} if result else {})
