"""Cell styles: one named style for each role and number format in use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bizcase.report.palette import COLOURS
from bizcase.report.workbook.look.roles import FINER, FORMATS, FROM, HIGHLIGHTS, ROLES, Role

if TYPE_CHECKING:
    from openpyxl.styles import NamedStyle, Side
    from openpyxl.styles.differential import DifferentialStyle

_A_NUMBER = re.compile(r"(?<![.0])0(\.0+)?")  # a format with its decimals
_OWN_FORMATS = 990  # the first number of a format: beyond those that openpyxl gives to the cells


def style_name(style: str) -> str:
    """`input, money` as the gallery of styles shows it, never the name of a style of Excel."""
    return "bizcase " + style.replace("/", ", ").replace("_", " ")


def number_format(style: str) -> str:
    """The number format of `role` or `role/format`."""
    role, _, name = style.partition("/")
    if name.startswith(FROM):
        return f'[<{name.removeprefix(FROM)}]"opening"_);{FORMATS["date"]}'
    if name.startswith(FINER):
        more, _, name = name.removeprefix(FINER).partition("_")
        return _A_NUMBER.sub(lambda found: "0" + (found[1] or ".") + "0" * int(more), FORMATS[name])
    return FORMATS[name or ROLES[role].format]


def named_style(style: str) -> NamedStyle:
    """The style of `role` or `role/format`; KeyError where look.py does not know it."""
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection

    role = ROLES[style.partition("/")[0]]
    made = NamedStyle(name=style_name(style), number_format=number_format(style))
    made.font = Font(
        name=role.font,
        size=role.size,
        bold=role.bold,
        italic=role.italic,
        underline="single" if role.underline else None,
        color=COLOURS[role.colour],
    )
    if role.fill:
        made.fill = PatternFill("solid", fgColor=COLOURS[role.fill])
    above, below, side = _sides(role)
    made.border = Border(left=side, right=side, top=above, bottom=below)
    made.alignment = Alignment(
        # An indent without a side is ignored by Excel.
        horizontal=role.align or ("left" if role.indent else None),
        vertical=role.vertical,
        wrap_text=role.wrap or None,
        indent=role.indent,
    )
    made.protection = Protection(locked=role.locked)
    return made


def _sides(role: Role) -> tuple[Side, Side, Side]:
    """The lines above, below and at both sides."""
    from openpyxl.styles import Side

    def line(colour: str | None) -> Side:
        if colour is None:
            return Side()
        return Side(style="medium" if role.thick else "thin", color=COLOURS[colour])

    return (
        line(role.above or role.around),
        line(role.below or role.around),
        line(role.sides or role.around),
    )


def highlight_style(role: str) -> DifferentialStyle:
    """How cells look while a condition holds."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.styles.differential import DifferentialStyle
    from openpyxl.styles.numbers import NumberFormat

    colour, fill, number = HIGHLIGHTS[role]
    own = _OWN_FORMATS + [*HIGHLIGHTS].index(role)
    # Conditional formats take the colour of a fill from its background.
    back = PatternFill(bgColor=COLOURS[fill], fill_type="solid") if fill else None
    return DifferentialStyle(
        font=Font(color=COLOURS[colour]) if colour else None,
        fill=back,
        numFmt=NumberFormat(own, FORMATS[number]) if number else None,
    )
