"""What a simulation in the workbook was made of, and whether the workbook still says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.formulas.assumption_checks import STALE
from bizcase.report.workbook.layout.dates import day_of
from bizcase.report.workbook.layout.places import ADJUSTMENTS, INPUTS, OPENING, SIMULATED
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.formats import money_format
from bizcase.report.workbook.proof.expected import gross_worth
from bizcase.report.workbook.sheets.adjustments import adjustments_sheet
from bizcase.report.workbook.sheets.inputs import is_day, value_format
from bizcase.report.workbook.sheets.series import series_sheet
from bizcase.report.workbook.sheets.tiles import put_tile

IN_STEP = "in step"
LABEL, THEN, LOW, HIGH, DIFFERS = 1, 3, 4, 5, 2  # columns of the list
_SAME = 1e-9  # of the sum of the discounted flows: what rounding may move the NPV by
_ROW, _DIFFERING = SIMULATED
_NOW = 8  # the column of the tile with the NPV of the workbook


def put_basis(sheet: Sheet, plan: Plan, row: int) -> None:
    """The list of all values in use, from a row on, and the flag above everything."""
    sheet.put(row, LABEL, "What it was made of", "section")
    sheet.put_row(row, DIFFERS, [None] * (HIGH - DIFFERS + 1), "section")
    sheet.put(row + 1, LABEL, "Case", "label")
    sheet.put(row + 1, THEN, plan.subject.shown, "static/text_right")
    case = f"{letters(THEN)}{row + 1}"
    sheet.put(
        row + 1, DIFFERS, Formula(f"IF({plan.case_cell.text}={case},0,1)", 0.0), "formula/whole"
    )
    sheet.put(row + 2, LABEL, "Net present value", "label")
    npv = plan.run.measures["npv"]
    sheet.put(row + 2, THEN, "n/a" if npv is None else npv, f"static/{money_format(plan.model)}")
    size = gross_worth(plan.run.flows)
    sheet.put(row + 2, LOW, size, f"static/{money_format(plan.model)}")
    sheet.put(row + 2, HIGH, "is the sum of all discounted flows, without their signs", "note")
    worth = _worth(plan, f"{letters(THEN)}{row + 2}", f"{letters(LOW)}{row + 2}")
    sheet.put(row + 2, DIFFERS, Formula(worth, 0.0), "formula/whole")
    heads = row + 3
    sheet.put(heads, LABEL, "Value in use", "header")
    sheet.put_row(heads, DIFFERS, ("Differs now", "Then", "Low", "High"), "header_right")
    last = heads
    for last, line in enumerate(_lines(plan), heads + 1):
        sheet.put(last, LABEL, line.name, "label")
        sheet.put_row(last, THEN, line.then, f"static/{line.look}")
        first, end = letters(THEN), letters(THEN + len(line.then) - 1)
        text = line.same(f"{first}{last}:{end}{last}", f"{first}{last}", last)
        sheet.put(last, DIFFERS, Formula(text, 0.0), "formula/whole")
    differing = f"{letters(DIFFERS)}{heads + 1}:{letters(DIFFERS)}{max(last, heads + 1)}"
    cells = [f"{letters(DIFFERS)}{at}" for at in (row + 1, row + 2)]
    _flag(sheet, plan, differing, cells[0], cells[1])


def _flag(sheet: Sheet, plan: Plan, differing: str, case: str, npv: str) -> None:
    """In step or STALE, how many values differ, and the net present value then and now."""
    count = f"{letters(_DIFFERING)}{_ROW}"
    said = (
        f'IF({count}>0,"{STALE}: "&{count}&IF({count}=1," input differs"," inputs differ"),{{0}})'
    )
    calculation = f'IF({npv}=0,"{IN_STEP}","{STALE}: the calculation differs")'
    number = f'IF(ISNUMBER({count}),{said.format(calculation)},"{STALE}: a value is no number")'
    text = f'IF({case}=0,{number},"{STALE}: another case is in use")'
    unit = plan.model.currency
    now = plan.measure_cell("npv").text
    base = plan.run.measures["npv"]
    then: Content = "n/a" if base is None else base
    put_tile(
        sheet, _ROW - 1, 1, _DIFFERING - 1, "In step with this workbook?",
        Formula(text, IN_STEP), "tile_value",
    )  # fmt: skip
    put_tile(
        sheet, _ROW - 1, _DIFFERING, _DIFFERING + 1, "Inputs that differ",
        Formula(f"SUM({differing})", 0.0), "tile_value/whole",
    )  # fmt: skip
    for column, words, value in (
        (_NOW - 2, f"Base NPV then, {unit}", then),
        (_NOW, f"Base NPV now, {unit}", Formula(now)),
    ):
        put_tile(sheet, _ROW - 1, column, column + 1, words, value, "tile_value/short_money")
    sheet.heights |= {_ROW - 1: 18, _ROW: 27}
    area = sheet.area(_ROW, 1, _ROW, _DIFFERING - 1)
    first = f"$A${_ROW}"
    sheet.highlights += [
        Highlight(area, f'{first}="{IN_STEP}"', "good"),
        Highlight(area, f'{first}<>"{IN_STEP}"', "bad"),
    ]
    sheet.names["out_simulation"] = sheet.area(_ROW, 1)


def _worth(plan: Plan, then: str, size: str) -> str:
    """1 where the net present value differs, as formula."""
    now = plan.measure_cell("npv").text
    close = f"IF(ABS({now}-{then})<={plan.number(_SAME)}*{size},0,1)"
    return f"IF(ISNUMBER({now}),IF(ISNUMBER({then}),{close},1),IF(ISNUMBER({then}),1,0))"


@dataclass(frozen=True)
class _Line:
    """Values as they were, and the area in which they stand now; `ends` are low and high."""

    name: str
    then: Sequence[Content]
    now: Area
    look: str
    ends: Area | None = None

    def same(self, kept: str, first: str, row: int) -> str:
        """The formula that is 0 where nothing has changed; of a series how many values have."""
        if self.ends is None:
            return f"SUMPRODUCT(({self.now.span}<>{kept})*1)"
        value = f"{self.now.text}={first}"
        low, high = (letters(column) for column in (LOW, HIGH))
        if len(self.then) == 1:  # without a range, and none was added
            return f"IF(AND({value},COUNT({self.ends.text})=0),0,1)"
        here = [
            Area(INPUTS, self.ends.row, column, self.ends.row, column).text
            for column in (self.ends.column, self.ends.last_column)
        ]
        return f"IF(AND({value},{here[0]}={low}{row},{here[1]}={high}{row}),0,1)"


def _lines(plan: Plan) -> Iterator[_Line]:
    columns, timeline = plan.input_columns, plan.model.timeline
    for path, row in plan.inputs.items():
        given, chosen = plan.model.inputs[path], plan.run.model.inputs[path].value
        ends = (given.range.low, given.range.high) if given.range else ()
        days = is_day(plan, given)
        assert isinstance(chosen, float)
        yield _Line(
            path,
            [day_of(value, timeline) if days else value for value in (chosen, *ends)],
            Area(INPUTS, row, columns.live, row, columns.live),
            value_format(plan, given),
            Area(INPUTS, row, columns.low, row, columns.high),
        )
    cells = series_sheet(plan).cells
    for place in plan.series.values():
        for live in filter(None, (place.values, place.dates)):
            shown = [cells[live, OPENING + i] for i in range(place.width)]
            then = [c.content.value if isinstance(c.content, Formula) else None for c in shown]
            look = shown[0].style.partition("/")[2]
            yield _Line(place.path, then, place.area(live), look)
    by_hand = adjustments_sheet(plan).cells
    for path, row in plan.adjustments.items():
        shown = [by_hand[row, column] for column in range(OPENING, plan.last_operating + 1)]
        area = Area(ADJUSTMENTS, row, OPENING, row, plan.last_operating)
        then = [c.content if isinstance(c.content, float) else None for c in shown]
        yield _Line(path, then, area, money_format(plan.model))
