"""The file after openpyxl: valid, with every value in it, in cells, charts and data tables."""

from __future__ import annotations

import io
import math
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import ironcalc
import openpyxl
import pandas as pd
import pytest
from openxml_audit import OpenXmlValidator

from bizcase.report.workbook.file.package import cleaned, with_values, without_tables
from bizcase.report.workbook.file.write import written
from tests.workbook.everything import BODY, VALUES, everything, filled

CALC = "A 'calc' & more"
ROOT = Path(__file__).parents[2]


def part(raw: bytes, path: str) -> str:
    """One part of a file."""
    with ZipFile(io.BytesIO(raw)) as package:
        return package.read(path).decode()


def charts(raw: bytes) -> list[str]:
    """The charts of a file."""
    with ZipFile(io.BytesIO(raw)) as package:
        paths = [path for path in package.namelist() if path.startswith("xl/charts/")]
    return [part(raw, path) for path in sorted(paths)]


@pytest.mark.parametrize(
    "made", [lambda: cleaned(written(everything())), filled], ids=["clean", "filled"]
)
def test_file_is_valid(made: Callable[[], bytes], tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(made())
    result = OpenXmlValidator(max_errors=0).validate(path)
    assert [str(error) for error in result.errors] == []


@pytest.mark.parametrize("engine", ["openpyxl", "calamine"])
def test_every_value_is_read_without_calculating(engine: str) -> None:
    for (title, row, column), value in (VALUES | BODY).items():
        frame = pd.read_excel(io.BytesIO(filled()), sheet_name=title, header=None, engine=engine)
        read = frame.iat[row - 1, column - 1]
        if value is None:
            assert pd.isna(read) or read == "#VALUE!"
        else:
            assert read == value, (title, row, column)


def test_values_replace_values() -> None:
    once = filled()
    doubled = {place: v * 2 if type(v) is float else v for place, v in VALUES.items()}
    twice = with_values(once, doubled)
    read = openpyxl.load_workbook(io.BytesIO(twice), data_only=True)[CALC]
    assert (read["B3"].value, read["B4"].value) == (400, VALUES[CALC, 4, 2])
    assert with_values(once, VALUES) == once


def test_formula_without_a_value_is_refused_with_its_place() -> None:
    clean = cleaned(written(everything()))
    for place in VALUES:
        rest = {key: value for key, value in VALUES.items() if key != place}
        title, row, column = place
        with pytest.raises(KeyError, match=re.escape(f"{title}!{'ABC'[column - 1]}{row} has no")):
            with_values(clean, rest)


def test_body_without_a_value_is_refused_with_its_place() -> None:
    book = everything()
    tables = {sheet.title: sheet.tables for sheet in book.sheets}
    with pytest.raises(KeyError, match="Table!B5, in a data table, has no value"):
        with_values(cleaned(written(book)), VALUES, tables)


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_value_that_is_no_number_is_refused_with_its_place(value: float) -> None:
    with pytest.raises(ValueError, match=r"B3: .* is no number"):
        with_values(cleaned(written(everything())), {**VALUES, (CALC, 3, 2): value})


def test_what_if_table_is_as_excel_writes_it() -> None:
    page = part(filled(), "xl/worksheets/sheet2.xml")
    table = '<f t="dataTable" ref="B5:C6" dt2D="1" dtr="1" r1="B1" r2="A1"/>'
    assert re.search(rf'<c r="B5" s="\d+">{table}<v>152</v></c>', page)
    assert re.search(r'<c r="C6" s="\d+"><v>163</v></c>', page)


def test_what_if_table_is_taken_out_and_its_values_stay(tmp_path: Path) -> None:
    plain = without_tables(filled())
    assert "dataTable" not in part(plain, "xl/worksheets/sheet2.xml")
    values = openpyxl.load_workbook(io.BytesIO(plain))["Table"]
    assert {(c.row, c.column): c.value for row in values["B5:C6"] for c in row} == {
        (row, column): value for (_, row, column), value in BODY.items()
    }
    path = tmp_path / "plain.xlsx"
    path.write_bytes(plain)
    model = ironcalc.load_from_xlsx(str(path), "en", "UTC", "en")
    model.evaluate()
    assert model.get_cell_value(1, 6, 3) == BODY["Table", 6, 3]
    assert model.get_cell_value(1, 4, 1) == 100


@pytest.mark.parametrize(
    "formula",
    [
        '<f aca="true">TABLE($B$6,$B$3,$B7,$B$4,C$6)</f>',
        '<f aca="false">MULTIPLE.OPERATIONS(B6,B3,B7)</f>',
        '<f t="dataTable" ref="B5:C6" dt2D="1" dtr="1" r1="B1" r2="A1" ca="1"/>',
        '<f t="dataTable" ref="B5:C6" dt2D="1" dtr="1" r1="B1" r2="A1"></f>',
    ],
)
def test_what_if_tables_of_other_programs_are_taken_out(formula: str) -> None:
    cells = f'<c r="A1" s="1"><f>SUM(B1)</f><v>1</v></c><c r="B1">{formula}<v>7</v></c>'
    stream = io.BytesIO()
    with ZipFile(stream, "w") as package:
        package.writestr("xl/worksheets/sheet1.xml", cells)
    page = part(without_tables(stream.getvalue()), "xl/worksheets/sheet1.xml")
    assert page == '<c r="A1" s="1"><f>SUM(B1)</f><v>1</v></c><c r="B1"><v>7</v></c>'


def test_ironcalc_reads_a_clean_file_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / "clean.xlsx"
    path.write_bytes(cleaned(written(everything())))
    code = (
        "import sys, ironcalc; model = ironcalc.load_from_xlsx(sys.argv[1], 'en', 'UTC', 'en');"
        "model.evaluate(); assert model.get_cell_value(0, 3, 2) == 200"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_blank_cells_have_no_type_and_texts_are_shared() -> None:
    page = part(filled(), "xl/worksheets/sheet1.xml")
    assert re.search(r'<c r="B6" s="\d+"/>', page)
    assert "inlineStr" not in page
    assert re.search(r't="n"(/>|></c>)', page) is None


def test_charts_are_kept_and_have_values() -> None:
    drawn = charts(filled())
    assert len(drawn) == 5
    points = '<pt idx="0"><v>200</v></pt><pt idx="1"><v>-0.3333333333333333</v></pt>'
    assert all(points in chart for chart in drawn)
    years = "<cat><numRef><f>'A ''calc'' &amp; more'!$B$2:$C$2</f><numCache>"
    assert years in drawn[0]
    words = '<strCache><ptCount val="2"/><pt idx="0"><v>Step &lt;5&gt;</v></pt>'
    assert words in drawn[1]
    assert words in drawn[4]
    assert '<strCache><ptCount val="1"/><pt idx="0"><v>Cash</v></pt></strCache>' in drawn[0]
    assert "numCache" not in "".join(charts(cleaned(written(everything()))))


def test_charts_show_their_axes() -> None:
    for chart in charts(filled()):
        assert chart.count('<delete val="0"/>') == 2
        assert '<roundedCorners val="0"/>' in chart
    waterfall, tornado = charts(filled())[1], charts(filled())[4]
    assert '<legendEntry><idx val="0"/><delete val="1"/></legendEntry>' in waterfall
    assert '<orientation val="maxMin"/>' in tornado
    assert "<legend>" not in tornado


def test_cells_are_the_same_without_lxml() -> None:
    code = (
        "import sys; from tests.workbook.everything import filled;sys.stdout.buffer.write(filled())"
    )
    found = []
    for lxml in ("True", "False"):
        env = {**os.environ, "OPENPYXL_LXML": lxml}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, env=env
        )
        found.append([part(done.stdout, f"xl/worksheets/sheet{n}.xml") for n in (1, 2, 3)])
    cells = [[re.findall(r"<c .*?(?:/>|</c>)", page) for page in pages] for pages in found]
    assert cells[0] == cells[1]
