"""The linter sees every kind of fault: one is put into a good workbook at a time."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as CleanWorkbook

from tests.workbook.contents import read
from tests.workbook.formula_rules import House
from tests.workbook.lint import lint
from tests.workbook.relative import relative, row_inconsistencies

HOUSE = House(
    functions=frozenset({"SUM", "IF", "INDEX", "HYPERLINK"}), long=frozenset({"out_long"})
)
LONG = "+".join(["A1"] * 100)
Sheets = tuple[Worksheet, Worksheet]


def saved(path: Path, change: Callable[[Sheets], object]) -> Path:
    """A small workbook after a change, every formula showing 0."""
    book = Workbook()
    calc, other = book.worksheets[0], book.create_sheet("In puts")
    calc.title = "Calc"
    calc["A1"], calc["B1"], calc["A2"] = 1, 2, "=SUM(A1:B1)-1"
    other["A1"] = "='Calc'!A2+in_first"
    book.defined_names["in_first"] = DefinedName("in_first", attr_text="Calc!$A$1")
    change((calc, other))
    book.save(path)
    return edited(path, "xl/worksheets/", rb"</f><v ?/>|</f><v></v>", b"</f><v>0</v>")


def edited(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same file with the text of some parts replaced."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, re.sub(old, new, text) if name.startswith(part) else text)
    return path


def put(cell: str, content: Any) -> Callable[[Sheets], object]:
    return lambda sheets: sheets[0].__setitem__(cell, content)


def name(text: str, refers: str = "Calc!$A$1") -> Callable[[Sheets], object]:
    def change(sheets: Sheets) -> None:
        assert sheets[0].parent is not None
        sheets[0].parent.defined_names[text] = DefinedName(text, attr_text=refers)

    return change


def titled(title: str) -> Callable[[Sheets], object]:
    def change(sheets: Sheets) -> None:
        # openpyxl itself refuses some titles, other programs do not
        vars(sheets[1])["_WorkbookChild__title"] = title

    return change


def link(place: str) -> Callable[[Sheets], object]:
    return lambda sheets: setattr(sheets[0]["B1"], "hyperlink", Hyperlink("B1", location=place))


def hide(sheets: Sheets) -> None:
    sheets[0].row_dimensions[2].hidden = True
    sheets[0].column_dimensions["C"].hidden = True
    sheets[1].sheet_state = "hidden"


def validate(sheets: Sheets) -> None:
    sheets[0].add_data_validation(DataValidation("list", f'"{"a," * 130}"', sqref="A1"))


def merge(sheets: Sheets) -> None:
    for area in ("C1:E2", "E2:F3", "G1:H1"):
        sheets[0].merged_cells.add(area)


def highlight(sheets: Sheets) -> None:
    sheets[0].conditional_formatting.add("A1:B1", Rule("expression", formula=["VDB(A1)>0"]))


def both(*changes: Callable[[Sheets], object]) -> Callable[[Sheets], object]:
    return lambda sheets: [change(sheets) for change in changes]


FAULTS: dict[str, tuple[Callable[[Sheets], object], list[str]]] = {
    "nothing": (put("A1", 1), []),
    "an error": (put("A3", "#N/A"), ["Calc!A3: shows #N/A"]),
    "not finite": (put("A3", float("inf")), ["Calc!A3: an empty cell with t="]),
    "a blank": (
        lambda sheets: setattr(sheets[0]["A3"], "font", Font(bold=True)),
        ["Calc!A3: an empty cell with t="],
    ),
    "function": (put("A3", "=VDB(A1)+SUM(B1)"), ["Calc!A3: function VDB is not on the list"]),
    "new function": (put("A3", "=_xlfn.IFS(A1)"), ["Calc!A3: function _XLFN.IFS is not"]),
    "in a highlight": (highlight, ["Calc!A1:B1 (conditionalFormatting 1): function VDB"]),
    "in a name": (name("in_x", "VDB(Calc!$A$1)"), ["name in_x: function VDB is not on the list"]),
    "volatile": (put("A3", "=IF(A1,NOW(),0)"), ["Calc!A3: NOW is volatile"]),
    "array": (put("A3", ArrayFormula("A3", "=SUM(A1:B1*B1)")), ["Calc!A3: array formula"]),
    "long": (put("A3", f"={LONG}"), ["Calc!A3: 299 characters, 250 at most"]),
    "long, allowed": (both(put("A3", f"={LONG}"), name("out_long", "Calc!$A$3")), []),
    "a number": (put("A3", "=A1*1.5+10%-1"), ["Calc!A3: the number 1.5", "Calc!A3: the number 10"]),
    "semicolon": (put("A3", "=SUM(A1;B1)"), ["Calc!A3: `;` in =SUM(A1;B1)"]),
    "brackets": (put("A3", "=SUM(A1"), ["Calc!A3: no formula"]),
    "nothing there": (put("A3", "=SUM(#REF!)"), ["Calc!A3: refers to nothing"]),
    "workbook": (put("A3", "=[1]Calc!A1"), ["Calc!A3: another workbook"]),
    "program": (put("A3", "=cmd|' /C calc'!A0"), ["Calc!A3: no formula", "Calc!A3: calls another"]),
    "address": (put("A3", '=HYPERLINK("http://a.b","c")'), ["Calc!A3: HYPERLINK to a place"]),
    "jump": (put("A3", '=HYPERLINK("#Calc!A1","|[c;")'), []),
    "web": (
        lambda sheets: setattr(sheets[0]["B1"], "hyperlink", "https://a.b/"),
        ["https://a.b/: leads out of the workbook", "Calc!B1: a link to None, which is not in"],
    ),
    "link": (link("'In puts'!A1"), []),
    "dead link": (link("Nowhere!A1"), ["Calc!B1: a link to Nowhere!A1, which is not in the"]),
    "hidden": (hide, ["Calc: hidden, row 2", "Calc: hidden, columns 3", "In puts: a hidden sheet"]),
    "list": (validate, ["Calc!A1: a list of 260 characters"]),
    "merges": (merge, ["Calc: merged cells C1:E2 and E2:F3 overlap"]),
    "kept title": (titled("History"), ["'History': Excel keeps this name for itself"]),
    "long title": (titled("x" * 32), [f"{'x' * 32!r}: no name for a sheet"]),
    "colon": (titled("a:b"), ["'a:b': no name for a sheet"]),
    "quote": (titled("'a"), ['"\'a": no name for a sheet']),
    "twice": (titled("CALC"), ["'calc': 2 sheets of this name"]),
    "prefix": (name("rate"), ["name rate: does not begin with in_ or out_ or tm_"]),
    "capital": (name("in_Rate"), ["name in_Rate: up to 255 letters"]),
    "cell": (name("tax1"), ["name tax1: does not begin with", "name tax1: programs take it for a"]),
    "same name": (
        name("IN_FIRST"),
        ["IN_FIRST: does not", "IN_FIRST: up to", "in_first: 2 of this"],
    ),
}


def findings(path: Path) -> list[str]:
    """Without those about the format, which openpyxl does not keep."""
    return [finding for finding in lint(path, HOUSE) if not finding.startswith("[")]


@pytest.mark.parametrize(("change", "expected"), FAULTS.values(), ids=FAULTS)
def test_fault_is_found(
    tmp_path: Path, change: Callable[[Sheets], object], expected: list[str]
) -> None:
    found = findings(saved(tmp_path / "book.xlsx", change))
    assert len(found) == len(expected), found
    assert all(
        start in finding for start, finding in zip(sorted(expected), sorted(found), strict=True)
    )


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (b"", b"", ["Calc!A2: shows nothing until a program calculates it"]),
        (b"", b"<v></v>", ["Calc!A2: shows nothing until a program calculates it"]),
        (b"", b"<v>nan</v>", ["Calc!A2: shows nan, which is no number"]),
        (b't="e"', b"<v>#NUM!</v>", ["Calc!A2: shows #NUM!"]),
        (b't="str"', b"<v></v>", []),
        (b't="b"', b"<v>1</v>", []),
    ],
)
def test_value_of_a_formula_is_judged(
    tmp_path: Path, kind: bytes, value: bytes, expected: list[str]
) -> None:
    path = saved(tmp_path / "book.xlsx", put("A1", 1))
    shown = rb'(<c r="A2").*?(>.*?</f>)<v>0</v>'
    edited(path, "xl/worksheets/sheet1", shown, rb"\1 " + kind + rb"\2" + value)
    assert findings(path) == expected


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("xl/vbaProject.bin", "a macro"),
        ("xl/externalLinks/externalLink1.xml", "a link to another workbook"),
        ("xl/connections.xml", "a connection to a database"),
        ("xl/embeddings/oleObject1.bin", "a file of another program"),
    ],
)
def test_part_that_does_not_belong_is_found(tmp_path: Path, part: str, what: str) -> None:
    path = saved(tmp_path / "book.xlsx", put("A1", 1))
    with zipfile.ZipFile(path, "a") as package:
        package.writestr(part, b"")
    assert findings(path) == [f"{part}: {what}"]


def test_format_is_audited(tmp_path: Path) -> None:
    path = saved(tmp_path / "book.xlsx", put("A1", "a text"))
    edited(path, "xl/worksheets/sheet1", b"<sheetData>", b"<nonsense/><sheetData>")
    assert any("nonsense" in finding for finding in lint(path, HOUSE))


def test_good_workbook_has_no_findings(tmp_path: Path) -> None:
    book = CleanWorkbook(tmp_path / "good.xlsx")
    sheet = book.add_worksheet("Calc")
    sheet.write_row("A1", [1, 2, "text"])
    sheet.write_formula("A2", "=SUM(A1:B1)", value=3)
    sheet.write_url("A4", "internal:'Calc'!A1", string="up")
    book.define_name("in_first", "=Calc!$A$1")
    sheet.repeat_rows(0)
    book.close()
    assert lint(tmp_path / "good.xlsx", HOUSE) == []


def test_formula_is_seen_from_its_cell() -> None:
    assert relative("B4+Calc!$C$1", 5, 3) == "R[-1]C[-1]+Calc!R1C3"
    assert relative("SUM('In A1'!$F10:H$10)*in_a1", 10, 8) == "SUM('In A1'!R[0]C6:R10C[0])*in_a1"
    assert relative('IF(A:$B,"A1",LOG10(2))', 1, 1) == 'IF(C[0]:C2,"A1",LOG10(2))'


def test_odd_cells_of_a_row_are_found(tmp_path: Path) -> None:
    def change(sheets: Sheets) -> None:
        for column in "BCDEF":
            sheets[0][f"{column}5"] = f"={column}4*$A$1+SUM($B$4:{column}4)"
            sheets[0][f"{column}6"] = f"={column}5"
            sheets[0][f"{column}7"] = f"={column}5"
        sheets[0]["D5"] = "=D4*$A$1+SUM($B$4:C4)"
        sheets[0]["E6"] = 7
        sheets[0]["F6"] = None

    sheet = read(saved(tmp_path / "book.xlsx", change))["Calc"]
    assert row_inconsistencies(sheet, range(5, 8), range(2, 7)) == [
        "Calc!D5: =R[-1]C[0]*R1C1+SUM(R4C2:R[-1]C[-1]), where its row has "
        "=R[-1]C[0]*R1C1+SUM(R4C2:R[-1]C[0])",
        "Calc!E6: a value, where its row has =R[-1]C[0]",
        "Calc!F6: nothing, where its row has =R[-1]C[0]",
    ]
    assert row_inconsistencies(sheet, [5], [2, 3, 5, 6]) == []
