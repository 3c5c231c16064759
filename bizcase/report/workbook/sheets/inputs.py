"""The sheet Inputs: every assumption that is one number, in every case, with its range."""

from __future__ import annotations

from datetime import date

from bizcase.engine.model import Input
from bizcase.report.names import said
from bizcase.report.workbook.addresses import Area, letters
from bizcase.report.workbook.book import (
    Cell,
    Content,
    Formula,
    Highlight,
    Sheet,
    Validation,
)
from bizcase.report.workbook.contents import serial
from bizcase.report.workbook.layout.dates import day_format, day_of
from bizcase.report.workbook.layout.names import name_of
from bizcase.report.workbook.layout.places import CASE_ROW, INPUT_HEADINGS, INPUTS
from bizcase.report.workbook.layout.plan import (
    IMPOSSIBLE,
    InputColumns,
    Plan,
    input_layout,
)
from bizcase.report.workbook.layout.sections import Section
from bizcase.report.workbook.look.formats import input_format
from bizcase.report.workbook.look.paper import ROW_HEIGHT
from bizcase.report.workbook.sheets.fixed_inputs import put_constants, put_timeline, put_title
from bizcase.report.workbook.sheets.heading import heading

_TEXTS = {"status": 9, "meaning": 30, "source": 25, "owner": 14, "note": 26}  # widths
_SMALLER = 1.3  # letters of their size in a unit of width
_MOST_LINES = 6


def inputs_sheet(plan: Plan) -> Sheet:
    """Lays out the drop-down, the assumptions by section, the timeline and the constants."""
    sheet = Sheet(INPUTS, tab="amber")
    columns, taken = plan.input_columns, set[str]()
    heading(
        sheet,
        plan,
        "Assumptions",
        "Change the yellow cells only: everything else follows.",
        columns.live,
    )
    _choice(sheet, plan, columns)
    _headings(sheet, plan, columns)
    for row, section in input_layout(plan):
        put_title(sheet, row, section.title, columns)
        for path in section.members:
            _assumption(sheet, plan, path, section, taken)
    _mark_outside(sheet, plan, columns)
    put_timeline(sheet, plan, columns)
    put_constants(sheet, plan, columns)
    for name, column in _named_columns(plan, columns):
        sheet.names[f"tm_{name}"] = sheet.area(INPUT_HEADINGS, column)
    sheet.widths = {1: 36, 2: 14, columns.live: 13}
    sheet.widths |= dict.fromkeys(range(columns.first_case, columns.high + 1), 12)
    sheet.widths |= {getattr(columns, name): width for name, width in _TEXTS.items()}
    sheet.widths |= {columns.key: 34} | dict.fromkeys(range(columns.number, columns.years + 1), 9)
    sheet.freeze = (INPUT_HEADINGS + 1, columns.first_case)
    sheet.repeat_rows = (INPUT_HEADINGS, INPUT_HEADINGS)
    sheet.print_columns = columns.owner
    sheet.sections = [place[0] for place, cell in sheet.cells.items() if _is_title(place, cell)]
    return sheet


def _choice(sheet: Sheet, plan: Plan, columns: InputColumns) -> None:
    """The drop-down that says which case the whole workbook shows."""
    row, live = CASE_ROW, columns.live
    heads = sheet.area(INPUT_HEADINGS, columns.first_case, INPUT_HEADINGS, columns.low - 1)
    sheet.put(row, 1, "Case in use", "label")
    sheet.put(row, 2, "choose from the list", "unit")
    sheet.put(row, live, plan.subject.shown, "choice")
    sheet.put(row + 1, 1, "Number of the case", "label")
    sheet.put(row + 1, 2, None, "unit")
    # Both ends are written even where there is one case: MATCH wants a range.
    first, last = letters(columns.first_case), letters(columns.low - 1)
    inside = f"${first}${INPUT_HEADINGS}:${last}${INPUT_HEADINGS}"
    sheet.put(
        row + 1,
        live,
        Formula(f"MATCH({letters(live)}{row},{inside},0)", float(plan.subject.number_shown + 1)),
        "fixed/whole",
    )
    sheet.validations.append(
        Validation(
            sheet.area(row, live),
            "list",
            source=heads.text,
            title="Case",
            message="Choose one of the cases",
        )
    )
    sheet.names["in_case"] = sheet.area(row, live)


