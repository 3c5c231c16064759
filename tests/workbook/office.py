"""Works LibreOffice for the tests: requests come in and answers go out as lines of JSON.

`libreoffice.py` starts it as `office.py SOFFICE FOLDER` with the Python that has LibreOffice's
bridge, `uno`; FOLDER is for LibreOffice's settings. When its input ends, both end.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uno

PATIENCE = 120  # seconds for the start
NEVER_ASK = {"Hidden": True, "MacroExecutionMode": 0, "UpdateDocMode": 0}
FORMULAS = uno.getConstantByName("com.sun.star.sheet.CellFlags.FORMULA")
ERRORS = uno.getConstantByName("com.sun.star.sheet.FormulaResult.ERROR")
EXCELS_ENGLISH = uno.getConstantByName("com.sun.star.sheet.FormulaLanguage.XL_ENGLISH")
EXCELS_ADDRESSES = uno.getConstantByName("com.sun.star.sheet.AddressConvention.XL_A1")
# A file that was open when a LibreOffice was killed can be opened again.
NO_LOCKS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="UseDocumentOOoLockFile"
 oor:op="fuse"><value>false</value></prop></item>
</oor:items>
"""
ALL_WORDS = 0x7FFFFFFF  # names of functions, separators, everything else


def launch(soffice: str, folder: str, pipe: str) -> subprocess.Popen[bytes]:
    settings = Path(folder, "user", "registrymodifications.xcu")
    if not settings.exists():
        settings.parent.mkdir(exist_ok=True)
        settings.write_text(NO_LOCKS, encoding="utf-8")
    place = f"-env:UserInstallation={uno.systemPathToFileUrl(folder)}"
    quiet = subprocess.DEVNULL
    return subprocess.Popen(
        [soffice, place, "--headless", "--norestore", "--nodefault", f"--accept={pipe}"],
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
    )


def connect(process: subprocess.Popen[bytes], pipe: str) -> Any:
    """Waits for LibreOffice and returns its desktop, which opens files."""
    here = uno.getComponentContext()
    create = here.ServiceManager.createInstanceWithContext
    resolver = create("com.sun.star.bridge.UnoUrlResolver", here)
    not_yet = uno.getClass("com.sun.star.connection.NoConnectException")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            there = resolver.resolve(f"uno:{pipe}StarOffice.ComponentContext")
            break
        except not_yet as error:
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("LibreOffice does not start") from error
            time.sleep(0.05)
    return there.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", there)


def options(**values: object) -> tuple[Any, ...]:
    made = []
    for name, value in values.items():
        option = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        option.Name, option.Value = name, value
        made.append(option)
    return tuple(made)


@contextmanager
def opened(desktop: Any, path: str) -> Iterator[Any]:
    """A workbook with its protection taken off, which would swallow edits without a word."""
    url = uno.systemPathToFileUrl(path)
    book = desktop.loadComponentFromURL(url, "_blank", 0, options(**NEVER_ASK))
    if book is None:
        raise ValueError(f"LibreOffice cannot open {path}")
    try:
        for sheet in book.Sheets:
            sheet.unprotect("")
        yield book
    finally:
        book.close(True)


def save(book: Any, path: str, kind: str) -> None:
    book.storeToURL(uno.systemPathToFileUrl(path), options(FilterName=kind))


def tokens(book: Any, cell: Any, formula: str) -> Any:
    """A formula as Excel writes it, read for a cell."""
    parser = book.createInstance("com.sun.star.sheet.FormulaParser")
    words = book.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
    parser.CompileEnglish = True
    parser.FormulaConvention = EXCELS_ADDRESSES
    parser.OpCodeMap = words.getAvailableMappings(EXCELS_ENGLISH, ALL_WORDS)
    return parser.parseFormula(formula, cell.CellAddress)


def put(book: Any, sheet: str, address: str, value: float | str | None) -> None:
    cell = book.Sheets[sheet].getCellRangeByName(address)
    if value is None:
        cell.setFormula("")
    elif not isinstance(value, str):
        cell.setValue(float(value))
    elif value.startswith("="):
        cell.setTokens(tokens(book, cell, value[1:]))
    else:
        cell.setString(value)


