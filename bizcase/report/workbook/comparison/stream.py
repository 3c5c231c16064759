"""Flows on a sheet of their own: their rows, and below them what measures compute of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bizcase.formula.render.excel import literal
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Sheet
from bizcase.report.workbook.formulas.templates import Templates
from bizcase.report.workbook.layout.literals import KEPT
from bizcase.report.workbook.layout.places import (
    HEADER,
    LABEL,
    OPENING,
    PERIODS_ON_A_PAGE,
    TOTAL,
)
from bizcase.report.workbook.layout.plan import CONVERSIONS, Plan
from bizcase.report.workbook.layout.returns_places import (
    ReturnsPlaces,
    place_measures,
    place_results,
    place_workings,
)
from bizcase.report.workbook.layout.subject import Subject
from bizcase.report.workbook.sheets.calc import title
from bizcase.report.workbook.sheets.returns import (
    describe,
    put_headings,
    put_items,
    set_widths,
    shown,
)
from bizcase.study.measures.registry import MEASURES
from bizcase.study.measures.sheet_part import SheetPart, Shown

_FIRST = HEADER + 3


@dataclass(frozen=True)
class FlowRow:
    """A row of flows: what stands in each column, None for nothing."""

    name: str
    label: str
    shown: Shown
    contents: Sequence[Content]
    total: bool = False


@dataclass
class Stream(Plan):
    """Where the rows of flows stand on their sheet, and all that is computed of them.

    It is a plan for those who write the sheet Returns; numbers of the method stand on the sheet
    itself.
    """

    columns: int = 0
    horizon: str = ""  # the cell with the years of operation

    @property
    def last(self) -> int:
        """The last column of the flows."""
        return OPENING + self.columns - 1

    @property
    def pages_wide(self) -> int:
        """On so many pages the columns are printed side by side."""
        return -(-self.columns // PERIODS_ON_A_PAGE)

    def number(self, value: float) -> str:
        """A number as it stands in a formula: itself, or a cell of this sheet."""
        if value in KEPT or value in CONVERSIONS:
            return literal(value)
        row = self.constants.setdefault(value, self.first_constant + len(self.constants))
        return f"${letters(TOTAL)}${row}"


def stream_of(
    subject: Subject,
    rows: Iterable[str],
    columns: int,
    part: SheetPart | None = None,
    horizon: str = "",
) -> Stream:
    """The places of these rows and below them of all measures, or of what a `part` computes.

    `horizon` is the cell with the years of operation, which measures need.
    """
    places = ReturnsPlaces()
    row = _FIRST
    for row, name in enumerate(rows, _FIRST):
        places.rows[name] = row
    if part is None:
        row = place_measures(places, MEASURES.values(), row + 2)
        parts = {measure.label: measure.sheet for measure in MEASURES.values()}
    else:
        row = place_results(places, "Results", part.further, row + 2)
        parts = {"Rates at which both are worth the same": part}
    row = place_workings(places, parts, row, {"always"}, columns)
    stream = Stream(subject, False, returns=places, columns=columns, horizon=horizon)
    stream.first_constant = row + 2
    return stream


def _of_later_flows(stream: Stream) -> dict[str, str]:
    """What measures read elsewhere: flows may begin later than at the time 0."""
    lasting = Templates(stream).filled("({last_flow}-{cash_time:first})")
    return {"last_flow": lasting, "horizon": stream.horizon}


def put_stream(
    sheet: Sheet,
    stream: Stream,
    headings: Iterable[str],
    rows: Sequence[FlowRow],
    known: Mapping[str, float | None],
) -> None:
    """Fills the sheet; `known` are the values of the measures, if it has them."""
    put_headings(sheet, headings)
    title(sheet, stream, _FIRST - 1, "Flows")
    for each in rows:
        row, look = stream.returns.rows[each.name], shown(stream, each.shown)
        end = "_total" if each.total else ""
        describe(sheet, stream, row, each.label, each.name, each.shown)
        sheet.put(row, LABEL, each.label, f"label{end}")
        sheet.put(row, TOTAL, None, f"{'total' if each.total else 'formula'}/{look}")
        role = "total" if each.total else "cross"
        sheet.put_row(row, OPENING, each.contents, f"{role}/{look}")
    put_items(sheet, stream, known, _of_later_flows(stream) if known else {})
    set_widths(sheet, stream)
    sheet.names.clear()
    if stream.constants:
        title(sheet, stream, stream.first_constant - 1, "Numbers of the method")
        for value, row in stream.constants.items():
            sheet.put(row, LABEL, "Number in a formula", "label")
            sheet.put(row, TOTAL, value, "fixed/general")
    sheet.pages_wide, sheet.print_columns = stream.pages_wide, max(stream.last, OPENING + 8)
    sheet.print_rows = max(stream.returns.results.values())
