"""How the workbook looks: number formats and the roles of cells."""

from __future__ import annotations

from dataclasses import dataclass

from bizcase.study.comparison.rates import BEYOND

CHART_FONT = "Calibri"

# `_)` leaves the room of a bracket, so that all numbers of a column end at one edge.
FROM = "date_from_"  # before the number of a day: all days before it are the opening
FINER = (
    "finer_"  # before a number of decimals more, and the format that has them: `finer_2_percent`
)
FORMATS = {
    "general": "General",
    "money": '#,##0_);(#,##0);"–"_)',
    "thousand": '#,##0,_);(#,##0,);"–"_)',
    "million": '#,##0.0,,_);(#,##0.0,,);"–"_)',
    # Differences and tolerances of such amounts, down to a thousandth of one.
    "money_small": '#,##0.000_);(#,##0.000);"–"_)',
    "thousand_small": '#,##0.000000,_);(#,##0.000000,);"–"_)',
    "million_small": '#,##0.000000000,,_);(#,##0.000000000,,);"–"_)',
    "percent_small": '0.0000000%_);(0.0000000%);"–"_)',
    "decimal_small": '#,##0.0000000_);(#,##0.0000000);"–"_)',
    "whole_small": '#,##0_);(#,##0);"–"_)',
    "beyond": f'"{BEYOND}"_)',
    "dash": '"–"_);"–"_);"–"_)',
    "price": '#,##0.00_);(#,##0.00);"–"_)',
    "count": '#,##0_);(#,##0);"–"_)',
    "decimal": "#,##0.00_);(#,##0.00);0.00_)",
    "exact": "#,##0.0000_);(#,##0.0000);0.0000_)",
    "percent": "0.0%_);(0.0%);0.0%_)",
    "percent_fine": "0.00%_);(0.00%);0.00%_)",
    "factor": "0.0000_)",
    "years": "0.00_)",
    "whole": "0_)",
    "date": "yyyy-mm-dd_)",
    "fiscal_year": '"FY"0',
    "project_year": '"Year "0',
    # Two parts, and no conditions: beyond them programs differ on whether they write the minus.
    "short_million": '#,##0.0,,"M";-#,##0.0,,"M"',
    "short_million_fine": '#,##0.00,,"M";-#,##0.00,,"M"',
    "short_thousand": '#,##0,"k";-#,##0,"k"',
    "short_money": "#,##0;-#,##0",
    "short_years": '0.0" years"',
    "scientific": "0E+00",
    "text": "@",
    "text_right": "@_)",
    # On the axes of charts, where a bracket is harder to read than a minus.
    "axis": "#,##0",
    "axis_thousand": '#,##0,"k";-#,##0,"k";0',
    "axis_million": '#,##0.0,,"M";-#,##0.0,,"M";0',
    "axis_percent": "0%",
}


@dataclass(frozen=True, slots=True)
class Role:
    """What a cell is for, and how that looks."""

    colour: str = "black"
    bold: bool = False
    italic: bool = False
    size: float = 10
    fill: str | None = None
    above: str | None = None  # colour of the line above
    below: str | None = None
    sides: str | None = None
    around: str | None = None
    align: str | None = None  # left, right, center
    vertical: str = "bottom"  # letters of different sizes stand on one line
    wrap: bool = False
    indent: int = 0
    font: str = "Calibri"
    underline: bool = False
    locked: bool = True
    thick: bool = False  # lines
    format: str = "general"  # where the style of a cell names none


ROLES = {
    # Text
    "title": Role("navy", bold=True, size=18),
    "subtitle": Role("grey", below="teal", thick=True),
    "band": Role("white", bold=True, size=22, fill="navy", indent=1, vertical="center", wrap=True),
    "band_small": Role("light", size=11, fill="navy", indent=1, vertical="center"),
    "band_text": Role("white", size=10, fill="navy", indent=1, vertical="center"),
    "section": Role("teal", bold=True, size=11, below="teal"),
    "header": Role("navy", bold=True, fill="pale", align="left", wrap=True, vertical="center"),
    "header_right": Role(
        "navy",
        bold=True,
        fill="pale",
        align="right",
        wrap=True,
        format="text_right",
        vertical="center",
    ),
    "header_center": Role(
        "navy", bold=True, fill="pale", align="center", wrap=True, vertical="center"
    ),
    "label": Role(below="line"),
    "over": Role("grey", size=9, italic=True),
    "flag": Role("forest", bold=True, fill="mint", align="center"),
    "flag_wide": Role(
        "forest", bold=True, fill="mint", align="center", vertical="center", wrap=True
    ),
    "note_line": Role("grey", size=9, below="line"),
    "note_wide": Role("grey", size=9, below="line", wrap=True),
    "label_strong": Role(bold=True, below="line"),
    "label_indent": Role(below="line", indent=1),
    "label_total": Role(bold=True, fill="tint", below="navy"),
    "unit": Role("grey", size=9, below="line"),
    "unit_total": Role("grey", size=9, fill="tint", below="navy"),
    "key": Role("grey", size=8, below="line"),
    "key_total": Role("grey", size=8, fill="tint", below="navy"),
    "label_middle": Role(below="line", vertical="center"),
    "text_line": Role(below="line", vertical="center", wrap=True),
    "note": Role("grey", size=9),
    "note_wrap": Role("grey", size=9, wrap=True, vertical="top"),
    "text": Role(),
    "text_wrap": Role(wrap=True, vertical="top"),
    "code": Role(font="Consolas", size=9, wrap=True, vertical="top"),
    "link": Role("teal", underline=True),
    # Numbers
    "input": Role("blue", fill="yellow", below="line", sides="line", locked=False),
    "input_text": Role(
        "blue", size=9, fill="yellow", below="line", sides="line", locked=False, wrap=True
    ),
    "follow": Role("grey", fill="yellow", below="line", sides="line", locked=False),
    "live": Role(bold=True, fill="pale", below="line", align="right"),
    "fixed": Role(below="line", align="right"),
    "formula": Role(below="line", align="right"),
    "opening": Role(below="line", fill="tint", align="right"),
    "cross": Role("forest", below="line", align="right"),
    "total": Role(bold=True, fill="tint", below="navy", align="right"),
    "static": Role("purple", below="line", align="right"),
    "static_total": Role("purple", bold=True, fill="tint", below="navy", align="right"),
    "status": Role(bold=True, align="center", below="line"),
    "choice": Role(
        "blue",
        bold=True,
        size=12,
        fill="yellow",
        around="teal",
        align="center",
        locked=False,
        thick=True,
        vertical="center",
    ),
    # Tiles
    "tile_label": Role(
        "grey", size=9, fill="tint", above="teal", indent=1, thick=True, vertical="center"
    ),
    "tile_value": Role(
        "navy", bold=True, size=16, fill="tint", align="left", indent=1, vertical="center"
    ),
    "tile_note": Role("grey", size=8, fill="tint", indent=1, vertical="center"),
}

# How cells look while a condition holds: colour, fill, number format.
HIGHLIGHTS: dict[str, tuple[str | None, str | None, str | None]] = {
    "good": ("forest", "mint", None),
    "bad": ("red", "rose", None),
    "quiet": ("grey", None, None),
    "warning": ("amber", "yellow", None),
    "residue": (None, None, "dash"),
    "beyond": (None, None, "beyond"),
}
