"""The sheets of an option under its letter: `Calc` of the option B becomes `B_Calc`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bizcase.report.workbook.addresses import Area
from bizcase.report.workbook.book import Cell, Formula, Sheet
from bizcase.report.workbook.sheets.assemble import TABS

# A text within a formula, which stays as it is, or the sheet in front of a cell.
_SHEET = re.compile(rf'"(?:[^"]|"")*"|(?<![\w.\'])({"|".join(TABS)})!')
CASE = (3, 1)  # where every sheet says which case is in use


def title_of(letter: str, sheet: str) -> str:
    """`B_Calc`."""
    return f"{letter}_{sheet}"


def lettered_area(letter: str, area: Area) -> Area:
    """The same cells on the sheet of the option."""
    return replace(area, sheet=title_of(letter, area.sheet))


def lettered_formula(letter: str, text: str) -> str:
    """The same formula on the sheets of the option."""
    return _SHEET.sub(lambda found: f"{letter}_{found[0]}" if found[1] else found[0], text)


def lettered(letter: str, called: str, sheets: Iterable[Sheet]) -> list[Sheet]:
    """The sheets with all that refers to one of them; each says which option it belongs to.

    Names have the letter after their first word: `in_b_products_lamp_price`.
    """
    return [_sheet(letter, called, sheet) for sheet in sheets]


def _sheet(letter: str, called: str, sheet: Sheet) -> Sheet:
    elsewhere = [*sheet.charts, *sheet.links, *sheet.tables]
    assert not elsewhere, f"{sheet.title}: {elsewhere}"

    def text(formula: str) -> str:
        return lettered_formula(letter, formula)

    def cell(own: Cell) -> Cell:
        if not isinstance(own.content, Formula):
            return own
        return replace(own, content=replace(own.content, text=text(own.content.text)))

    def area(own: Area) -> Area:
        return lettered_area(letter, own)

    cells = {place: cell(own) for place, own in sheet.cells.items()}
    says = cells.get(CASE)
    if says is not None and isinstance(says.content, Formula):
        option = f"Option {letter}, {called}".replace('"', '""')
        said = replace(says.content, text=f'"{option}. "&{says.content.text}')
        cells[CASE] = replace(says, content=said)
    return replace(
        sheet,
        title=title_of(letter, sheet.title),
        cells=cells,
        merged=[area(own) for own in sheet.merged],
        validations=[
            replace(own, area=area(own.area), source=text(own.source)) for own in sheet.validations
        ],
        highlights=[
            replace(own, area=area(own.area), formula=text(own.formula)) for own in sheet.highlights
        ],
        names={_name(letter, name): area(own) for name, own in sheet.names.items()},
    )


def _name(letter: str, name: str) -> str:
    first, _, rest = name.partition("_")
    return f"{first}_{letter.lower()}_{rest}"
