"""The cash flows of the options by fiscal year, and their differences, before discounting."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Content, Formula, Sheet
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.side_by_side import (
    FIRST,
    LABEL,
    SO_FAR,
    TERMINAL,
    UNIT,
    SideBySide,
    across,
)
from bizcase.report.workbook.look.formats import money_format, unit_text
from bizcase.study.comparison.yearly import columns_by_year
from bizcase.units import MONEY


def put_yearly_flows(sheet: Sheet, place: SideBySide) -> None:
    """Years across, options and increments below each other."""
    model, top = place.parts[0].plan.model, place.rows["years"]
    sheet.put_row(top, LABEL, ("Free cash flow by fiscal year", "Unit"), "header")
    sheet.put_row(top, FIRST, map(place.heading, place.years), "header_right")
    look, unit = money_format(model), unit_text(MONEY, model)

    def line(key: str, words: str, contents: list[Content], total: bool = False) -> None:
        row = place.rows[key]
        end = "_total" if total else ""
        sheet.put(row, LABEL, words, f"label{end}")
        sheet.put(row, UNIT, unit, f"unit{end}")
        role = "total" if total else "formula" if "_less_" in key else "cross"
        sheet.put_row(row, FIRST, contents, f"{role}/{look}")

    for part in place.parts:
        name, ending = part.option.name, f"{part.letter}{TERMINAL}"
        line(part.letter, name, _of_option(place, part, "free_cash_flow"))
        if ending in place.rows:
            line(ending, f"{name}: terminal value", _of_option(place, part, "terminal_value"))
    for one in place.increments:
        line(one.title, f"{one.words}: free cash flow", _difference(place, one, ""), total=True)
        line(f"{one.title}{SO_FAR}", f"{one.words}: cumulative", _so_far(place, one))
        ending = f"{one.title}{TERMINAL}"
        if ending in place.rows:
            line(ending, f"{one.words}: terminal value", _difference(place, one, TERMINAL))
        _check(sheet, place, one)


def _of_option(place: SideBySide, part: Part, name: str) -> list[Content]:
    """What flows in each year, from the option's own periods."""
    columns = columns_by_year(part.option, place.found.calendar)
    found: list[Content] = []
    for year in place.years:
        own = columns.get(year, [])
        if not own:
            found.append(None)
            continue
        text = part.case(name, own[0], own[-1])
        found.append(Formula(f"SUM({text})" if len(own) > 1 else text))
    return found


def _difference(place: SideBySide, one: IncrementPart, end: str) -> list[Content]:
    """The one less the other in each year; no row of an option stands for nothing."""
    found: list[Content] = []
    ours = place.rows.get(f"{one.option.letter}{end}")
    theirs = place.rows.get(f"{one.against.letter}{end}") if one.against else None
    for column in range(FIRST, FIRST + len(place.years)):
        at = letters(column)
        text = (f"{at}{ours}" if ours else "") + (f"-{at}{theirs}" if theirs else "")
        found.append(Formula(text))
    return found


def _so_far(place: SideBySide, one: IncrementPart) -> list[Content]:
    row, first = place.rows[one.title], letters(FIRST)
    columns = range(FIRST, FIRST + len(place.years))
    return [Formula(f"SUM(${first}{row}:{letters(column)}{row})") for column in columns]


def _check(sheet: Sheet, place: SideBySide, one: IncrementPart) -> None:
    """Whether the years add up to the periods on the sheet of the increment."""
    years = across(place.rows[one.title], FIRST, FIRST + len(place.years) - 1)
    periods, near = one.row("cash").text, f"${letters(place.top)}${place.rows['name']}"
    gross = [one.row(f"{whose}_cash").text for whose in ("our", "their")]
    size = "+".join(f'SUMIF({area},">0")-SUMIF({area},"<0")' for area in gross)
    text = f"IF(ABS(SUM({years})-SUM({periods}))<={near}*({size}),0,1)"
    row, column = place.rows["years_apart"], place.column(one.option.letter)
    sheet.put(row, column, Formula(text), "cross/whole")
