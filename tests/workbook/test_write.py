"""What stands in the cells of a written workbook: numbers exact, texts texts, settings kept."""

from __future__ import annotations

import io
import math
import os
import re
import subprocess
import sys
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import ironcalc
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bizcase.report.workbook.book import Book, Content, Formula, Sheet
from bizcase.report.workbook.file.package import cleaned
from bizcase.report.workbook.file.write import written
from tests.workbook.everything import everything, filled

ROOT = Path(__file__).parents[2]
LIVE = ("=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx")
LOOKS_ELSE = ("#N/A", "#REF!", "TRUE", "1e3", "2026-01-01", "http://x.org", "_x0041_", "")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
NOT_IN_XML = {chr(code) for code in (*range(9), 11, 12, *range(14, 32), 127, 0xFFFE, 0xFFFF)} | {
    chr(code) for code in range(0xD800, 0xE000)
}


def opened(raw: bytes, values: bool = False) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(raw), data_only=values)


def cell_of(content: Content, style: str = "text") -> Any:
    """The cell that a content becomes, read back."""
    sheet = Sheet("One")
    sheet.put(1, 1, content, style)
    return opened(cleaned(written(Book("One", [sheet], date(2026, 1, 1)))))["One"]["A1"]


@pytest.mark.parametrize("text", LIVE)
def test_text_that_looks_like_a_formula_is_marked_text(text: str) -> None:
    cell = cell_of(text)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@pytest.mark.parametrize("text", LOOKS_ELSE)
def test_text_that_looks_like_something_else_stays_text(text: str) -> None:
    cell = cell_of(text)
    assert cell.value == (text or None)
    assert cell.quotePrefix is False


def test_engine_takes_every_text_for_a_text(tmp_path: Path) -> None:
    sheet = Sheet("One")
    texts = [text for text in (*LIVE, *LOOKS_ELSE, "007") if text]
    for row, text in enumerate(texts, 1):
        sheet.put(row, 1, text, "text")
        sheet.put(row, 2, Formula(f"ISTEXT(A{row})"), "text")
    path = tmp_path / "texts.xlsx"
    path.write_bytes(cleaned(written(Book("Texts", [sheet], date(2026, 1, 1)))))
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    rows = range(1, len(texts) + 1)
    assert [model.get_cell_value(0, row, 1) for row in rows] == texts
    assert all(model.get_cell_value(0, row, 2) is True for row in rows)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.sampled_from(("", "=", "+", "-", "@", "#", "\t")))
@example("_x000D_ _x_x0041_", "=")
@example("x005F_", "")
@example("__x0041_x0042_", "")
@example("a\x00b\x1f\ud800\ufffe", "")
def test_every_text_is_read_back(text: str, first: str) -> None:
    sheet = Sheet("One")
    sheet.put(1, 1, first + text, "text")
    raw = cleaned(written(Book("One", [sheet], date(2026, 1, 1))))
    strings = ElementTree.fromstring(ZipFile(io.BytesIO(raw)).read("xl/sharedStrings.xml"))
    # openpyxl and pandas drop every x005F_, so that the test decodes as the standard says.
    read = [ESCAPE.sub(lambda one: chr(int(one[1], 16)), text) for text in strings.itertext()]
    one_break = (first + text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in one_break if c not in NOT_IN_XML)
    assert read == ([kept] if kept else [])


@given(st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=40, deadline=None)
@example(0.1 + 0.2)
@example(1e15)
def test_every_number_is_read_back_exactly(value: float) -> None:
    cell = cell_of(value, "input/exact")
    assert float(cell.value) == value
    assert cell.data_type == "n"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused_with_its_place(value: float) -> None:
    with pytest.raises(ValueError, match=r"One!\$A\$1: (nan|-?inf) is no number"):
        cell_of(value)


def test_too_long_a_text_is_refused_not_cut() -> None:
    assert len(cell_of("x" * 32_767).value) == 32_767
    with pytest.raises(ValueError, match="32768 characters"):
        cell_of("x" * 32_768)


