"""`bizcase verify` sees what no cell holds: formats, charts, what-if tables and settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bizcase.report.workbook.export import exported
from bizcase.report.workbook.returned.verify import verified
from tests.cli.conftest import Program, program
from tests.workbook.tampered import rewritten
from tests.workbook.test_mutations import SCENARIO

__all__ = ["program"]  # a fixture
SENSITIVITY = "xl/worksheets/sheet8.xml"
TABLE = rb'<f t="dataTable"[^>]*/>'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("beyond") / "lamp.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return exported(path).content


# By name: the part, a pattern in it, what comes in its place, kind and words of the one finding.
CHANGED = {
    "a text in place of a number": (
        "xl/styles.xml", rb'formatCode="#,##0_[^"]*"', rb'formatCode="&quot;EUR 99.9m&quot;"',
        "format", 'is `"EUR 99.9m"`',
    ),
    "other cells in a chart": (
        "xl/charts/chart1.xml", rb"(<val><numRef><f>\w+!\$[A-Z]\$)\d+", rb"\g<1>6",
        "chart", "any more",
    ),
    "no table": (SENSITIVITY, TABLE, b"", "table", "the what-if table is gone"),
    "another cell is varied": (
        SENSITIVITY, rb'(dataTable[^>]* r1=")[A-Z]+\d+', rb"\g<1>Z99",
        "table", "the what-if table varies Z99 and ",
    ),
    "a larger table": (
        SENSITIVITY, rb'(dataTable[^>]* ref="\w+:)[A-Z]+\d+', rb"\g<1>F99",
        "table", "the what-if table is gone",
    ),
    "numbers as displayed": (
        "xl/workbook.xml", b"<calcPr", b'<calcPr fullPrecision="0"', "setting", "as displayed",
    ),
    "days from 1904": (
        "xl/workbook.xml", b"<workbookPr/", b'<workbookPr date1904="1"/', "setting", "from 1904",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGED)
def test_what_no_cell_holds_is_compared(name: str, good: bytes, tmp_path: Path) -> None:
    path, old, new, kind, said = CHANGED[name]
    changed = rewritten(good, path, lambda part: re.sub(old, new, part, count=1))
    (tmp_path / "x.xlsx").write_bytes(changed)
    found = verified(tmp_path / "x.xlsx").findings
    assert found
    assert {one.kind for one in found} == {kind}
    assert said in " ".join(one.message for one in found)


def test_days_from_1904_do_not_go_back(good: bytes, program: Program, tmp_path: Path) -> None:
    (tmp_path / "lamp.yaml").write_text(SCENARIO, encoding="utf-8")
    path, old, new, *_ = CHANGED["days from 1904"]
    (tmp_path / "x.xlsx").write_bytes(rewritten(good, path, lambda p: p.replace(old, new)))
    shown = program("import", "x.xlsx", "--into", "lamp.yaml", "--dry-run")
    assert shown.status == 1
    assert "counts its days from 1904" in shown.err
    assert "= help: turn off" in shown.err
