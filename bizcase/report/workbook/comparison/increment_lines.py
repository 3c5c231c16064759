"""Which lines of the statement make up an incremental net present value, as present values."""

from __future__ import annotations

from bizcase.report.workbook.addresses import letters
from bizcase.report.workbook.book import Formula, Highlight, Sheet
from bizcase.report.workbook.comparison.increment_sheet import IncrementPart
from bizcase.report.workbook.comparison.part import Part
from bizcase.report.workbook.comparison.side_by_side import (
    FIRST,
    LABEL,
    LINE,
    OTHER,
    UNIT,
    SideBySide,
)
from bizcase.report.workbook.look.formats import money_format, unit_text
from bizcase.study.comparison.increment import LEAST, LINES
from bizcase.units import MONEY

_WORDS = {"terminal_value": "Terminal value", OTHER: "Other cash"}


def put_lines(sheet: Sheet, place: SideBySide) -> None:
    """Below each incremental net present value what it is made of; together they are it."""
    model = place.parts[0].plan.model
    look, unit = money_format(model), unit_text(MONEY, model)
    for name in place.lines:
        row = place.rows[f"{LINE}{name}"]
        words = _WORDS.get(name) or LINES[name][0].capitalize()
        sheet.put(row, LABEL, words, "label_indent")
        sheet.put(row, UNIT, unit, "unit")
        sheet.put_row(row, FIRST, [None] * (place.best - FIRST + 1), "fixed")
        for one in place.increments:
            column = place.column(one.option.letter)
            text = _rest(place, one, column) if name == OTHER else _difference(one.parts, name)
            sheet.put(row, column, Formula(text), f"cross/{look}")
    first, last = (place.rows[f"{LINE}{name}"] for name in (place.lines[0], OTHER))
    area = sheet.area(first, FIRST, last, place.nothing)
    nothing = f"ROUND({letters(FIRST)}{first},0)=0"
    sheet.highlights.append(Highlight(area, nothing, "residue"))


def _difference(parts: list[Part], name: str) -> str:
    """The present value of a line of the first less that of the second, if there is one."""
    sign = LINES[name][1] if name in LINES else 1
    texts = [_worth(part, name) for part in parts]
    terms = zip((sign, -sign), texts, strict=False)
    text = "".join(f"{'+' if side > 0 else '-'}{text}" for side, text in terms if text)
    return text.removeprefix("+") or "0"


def _worth(part: Part, name: str) -> str:
    """The present value of a line of an option; empty where the option has no such line."""
    if name not in part.plan.rows:
        return ""
    factor = "terminal_discount_factor" if name == "terminal_value" else "discount_factor"
    amounts = part.flows(name)
    if name == "revenue" and "benefits" in part.plan.rows:  # which the row has in it
        amounts = f"{amounts}-{part.flows('benefits')}"
    return f"SUMPRODUCT({amounts},{part.flows(factor)})"


def _rest(place: SideBySide, one: IncrementPart, column: int) -> str:
    """What no line explains: amounts that are added by hand to the cash itself; no residue."""
    at = letters(column)
    whole = f"{at}{place.rows['incremental_npv']}"
    lines = [place.rows[f"{LINE}{name}"] for name in place.lines if name != OTHER]
    if not lines:
        return whole
    first, last = min(lines), max(lines)
    known = f"{at}{first}:{at}{last}"
    size = f"MAX(MAX({known}),-MIN({known}))"
    rest = f"IF(ABS({whole}-SUM({known}))<={one.number(LEAST)}*{size},0,{whole}-SUM({known}))"
    return f'IF(ISNUMBER({whole}),{rest},"n/a")'
