"""Which option is the best by each measure, as formulas: a name, a mark, a colour."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.comparison.side_by_side import FIRST, SideBySide, across
from bizcase.study.comparison.option import EXPECTED
from bizcase.study.comparison.ranking import BETTER, SAME, nothing_counts

NONE, TIE = "–", "tie"


def put_marks(sheet: Sheet, place: SideBySide) -> None:
    """The best of each line; beyond the print-out its value, and 1 at each option that has it."""
    name = place.rows["name"]
    sheet.put(name - 2, place.top, "Figures nearer than the number below are a tie", "over")
    sheet.put(name, place.top, SAME, "fixed/scientific")
    sheet.put(name - 1, place.top + 1, 2.0, "fixed/whole")
    sheet.put(name - 1, place.top + 2, "is the place of the next best", "over")
    for column in range(FIRST, place.best):
        head = f"{letters(column)}{name}"
        sheet.put(name, place.mark(column), Formula(head), "header_right")
    for measure, sign in {**BETTER, EXPECTED: 1}.items():
        if measure in place.rows:
            _line(sheet, place, measure, "MAX" if sign > 0 else "MIN")


def _line(sheet: Sheet, place: SideBySide, measure: str, extreme: str) -> None:
    row, names = place.rows[measure], place.rows["name"]
    counts = nothing_counts(measure, place.found.ranking.only_costs)
    end = place.nothing if counts else place.nothing - 1
    values, top = across(row, FIRST, end), f"${letters(place.top)}{row}"
    look = sheet.cells[row, FIRST].style.partition("/")[2]
    text = f'IF(COUNT({values})=0,"n/a",{extreme}({values}))'
    sheet.put(row, place.top, Formula(text), f"formula/{look}")
    near = f"${letters(place.top)}${names}"
    for column in range(FIRST, place.best):
        value = f"{letters(column)}{row}"
        close = f"ABS({value}-{top})<={near}*MAX(ABS({value}),ABS({top}))"
        mark = f"IF(ISNUMBER({value}),IF({close},1,0),0)" if column <= end else "0"
        sheet.put(row, place.mark(column), Formula(mark), "formula/whole")
    marks = across(row, place.mark(FIRST), place.mark(place.nothing))
    heads = f"${letters(FIRST)}${names}:${letters(place.nothing)}${names}"
    which = f'IF(SUM({marks})=1,INDEX({heads},1,MATCH(1,{marks},0)),"{TIE}")'
    text = f'IF(OR(SUM({marks})=0,SUM({marks})=COUNT({values})),"{NONE}",{which})'
    sheet.put(row, place.best, Formula(text), "label_indent")
    best = f"${letters(place.best)}{row}"
    first = f"{letters(place.mark(FIRST))}{row}"
    area = sheet.area(row, FIRST, row, place.nothing)
    sheet.highlights.append(Highlight(area, f'AND({first}=1,{best}<>"{NONE}")', "good"))
