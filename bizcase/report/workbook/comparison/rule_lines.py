"""Whether each option passes the rule by which its team accepts it, live, on its own figures."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.comparison.lettered import lettered_formula
from bizcase.report.workbook.comparison.side_by_side import (
    COMPARISON,
    CONDITION,
    FIRST,
    LABEL,
    RULE,
    UNIT,
    SideBySide,
)
from bizcase.report.workbook.formulas.rule import MET, NOT_MET, OUTCOMES, conditions, outcome


def put_rules(sheet: Sheet, place: SideBySide) -> None:
    """A line for each condition, with its limit, and one that sums them up."""
    if RULE not in place.rows:
        return
    row = place.rows[RULE]
    first, last = row - len(place.conditions), row - 1
    for number, condition in enumerate(place.conditions):
        line = place.rows[f"{CONDITION}{number}"]
        words = condition.words
        sheet.put(line, LABEL, f"Rule: {words[:1].lower()}{words[1:]}", "label_indent")
        sheet.put(line, UNIT, condition.limit, f"fixed/{condition.look()}")
        sheet.put_row(line, FIRST, [None] * (place.best - FIRST + 1), "status")
        for part in place.parts:
            if condition in conditions(part.plan):
                own = condition.status(part.plan, COMPARISON, f"${letters(UNIT)}{line}")
                formula = Formula(lettered_formula(part.letter, own))
                sheet.put(line, place.column(part.letter), formula, "status")
    sheet.put_row(row, LABEL, ("Rule of acceptance", None), "label")
    sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "status")
    for part in place.parts:
        column = letters(place.column(part.letter))
        text = outcome(f"{column}${first}:{column}${last}")
        sheet.put(row, place.column(part.letter), Formula(text), "status")
    cell, area = f"{letters(FIRST)}{first}", sheet.area(first, FIRST, row, place.nothing)
    sheet.highlights += [
        Highlight(area, f'OR({cell}="{MET}",{cell}="{OUTCOMES[True]}")', "good"),
        Highlight(area, f'OR({cell}="{NOT_MET}",{cell}="{OUTCOMES[False]}")', "bad"),
    ]
