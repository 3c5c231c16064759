"""What cannot go back into a scenario is refused, all of it at once, and nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bizcase.problems import ProblemsFoundError
from bizcase.report.workbook.addresses import Area, Place
from bizcase.report.workbook.proof.recalculate import Fault
from bizcase.report.workbook.returned.edited import beside_export
from bizcase.report.workbook.returned.read import Page, Written
from bizcase.report.workbook.returned.spots import Spot, spots
from tests.workbook.lamp import COST, PRICE, as_exported, edit, spot, update

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
    "a number too large": ({spot(PRICE): 1e308}, ["not-a-number"]),
    "a number too small": ({spot(PRICE): 1e-300}, ["not-a-number"]),
    "a range in the wrong order": ({spot(PRICE, "low"): 170.0}, ["range-order"]),
    "a gap in a series": ({spot("costs.staff.people", index=1): None}, ["missing-key"]),
    "a reason for no amount": ({spot("adjustments.tax", "note"): "late"}, ["missing-key"]),
    "all at once": (
        {spot(PRICE): "n/a", spot("products.lamp.launch"): "soon", spot(COST): -5.0,
         spot("costs.staff.salary"): -1.0},
        ["not-a-number", "not-a-date", "out-of-bounds", "out-of-bounds"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_sense_is_refused(name: str, lamp_book: bytes, tmp_path: Path) -> None:
    cells, codes = REFUSED[name]
    with pytest.raises(ProblemsFoundError) as found:
        update(edit(lamp_book, dict(cells)), tmp_path)
    assert sorted(p.code for p in found.value.problems) == sorted(codes)
    assert all(p.help for p in found.value.problems)


def test_a_value_outside_its_range_names_the_range(lamp_book: bytes, tmp_path: Path) -> None:
    for value, said in ((190.0, "190 is above `high`, 178"), (140.0, "140 is below `low`, 150")):
        with pytest.raises(ProblemsFoundError) as found:
            update(edit(lamp_book, {spot(PRICE): value}), tmp_path)
        (problem,) = found.value.problems
        assert str(problem.help).startswith(f"{said}: change the range on the sheet Inputs")


_OUTSIDE = "workbook-structure"


def cell_of(lamp_book: bytes, row: str, sheet: str = "Calc") -> Place:
    """The first cell with a formula, in the row of a key."""
    cells = as_exported(lamp_book).found.pages[sheet].cells
    (line,) = {place[0] for place, cell in cells.items() if cell.value == row}
    columns = [column for (r, column), cell in cells.items() if r == line and cell.formula]
    return sheet, line, min(columns)


def text_of(lamp_book: bytes, sheet: str, text: object) -> Place:
    """The first cell with a text."""
    cells = as_exported(lamp_book).found.pages[sheet].cells
    return sheet, *min(place for place, cell in cells.items() if cell.value == text)


def beside(lamp_book: bytes, sheet: str, key: str) -> Place:
    """The first free cell behind the row of a key."""
    cells = as_exported(lamp_book).found.pages[sheet].cells
    row = text_of(lamp_book, sheet, key)[1]
    return sheet, row + 1, max(column for r, column in cells if r == row + 1) + 1


def below(lamp_book: bytes, column: int, rows: int = 200) -> Place:
    """A cell of Adjustments so many rows below its heading."""
    return "Adjustments", text_of(lamp_book, "Adjustments", "Reason")[1] + rows, column


STRUCTURE = {
    "a step more": (lambda raw: (beside(raw, "Series", "costs.staff.people"), 5.0), _OUTSIDE),
    "a number beside an assumption": (lambda raw: (beside(raw, "Inputs", PRICE), 5.0), _OUTSIDE),
    "an amount without a line": (lambda raw: (below(raw, 8), 5.0), _OUTSIDE),
    "an amount without a period": (lambda raw: (below(raw, 90, 1), 5.0), _OUTSIDE),
    "a number over a formula": (
        lambda raw: (cell_of(raw, "revenue"), 5e4),
        "computed-cell",
    ),
    "no formula": (lambda raw: (cell_of(raw, "revenue"), None), "computed-cell"),
    "a value over the case in use": (
        lambda raw: (cell_of(raw, PRICE, "Inputs"), 1.0),
        "computed-cell",
    ),
    "another key": (
        lambda raw: (text_of(raw, "Inputs", PRICE), "price"),
        "workbook-structure",
    ),
    "another unit": (
        lambda raw: (text_of(raw, "Inputs", "EUR/unit"), "kEUR/unit"),
        "workbook-structure",
    ),
    "another case": (
        lambda raw: (text_of(raw, "Inputs", "downside"), "low"),
        "workbook-structure",
    ),
}


@pytest.mark.parametrize("name", STRUCTURE)
def test_what_no_scenario_can_hold_is_refused(name: str, lamp_book: bytes, tmp_path: Path) -> None:
    find, code = STRUCTURE[name]
    place, content = find(lamp_book)
    with pytest.raises(ProblemsFoundError) as found:
        update(edit(lamp_book, {place: content, spot(COST): 58.0}), tmp_path)
    (problem,) = found.value.problems
    assert problem.code == code
    assert problem.where is not None
    assert problem.where.startswith(f"lamp.xlsx: {place[0]}!")


def test_timeline_stays(lamp_book: bytes, tmp_path: Path) -> None:
    sheet, row, column = text_of(lamp_book, "Inputs", "Operating periods")
    with pytest.raises(ProblemsFoundError, match="the number `8` was changed"):
        update(edit(lamp_book, {(sheet, row, column + 2): 12.0}), tmp_path)


def test_deleted_sheet_is_refused_at_the_file(lamp_book: bytes, tmp_path: Path) -> None:
    found = as_exported(lamp_book).found
    pages = {title: page for title, page in found.pages.items() if title != "Series"}
    names = {name: area for name, area in found.names.items() if area.sheet != "Series"}
    with pytest.raises(ProblemsFoundError) as wrong:
        update(beside_export(replace(found, pages=pages, names=names), "lamp.xlsx"), tmp_path)
    assert [p.where for p in wrong.value.problems] == ["lamp.xlsx"]


def test_deleted_row_is_refused(lamp_book: bytes, tmp_path: Path) -> None:
    found = as_exported(lamp_book).found
    gone = spots(as_exported(lamp_book).plan)[spot(PRICE)][1]
    cells = found.pages["Inputs"].cells
    kept = {(r - (r > gone), c): cell for (r, c), cell in cells.items() if r != gone}
    names = {name: _up(area, gone) for name, area in found.names.items()}
    names.pop("in_products_lamp_price")
    pages = {**found.pages, "Inputs": Page("Inputs", kept)}
    book = beside_export(replace(found, pages=pages, names=names), "lamp.xlsx")
    with pytest.raises(ProblemsFoundError, match=f"the row of `{PRICE}` was deleted"):
        update(book, tmp_path)


def test_row_with_a_key_of_its_own_is_refused(lamp_book: bytes, tmp_path: Path) -> None:
    column = text_of(lamp_book, "Inputs", PRICE)[2]
    below = max(row for row, _ in as_exported(lamp_book).found.pages["Inputs"].cells) + 2
    cells: dict[Place | Spot, object] = {("Inputs", below, column): "products.lamp.bundle"}
    with pytest.raises(ProblemsFoundError, match="is no assumption of the scenario"):
        update(edit(lamp_book, cells), tmp_path)


def _up(area: Area, gone: int) -> Area:
    above = area.sheet != "Inputs" or area.row < gone
    return area if above else replace(area, row=area.row - 1, last_row=area.last_row - 1)
