"""The sheet Comparison: the options side by side, what each brings beyond another, year by year."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.tables.alignment import common_ground
from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Highlight, Sheet
from bizcase.report.workbook.comparison.charts import put_charts
from bizcase.report.workbook.comparison.increment_lines import put_lines
from bizcase.report.workbook.comparison.lettered import title_of
from bizcase.report.workbook.comparison.marks import NONE, put_marks
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.rule_lines import put_rules
from bizcase.report.workbook.comparison.side_by_side import (
    BEYOND,
    COMPARISON,
    FIRST,
    LABEL,
    NUMBERS,
    TABLE,
    UNIT,
    SideBySide,
    across,
)
from bizcase.report.workbook.comparison.yearly_flows import put_yearly_flows
from bizcase.report.workbook.layout.places import CHECKS, FAILING_CHECKS
from bizcase.report.workbook.look.formats import money_format, unit_text
from bizcase.report.workbook.sheets.heading import with_room
from bizcase.report.workbook.sheets.tiles import put_tile
from bizcase.study.comparison.option import EXPECTED, NOTHING
from bizcase.study.comparison.rates import HIGHEST
from bizcase.study.measures.registry import MEASURES
from bizcase.units import MONEY

_TILES = 4
_FORMATS = {"share": "percent", "years": "years", "ratio": "decimal"}
_UNITS = {"share": "%", "years": "years", "ratio": "x"}
_SUBTITLE = (
    "Live: change the yellow cells of an option, or choose one of its cases, on its sheet Inputs."
)
_UNMARKED = f"{NONE} as the best: all have the same, or one option alone has the measure."
_ABOUT = {
    "sheets": ("Its sheets begin with", "", "fixed/text_right"),
    "case": ("Case in use", "", "cross/text_right"),
    "rate": ("Discount rate, effective", "%/year", "cross/percent"),
    "start": ("Starts", "", "fixed/text_right"),
    "life": ("In operation", "years", "cross/years"),
}
_BEYOND = {
    "incremental_irr": ("Incremental internal rate of return", "percent_fine"),
    "crossovers": ("Crossover rates, how many", "whole"),
    **{
        name: (f"Crossover rate {number}" if number > 1 else "Crossover rate", "percent_fine")
        for number, name in enumerate(NUMBERS, 1)
    },
}
_CHECKS = {
    "failing": "Checks of the option that fail",
    "years_apart": "Differences by year that do not add up",
}


def comparison_sheet(place: SideBySide) -> Sheet:
    """Lays out tables, charts and checks."""
    sheet = Sheet(COMPARISON, tab="teal")
    sheet.put(1, LABEL, "Comparison", "title")
    sheet.put(2, LABEL, f"{_SUBTITLE} Amounts in {place.found.currency}.", "note")
    sheet.heights[1] = 30
    _options(sheet, place)
    _measures(sheet, place)
    put_rules(sheet, place)
    _beyond(sheet, place)
    _checks(sheet, place)
    put_charts(sheet, place)
    put_yearly_flows(sheet, place)
    row = max(place.rows.values()) + 1
    for line in (_UNMARKED, *common_ground(place.found)):
        row += 1
        sheet.put(row, LABEL, line, "note")
    put_marks(sheet, place)
    _tiles(sheet, place)
    sheet.widths = {LABEL: 40, UNIT: 13}
    sheet.widths |= dict.fromkeys(range(FIRST, place.mark(place.nothing) + 2), 13)
    sheet.widths[place.best] = 18
    sheet.freeze = (TABLE + 1, FIRST)
    sheet.print_columns, sheet.print_rows, sheet.pages_tall = place.last, row, 1
    return with_room(sheet)


def _options(sheet: Sheet, place: SideBySide) -> None:
    """What each option is, below its name."""
    row = place.rows["name"]
    names = [part.option.name for part in place.parts]
    sheet.put_row(row, LABEL, ("Option", "Unit"), "header")
    sheet.put_row(row, FIRST, (*names, NOTHING), "header_right")
    sheet.put(row, place.best, "Best", "header")
    sheet.heights[row] = 15.0 * max(2, 1 + max(len(name) for name in names) // 13)
    for name, (words, unit, style) in _ABOUT.items():
        row = place.rows[name]
        sheet.put(row, LABEL, words, "label")
        sheet.put(row, UNIT, unit, "unit")
        for column, part in enumerate(place.parts, FIRST):
            sheet.put(row, column, _about(part)[name], style)
        sheet.put_row(row, place.nothing, (None, None), "label")


def _about(part: Part) -> dict[str, Content]:
    """What stands below the name of an option."""
    start = part.plan.model.timeline.start
    return {
        "sheets": title_of(part.letter, ""),
        "case": Formula(part.area(part.plan.case_cell).text),
        "rate": Formula(part.case("discount_rate", part.plan.model.timeline.periods)),
        "start": f"{start[0]}-{start[1]:02d}" if start else "Year 1",
        "life": Formula(part.area(part.plan.fixed_cell("horizon")).text),
    }


def _measures(sheet: Sheet, place: SideBySide) -> None:
    """Every measure of every option, and of doing nothing."""
    model = place.parts[0].plan.model
    for name, measure in MEASURES.items():
        row, money = place.rows[name], measure.unit == "money"
        look = money_format(model) if money else _FORMATS[measure.unit]
        unit = unit_text(MONEY, model) if money else _UNITS[measure.unit]
        sheet.put(row, LABEL, measure.label, "label_strong" if name == place.measure else "label")
        sheet.put(row, UNIT, unit, "unit")
        for column, part in enumerate(place.parts, FIRST):
            sheet.put(row, column, Formula(part.measure(name).text), f"cross/{look}")
        nothing = place.found.nothing.measures[name]
        sheet.put(row, place.nothing, "n/a" if nothing is None else nothing, f"fixed/{look}")
        sheet.put(row, place.best, None, "label_indent")
    if EXPECTED in place.rows:
        row = place.rows[EXPECTED]
        sheet.put(row, LABEL, "Expected value, when written", "label_strong")
        sheet.put(row, UNIT, unit_text(MONEY, model), "unit")
        for column, one in enumerate((*place.found.options, place.found.nothing), FIRST):
            value, style = one.expected, f"static/{money_format(model)}"
            sheet.put(row, column, "n/a" if value is None else value, style)


def _beyond(sheet: Sheet, place: SideBySide) -> None:
    """What each option brings beyond one of them."""
    model, row = place.parts[0].plan.model, place.rows["beyond"]
    sheet.put_row(row, LABEL, (f"Beyond {place.found.against.name}", "Unit"), "header")
    sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "header_right")
    for one in place.increments:
        sheet.put(row, place.column(one.option.letter), one.words, "header_right")
    npv = ("Incremental net present value", money_format(model))
    for name, (words, look) in {"incremental_npv": npv, **_BEYOND}.items():
        row, money = place.rows[name], name == "incremental_npv"
        sheet.put(row, LABEL, words, "label_strong" if money else "label")
        unit = unit_text(MONEY, model) if money else "" if look == "whole" else "%/year"
        sheet.put(row, UNIT, unit, "unit")
        sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "fixed")
        for one in place.increments:
            column = place.column(one.option.letter)
            text = _incremental_npv(place, column) if money else one.result(name).text
            sheet.put(row, column, Formula(text), f"cross/{look}")
    put_lines(sheet, place)
    first, last = place.rows["incremental_npv"], place.rows[BEYOND[-1]]
    area = sheet.area(first, LABEL, last, place.nothing)
    missing = f"COUNT({across(first, FIRST, place.nothing)})=0"
    sheet.highlights.append(Highlight(area, missing, "quiet"))
    for name in ("incremental_irr", *NUMBERS):
        row = place.rows[name]
        rate = f"{letters(FIRST)}{row}"
        # A rate that nobody has is shown in the words of the terminal; the cell keeps the number.
        far = f"AND(ISNUMBER({rate}),{rate}>{HIGHEST:g})"
        sheet.highlights.append(
            Highlight(sheet.area(row, FIRST, row, place.nothing), far, "beyond")
        )


def _incremental_npv(place: SideBySide, own: int) -> str:
    row, base = place.rows["npv"], place.nothing
    if place.found.against is not place.found.nothing:
        base = FIRST + place.found.options.index(place.found.against)
    ours, theirs = f"{letters(own)}{row}", f"{letters(base)}{row}"
    return f'IF(AND(ISNUMBER({ours}),ISNUMBER({theirs})),{ours}-{theirs},"n/a")'


def _checks(sheet: Sheet, place: SideBySide) -> None:
    """What must hold; the differences by year are filled in with them."""
    row = place.rows["checks"]
    sheet.put_row(row, LABEL, ("Checks", None), "header")
    sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "header_right")
    for name, words in _CHECKS.items():
        row = place.rows[name]
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


def _tiles(sheet: Sheet, place: SideBySide) -> None:
    """The best, what it is worth, by how much it leads, and whether all is well."""
    row = place.rows[place.measure]
    measure = MEASURES.get(place.measure)
    label = measure.label if measure else "Expected value"
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