def undo(book: Any, sheet: str, address: str) -> Callable[[], None]:
    """Call the result to give a cell back what it holds now."""
    cell = book.Sheets[sheet].getCellRangeByName(address)
    kind = cell.Type.value
    if kind == "FORMULA":
        formula = cell.getTokens()
        return lambda: cell.setTokens(formula)
    value = {"EMPTY": None, "VALUE": cell.Value, "TEXT": cell.String}[kind]
    if isinstance(value, str):
        return lambda: cell.setString(value)
    return lambda: put(book, sheet, address, value)


def letters(column: int) -> str:
    """A, B, ... Z, AA for 0, 1, ... 25, 26."""
    text = ""
    while column >= 0:
        column, last = divmod(column, 26)
        text = chr(ord("A") + last) + text
        column -= 1
    return text


def cells(ranges: Any) -> Iterator[tuple[int, int]]:
    for area in ranges.RangeAddresses:
        for row in range(area.StartRow, area.EndRow + 1):
            for column in range(area.StartColumn, area.EndColumn + 1):
                yield row, column


def results(sheet: Any) -> tuple[dict[str, Any], dict[str, str]]:
    """The values of a sheet's formulas, and the errors among them, by address.

    All values of a sheet are read at once: asking for them one by one is a hundred times slower.
    """
    formulas = list(cells(sheet.queryContentCells(FORMULAS)))
    if not formulas:
        return {}, {}
    last_row, last_column = max(row for row, _ in formulas), max(c for _, c in formulas)
    table = sheet.getCellRangeByPosition(0, 0, last_column, last_row).getDataArray()
    names = [letters(column) for column in range(last_column + 1)]
    values = {f"{names[column]}{row + 1}": table[row][column] for row, column in formulas}
    errors = {
        f"{names[column]}{row + 1}": sheet.getCellByPosition(column, row).String
        for row, column in cells(sheet.queryFormulaCells(ERRORS))
    }
    return values, errors


def calculate(desktop: Any, path: str, scenarios: list[Any], sheets: list[str]) -> object:
    answers = []
    with opened(desktop, path) as book:
        for edits in scenarios:
            back = [undo(book, sheet, address) for sheet, address, _ in edits]
            for edit in edits:
                put(book, *edit)
            book.calculateAll()  # else the values that stand in the file are believed
            answers.append({name: results(book.Sheets[name]) for name in sheets or names(book)})
            for step in reversed(back):
                step()
    return answers


def names(book: Any) -> list[str]:
    return list(book.Sheets.ElementNames)


def insert_rows(book: Any, sheet: str, row: int, count: int) -> None:
    book.Sheets[sheet].Rows.insertByIndex(row - 1, count)


def insert_columns(book: Any, sheet: str, column: str, count: int) -> None:
    first = book.Sheets[sheet].getCellRangeByName(f"{column}1").CellAddress.Column
    book.Sheets[sheet].Columns.insertByIndex(first, count)


def rename_sheet(book: Any, sheet: str, name: str) -> None:
    book.Sheets[sheet].setName(name)


ACTIONS: dict[str, Callable[..., None]] = {
    "insert rows": insert_rows,
    "insert columns": insert_columns,
    "rename sheet": rename_sheet,
    "set": put,
}


def rework(desktop: Any, path: str, out: str, actions: list[Any]) -> None:
    with opened(desktop, path) as book:
        for action, *arguments in actions:
            ACTIONS[action](book, *arguments)
        book.calculateAll()
        save(book, out, "Calc MS Excel 2007 XML")


def render(desktop: Any, path: str, out: str) -> None:
    with opened(desktop, path) as book:
        book.calculateAll()
        save(book, out, "calc_pdf_Export")


REQUESTS: dict[str, Callable[..., object]] = {
    "calculate": calculate,
    "rework": rework,
    "render": render,
}


def serve(desktop: Any) -> None:
    gone = uno.getClass("com.sun.star.lang.DisposedException")
    for line in sys.stdin:
        request, *arguments = json.loads(line)
        try:
            answer = {"done": REQUESTS[request](desktop, *arguments)}
        except gone:
            raise
        except Exception:
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), flush=True)


def main(soffice: str, folder: str) -> None:
    pipe = f"pipe,name=bizcase-{os.getpid()};urp;"
    try:
        process = launch(soffice, folder, pipe)
        desktop = connect(process, pipe)
        serve(desktop)
        desktop.terminate()
        process.wait(10)
    except Exception:
        traceback.print_exc()
    finally:
        os.killpg(0, signal.SIGKILL)  # what is left of LibreOffice, and itself


if __name__ == "__main__":
    main(*sys.argv[1:])