def _headings(sheet: Sheet, plan: Plan, columns: InputColumns) -> None:
    top = INPUT_HEADINGS - 1
    sheet.put(top, columns.first_case, "Cases", "over")
    sheet.put(top, columns.low, "Range", "over")
    sheet.put(INPUT_HEADINGS, columns.label, "Assumption", "header")
    sheet.put(INPUT_HEADINGS, columns.unit, "Unit", "header")
    sheet.put(INPUT_HEADINGS, columns.live, "In use", "header_right")
    sheet.put_row(INPUT_HEADINGS, columns.first_case, plan.subject.cases, "header_right")
    sheet.put_row(INPUT_HEADINGS, columns.low, ("Low", "High"), "header_right")
    words = ("In range", "What it is", "Source", "Owner", "Note", "Key")
    sheet.put_row(INPUT_HEADINGS, columns.status, words, "header")
    sheet.put(INPUT_HEADINGS, columns.status, words[0], "header_center")
    beyond = ("Driver", "Least", "Most", "In years")
    sheet.put_row(INPUT_HEADINGS, columns.number, beyond, "header_right")
    sheet.heights[INPUT_HEADINGS] = 18


def _named_columns(plan: Plan, columns: InputColumns) -> list[tuple[str, int]]:
    cases = [(f"case_{i + 1}", columns.first_case + i) for i in range(len(plan.subject.cases))]
    others = ("low", "high", "source", "owner", "note", "key")
    return [*cases, *((name, getattr(columns, name)) for name in others)]


def is_day(plan: Plan, given: Input) -> bool:
    """Whether an assumption is shown as a calendar date."""
    return given.path in plan.dated


def value_format(plan: Plan, given: Input) -> str:
    """The number format of the values of an assumption."""
    if is_day(plan, given):
        return day_format(plan.model.timeline)
    return "years" if given.kind == "date" else input_format(given)


def _assumption(sheet: Sheet, plan: Plan, path: str, section: Section, taken: set[str]) -> None:
    columns, row = plan.input_columns, plan.inputs[path]
    given = plan.model.inputs[path]
    days = is_day(plan, given)
    number = value_format(plan, given)

    def shown(value: float) -> Content:
        return day_of(value, plan.model.timeline) if days else value

    sheet.put(row, columns.label, said(path, section.prefix), "label")
    sheet.put(row, columns.unit, _unit(plan, given, days), "unit")
    chosen = plan.run.model.inputs[path].value
    assert isinstance(chosen, float)
    live = Formula(_live(plan, row, given), shown_value(shown(chosen)))
    sheet.put(row, columns.live, live, f"live/{number}")
    if days:  # formulas reckon with years
        start, day = _own(plan.fixed_cell("start_date")), f"{letters(columns.live)}{row}"
        years = Formula(f"DAYS360({start},{day})/360", chosen)
        sheet.put(row, columns.years, years, "key/years")
    # A number inside a formula is the same in every case, and has nothing beside it in the file.
    literal = path in plan.subject.literals
    alone = literal or path.endswith(".opening")
    first = letters(columns.first_case)
    for i, model in enumerate(plan.subject.models):
        value = model.inputs[path].value
        assert isinstance(value, float)
        if i and value == given.value:
            content: Content = Formula(f"{first}{row}", shown_value(shown(value)))
            style = f"{'formula' if literal else 'follow'}/{number}"
        else:
            content, style = shown(value), f"input/{number}"
        sheet.put(row, columns.first_case + i, content, style)
    ends = (given.range.low, given.range.high) if given.range else (None, None)
    for column, end in zip((columns.low, columns.high), ends, strict=True):
        role = "formula" if alone else "input"
        sheet.put(row, column, None if end is None else shown(end), f"{role}/{number}")
    _status(sheet, plan, row, given, days)
    sheet.put(row, columns.meaning, given.doc, "note_wide")
    for column, text in (
        (columns.source, given.origin.source),
        (columns.owner, given.origin.owner),
        (columns.note, given.origin.note),
    ):
        sheet.put(row, column, text or None, "note_wide" if alone else "input_text")
    _height(sheet, row, columns)
    sheet.put(row, columns.key, path, "key")
    number_text = plan.drivers.index(path) + 1 if given.range else None
    sheet.put(row, columns.number, None if number_text is None else float(number_text), "key/whole")
    sheet.names[name_of("in", path, taken)] = sheet.area(row, columns.live)
    _bounds(sheet, plan, given, row, days)


