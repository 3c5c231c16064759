"""The sheet Comparison: the options side by side, what each brings beyond another, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.tables.alignment import common_ground
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.comparison.charts import put_charts
from bizcase.report.workbook.comparison.lettered import title_of
from bizcase.report.workbook.comparison.marks import put_marks
from bizcase.report.workbook.comparison.side_by_side import (
    COMPARISON,
    FIRST,
    LABEL,
    LABELS,
    UNIT,
    SideBySide,
    across,
)
from bizcase.report.workbook.comparison.yearly_flows import put_yearly_flows
from bizcase.report.workbook.layout.places import CHECKS, FAILING_CHECKS
from bizcase.report.workbook.look.formats import money_format, unit_text
from bizcase.report.workbook.sheets.heading import with_room
from bizcase.report.workbook.sheets.tiles import put_tile
from bizcase.study.comparison.crossover_sheet import CROSSOVERS, RATE
from bizcase.study.comparison.option import EXPECTED, NOTHING
from bizcase.study.measures.registry import MEASURES
from bizcase.units import MONEY

_TILES, _TABLE = 4, 7
_FORMATS = {"share": "percent", "years": "years", "ratio": "decimal"}
_UNITS = {"share": "%", "years": "years", "ratio": "x"}
_SUBTITLE = (
    "Live: change the yellow cells of an option, or choose one of its cases, on its sheet Inputs."
)
_OF_BEYOND = {
    "incremental_irr": ("Incremental internal rate of return", "percent_fine"),
    "crossovers": ("Crossover rates, how many", "whole"),
    **{
        f"{RATE}_{n}": (f"Crossover rate {n}" if n > 1 else "Crossover rate", "percent_fine")
        for n in range(1, CROSSOVERS + 1)
    },
}


def comparison_sheet(place: SideBySide) -> Sheet:
    """Lays out tables, charts and checks."""
    sheet = Sheet(COMPARISON, tab="teal")
    found = place.found
    sheet.put(1, LABEL, "Comparison", "title")
    sheet.put(2, LABEL, f"{_SUBTITLE} Amounts in {found.currency}.", "note")
    sheet.heights[1] = 30
    row = _options(sheet, place, _TABLE)
    row = _measures(sheet, place, row)
    row = _beyond(sheet, place, row + 1)
    row = _checks(sheet, place, row + 1)
    put_charts(sheet, place, _TABLE, row)
    row = put_yearly_flows(sheet, place, row + 1)
    for line in common_ground(found):
        row += 1
        sheet.put(row, LABEL, line, "note")
    put_marks(sheet, place)
    _tiles(sheet, place)
    sheet.widths = {LABEL: 40, UNIT: 13}
    sheet.widths |= dict.fromkeys(range(FIRST, place.mark(place.nothing) + 2), 13)
    sheet.widths[place.best] = 18
    sheet.freeze = (_TABLE + 1, FIRST)
    sheet.print_columns, sheet.print_rows, sheet.pages_tall = place.last, row, 1
    return with_room(sheet)


def _heads(sheet: Sheet, place: SideBySide, row: int, words: str) -> None:
    """The names of the options above their columns."""
    sheet.put_row(row, LABEL, (words, "Unit"), "header")
    names = [part.option.name for part in place.parts]
    sheet.put_row(row, FIRST, (*names, NOTHING), "header_right")
    sheet.put(row, place.best, "Best", "header")
    sheet.heights[row] = 15.0 * max(2, 1 + max(len(name) for name in names) // 13)


def _options(sheet: Sheet, place: SideBySide, row: int) -> int:
    """What each option is; gives the next row."""
    _heads(sheet, place, row, "Option")
    place.rows["name"] = row

    def case(column: int) -> Content:
        part = place.parts[column]
        return Formula(part.area(part.plan.case_cell).text)

    def rate(column: int) -> Content:
        return Formula(place.parts[column].case("discount_rate", 0))

    def life(column: int) -> Content:
        part = place.parts[column]
        return Formula(part.area(part.plan.fixed_cell("horizon")).text)

    lines = (
        ("sheets", "Its sheets begin with", "", "fixed/text_right", lambda c: _letter(place, c)),
        ("case", "Case in use", "", "cross/text_right", case),
        ("rate", "Discount rate, effective", "%/year", "cross/percent", rate),
        ("start", "Starts", "", "fixed/text_right", lambda c: _start(place, c)),
        ("life", "In operation", "years", "cross/years", life),
    )
    for name, words, unit, style, content in lines:
        row += 1
        place.rows[name] = row
        sheet.put_row(row, LABEL, (words,), "label")
        sheet.put(row, UNIT, unit, "unit")
        for column in range(len(place.parts)):
            sheet.put(row, FIRST + column, content(column), style)
        sheet.put_row(row, place.nothing, (None, None), "label")
    return row + 1


def _letter(place: SideBySide, column: int) -> str:
    return title_of(place.parts[column].letter, "")


def _start(place: SideBySide, column: int) -> str:
    start = place.parts[column].plan.model.timeline.start
    return f"{start[0]}-{start[1]:02d}" if start else "Year 1"


def _measures(sheet: Sheet, place: SideBySide, row: int) -> int:
    """Every measure of every option, and of doing nothing; gives the next row."""
    model = place.parts[0].plan.model
    for name, measure in MEASURES.items():
        money = measure.unit == "money"
        look = money_format(model) if money else _FORMATS[measure.unit]
        unit = unit_text(MONEY, model) if money else _UNITS[measure.unit]
        place.rows[name] = row
        sheet.put(row, LABEL, measure.label, "label_strong" if name == place.measure else "label")
        sheet.put(row, UNIT, unit, "unit")
        for column, part in enumerate(place.parts, FIRST):
            sheet.put(row, column, Formula(part.measure(name).text), f"cross/{look}")
        nothing = place.found.nothing.measures[name]
        sheet.put(row, place.nothing, "n/a" if nothing is None else nothing, f"fixed/{look}")
        sheet.put(row, place.best, None, "label_indent")
        row += 1
    if place.measure == EXPECTED:
        place.rows[EXPECTED] = row
        sheet.put(row, LABEL, "Expected value, when written", "label_strong")
        sheet.put(row, UNIT, unit_text(MONEY, model), "unit")
        for column, one in enumerate((*place.found.options, place.found.nothing), FIRST):
            value = one.expected
            style = f"static/{money_format(model)}"
            sheet.put(row, column, "n/a" if value is None else value, style)
        row += 1
    return row


def _beyond(sheet: Sheet, place: SideBySide, row: int) -> int:
    """What each option brings beyond one of them; gives the next row."""
    against = place.found.against.name
    model = place.parts[0].plan.model
    sheet.put_row(row, LABEL, (f"Beyond {against}", "Unit"), "header")
    sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "header_right")
    by_letter = {one.option.letter: one for one in place.increments}
    for part in place.parts:
        if part.letter in by_letter:
            column = place.column(part.letter)
            sheet.put(row, column, by_letter[part.letter].words, "header_right")
    figures = {
        "incremental_npv": ("Incremental net present value", money_format(model)),
        **_OF_BEYOND,
    }
    for name, (words, look) in figures.items():
        row += 1
        place.rows[name] = row
        money = name == "incremental_npv"
        sheet.put(row, LABEL, words, "label_strong" if money else "label")
        unit = unit_text(MONEY, model) if money else "" if look == "whole" else "%/year"
        sheet.put(row, UNIT, unit, "unit")
        sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "fixed")
        for letter, one in by_letter.items():
            text = _incremental_npv(place, letter) if money else one.result(name).text
            sheet.put(row, place.column(letter), Formula(text), f"cross/{look}")
    first = place.rows["incremental_npv"]
    area = sheet.area(first, LABEL, row, place.nothing)
    missing = f"COUNT({across(first, FIRST, place.nothing)})=0"
    sheet.highlights.append(Highlight(area, missing, "quiet"))
    return row + 1


def _incremental_npv(place: SideBySide, letter: str) -> str:
    row, own = place.rows["npv"], place.column(letter)
    base = place.nothing
    if place.found.against is not place.found.nothing:
        base = FIRST + place.found.options.index(place.found.against)
    ours, theirs = f"{letters(own)}{row}", f"{letters(base)}{row}"
    return f'IF(AND(ISNUMBER({ours}),ISNUMBER({theirs})),{ours}-{theirs},"n/a")'


def _checks(sheet: Sheet, place: SideBySide, row: int) -> int:
    """What must hold; gives the next row. The differences by year are filled in with them."""
    sheet.put_row(row, LABEL, ("Checks", None), "header")
    sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "header_right")
    lines = (
        ("failing", "Checks of the option that fail"),
        ("years_apart", "Differences by year that do not add up"),
    )
    for name, words in lines:
        row += 1
        place.rows[name] = row
        sheet.put_row(row, LABEL, (words, None), "label")
        sheet.put_row(row, FIRST, [None] * (place.best - FIRST), "fixed/whole")
        status = f'IF(SUM({across(row, FIRST, place.nothing)})=0,"ok","FAIL")'
        sheet.put(row, place.best, Formula(status), "status")
    for part in place.parts:
        failing = Formula(f"{title_of(part.letter, CHECKS)}!{FAILING_CHECKS}")
        sheet.put(place.rows["failing"], place.column(part.letter), failing, "cross/whole")
    area = sheet.area(row - 1, place.best, row)
    first = f"{letters(place.best)}{row - 1}"
    sheet.highlights += [
        Highlight(area, f'{first}="FAIL"', "bad"),
        Highlight(area, f'{first}="ok"', "good"),
    ]
    both = area.text.partition("!")[2]
    text = f'COUNTIF({both},"FAIL")'
    said = f'IF({text}=0,"All checks pass",{text}&" checks FAIL")'
    sheet.put(1, FIRST, Formula(said), "flag_wide")
    return row + 1


def _tiles(sheet: Sheet, place: SideBySide) -> None:
    """The best, what it is worth, by how much it leads, and whether all is well."""
    row, label = place.rows[place.measure], LABELS.get(place.measure, "Expected value")
    best = f"{letters(place.best)}{row}"
    top, options = f"{letters(place.top)}{row}", across(row, FIRST, place.nothing)
    second = f"${letters(place.top + 1)}${place.rows['name'] - 1}"
    lead = f'IF(COUNT({options})>1,{top}-LARGE({options},{second}),"n/a")'
    tiles: tuple[tuple[str, str, str], ...] = (
        (f"Highest {label[:1].lower()}{label[1:]}", best, ""),
        (f"{label}, {place.found.currency}", top, "/short_money"),
        (f"More than the next, {place.found.currency}", lead, "/short_money"),
    )
    for (first, last), (words, text, look) in zip(_spans(place), tiles, strict=False):
        put_tile(sheet, _TILES, first, last, words, Formula(text), f"tile_value{look}")
    sheet.heights |= {_TILES: 18, _TILES + 1: 27}


def _spans(place: SideBySide) -> Iterator[tuple[int, int]]:
    """The columns of the tiles."""
    yield LABEL, UNIT
    yield FIRST, FIRST + 1
    yield FIRST + 2, place.best + (place.best == FIRST + 2)