def test_day_is_a_day_and_none_before_1901() -> None:
    for style in ("label", "input/date"):
        cell = cell_of(date(2026, 3, 1), style)
        assert (cell.value, cell.is_date) == (datetime(2026, 3, 1), True)
    with pytest.raises(ValueError, match="too early"):
        cell_of(date(1900, 12, 31))


def test_formula_stays_as_it_stands() -> None:
    assert cell_of(Formula('IF(A2<>"a&b",1,2)')).value == '=IF(A2<>"a&b",1,2)'


def test_unknown_style_is_refused() -> None:
    for style in ("nothing", "input/nothing"):
        with pytest.raises(KeyError):
            cell_of(1.0, style)


def test_names_and_titles_stand_once() -> None:
    first, second = Sheet("A"), Sheet("B")
    first.names["in_x"] = second.names["IN_X"] = first.area(1, 1)
    with pytest.raises(ValueError, match="IN_X"):
        written(Book("Names", [first, second], date(2026, 1, 1)))
    with pytest.raises(ValueError, match="Two sheets"):
        written(Book("Titles", [Sheet("A"), Sheet("a")], date(2026, 1, 1)))


def test_settings_of_a_sheet_are_kept() -> None:
    book = opened(cleaned(written(everything())))
    page = book.worksheets[0]
    assert page.freeze_panes == "B3"
    assert page.sheet_view.showGridLines is False
    assert [str(area) for area in page.merged_cells.sorted()] == ["A1:C1", "B11:B12", "C11:C12"]
    assert page.column_dimensions["A"].width == 30
    assert (page.row_dimensions[12].height, page.row_dimensions[3].outlineLevel) == (20, 1)
    assert page["A7"].hyperlink.location == "Table!A1"
    assert page.print_title_rows == "$1:$2"
    assert page.print_title_cols == "$A:$A"
    assert page.print_area.startswith("'A ''calc'' & more'!$A$1:$L$")
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.oddFooter.left.text.endswith("Kettle && co")
    assert page.oddFooter.right.text.endswith("Page &P of &N")
    assert len(page.conditional_formatting) == 3
    assert not page.protection.sheet
    assert (book.active.title, book.calculation.fullCalcOnLoad) == (page.title, True)
    assert not book.calculation.iterate
    assert book.properties.creator == "bizcase"
    assert book.properties.modified == book.properties.created == datetime(2026, 1, 1)
    assert book.defined_names["in_flows"].attr_text == "'A ''calc'' & more'!$B$3:$C$3"


def test_validations_say_what_is_possible() -> None:
    page = opened(cleaned(written(everything()))).worksheets[0]
    rules = page.data_validations.dataValidation
    assert [(rule.type, rule.operator, rule.formula1, rule.formula2) for rule in rules] == [
        ("list", None, "$A$8:$A$9", None),
        ("decimal", "between", "0", "1"),
        ("decimal", "lessThanOrEqual", "1", None),
        ("date", "greaterThanOrEqual", "40000", None),
    ]
    assert [rule.error for rule in rules] == [
        "Please choose one of the list.",
        "Please enter a number from 0 to 1.",
        "Please enter a number up to 1.",
        "Please enter a date from 2009-07-06 on.",
    ]
    assert (rules[0].promptTitle, rules[0].prompt) == ("Case", "Choose.")


def test_only_named_styles_are_used() -> None:
    book = opened(cleaned(written(everything())))
    styles = {cell.style for page in book for row in page for cell in row if cell.has_style}
    assert all(style.startswith("bizcase ") for style in styles)


def test_same_book_gives_same_bytes_in_every_process() -> None:
    code = (
        "from hashlib import sha256; from tests.workbook.everything import filled;"
        "print(sha256(filled()).hexdigest())"
    )
    prints = set()
    for seed in ("0", "1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env=env
        )
        prints.add(done.stdout.decode().strip())
    assert prints == {sha256(filled()).hexdigest()}