def shown_value(content: Content) -> float | str | None:
    """What a program that does not calculate shows: a date as its number of days."""
    if isinstance(content, date):
        return float(serial(content))
    assert not isinstance(content, Formula)
    return content


def _unit(plan: Plan, given: Input, days: bool) -> str:
    if given.kind == "date":
        return "date" if days else "years from start"
    return given.quoting.text(plan.model.currency).replace("number", "")


def _height(sheet: Sheet, row: int, columns: InputColumns) -> None:
    """As high as the longest of the texts in a row, in their columns."""
    texts = [(w, sheet.cells[row, getattr(columns, name)].content) for name, w in _TEXTS.items()]
    lines = max(len(text) // (width * _SMALLER) for width, text in texts if isinstance(text, str))
    if lines:
        sheet.heights[row] = ROW_HEIGHT + 12 * min(lines, _MOST_LINES - 1)


def _is_title(place: tuple[int, int], cell: Cell) -> bool:
    return place[1] == 1 and cell.style == "section"


def _live(plan: Plan, row: int, given: Input) -> str:
    """The value of the case in use; in the tornado the low or high one of the driver under test."""
    columns = plan.input_columns
    first, last = letters(columns.first_case), letters(columns.low - 1)
    chosen = f"INDEX({first}{row}:{last}{row},1,{_own(plan.case_number)})"
    if columns.cases > 1:  # a case without a value of its own follows the base case
        chosen = f'IF({chosen}="",{first}{row},{chosen})'
    if plan.live_tornado and given.range:
        low, high, own = (f"{letters(c)}{row}" for c in (columns.low, columns.high, columns.number))
        driver, side = plan.tested_driver.text, plan.tested_side.text
        chosen = f"IF(AND({driver}>0,{driver}={own}),IF({side}=1,{low},{high}),{chosen})"
    return chosen


def _own(area: Area) -> str:
    return area.text.partition("!")[2]


def _status(sheet: Sheet, plan: Plan, row: int, given: Input, days: bool) -> None:
    """Whether the value in use is within its bounds and its range."""
    columns = plan.input_columns
    for column, bound in zip((columns.least, columns.most), given.bounds, strict=True):
        sheet.put(row, column, None if days else bound, "key")
    bounded = not days and given.bounds != (None, None)
    if given.range is None and not bounded:
        sheet.put(row, columns.status, None, "status")
        return
    low, high, least, most, live = (
        f"{letters(column)}{row}"
        for column in (columns.low, columns.high, columns.least, columns.most, columns.live)
    )
    text = '""'
    if given.range is not None:
        text = f'IF({live}<{low},"outside",IF({live}>{high},"outside","ok"))'
    if bounded:
        beyond = [f"{live}<{least}"] if given.bounds[0] is not None else []
        beyond += [f"{live}>{most}"] if given.bounds[1] is not None else []
        text = f'IF(OR({",".join(beyond)}),"{IMPOSSIBLE}",{text})'
    sheet.put(row, columns.status, Formula(text), "status")


def _mark_outside(sheet: Sheet, plan: Plan, columns: InputColumns) -> None:
    """Values outside of their range stand out."""
    if plan.inputs:
        first, last = min(plan.inputs.values()), max(plan.inputs.values())
        area = sheet.area(first, columns.status, last, columns.status)
        own = f"${letters(columns.status)}{first}"
        sheet.highlights += [
            Highlight(area, f'{own}="{IMPOSSIBLE}"', "bad"),
            Highlight(area, f'{own}="outside"', "warning"),
        ]


def _bounds(sheet: Sheet, plan: Plan, given: Input, row: int, days: bool) -> None:
    columns = plan.input_columns
    area = sheet.area(row, columns.first_case, row, columns.high)
    if days:
        sheet.validations.append(
            Validation(
                area, "date", title="A date", message="The first day of a month, such as 2027-07-01"
            )
        )
        return
    least, greatest = given.bounds
    if least is None and greatest is None:
        return
    limits = [
        f"at least {least:g}" if least is not None else "",
        f"at most {greatest:g}" if greatest is not None else "",
    ]
    words = " and ".join(limit for limit in limits if limit)
    sheet.validations.append(
        Validation(area, "decimal", least=least, greatest=greatest, title="Limits", message=words)
    )
