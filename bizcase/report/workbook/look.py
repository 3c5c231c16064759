"""How the workbook looks: colours, number formats and the roles of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

COLOURS = {
    "navy": "1F2A44",
    "teal": "0F7B8A",
    "amber": "E0A100",
    "red": "C0392B",
    "green": "2E8B57",
    "purple": "6B4C9A",
    "light": "8FC1CB",
    "grey": "8A94A3",
    "slate": "56606F",
    "pale": "E8EDF4",
    "tint": "F5F7FB",
    "line": "C9D1DC",
    "yellow": "FFF9DB",
    "blue": "0000FF",
    "forest": "006100",
    "mint": "D9F0E1",
    "rose": "FADBD8",
    "black": "000000",
    "white": "FFFFFF",
}

CHART_FONT = "Calibri"

FORMATS = {
    "general": "General",
    "money": '#,##0_);(#,##0);"-"_)',
    "thousand": '#,##0,_);(#,##0,);"-"_)',
    "million": '#,##0.0,,_);(#,##0.0,,);"-"_)',
    "price": '#,##0.00_);(#,##0.00);"-"_)',
    "count": '#,##0_);(#,##0);"-"_)',
    "decimal": "#,##0.00_);(#,##0.00);0.00_)",
    "exact": "#,##0.0000_);(#,##0.0000);0.0000_)",
    "percent": "0.0%_);(0.0%);0.0%_)",
    "percent_fine": "0.00%_);(0.00%);0.00%_)",
    "factor": "0.0000",
    "years": "0.00",
    "whole": "0",
    "date": "yyyy-mm-dd",
    "scientific": "0E+00",
    # On the axes of charts: 1.5m, 250k, 800.
    "short": '[>=1000000]#,##0.0,,"m";[<=-1000000]-#,##0.0,,"m";#,##0',
    "short_percent": "0%",
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
    around: str | None = None
    align: str | None = None  # left, right, center
    vertical: str = "center"
    wrap: bool = False
    indent: int = 0
    font: str = "Calibri"
    underline: bool = False
    locked: bool = True


ROLES = {
    # Text
    "title": Role("navy", bold=True, size=18),
    "subtitle": Role("grey", below="teal"),
    "band": Role("white", bold=True, size=22, fill="navy", indent=1),
    "band_small": Role("light", size=11, fill="navy", indent=1),
    "band_text": Role("white", size=10, fill="navy", indent=1),
    "section": Role("teal", bold=True, size=11, below="teal"),
    "header": Role("navy", bold=True, fill="pale", align="left", wrap=True),
    "header_right": Role("navy", bold=True, fill="pale", align="right", wrap=True),
    "label": Role(below="line"),
    "over": Role("grey", size=9, italic=True),
    "flag": Role("forest", bold=True, fill="mint", align="center"),
    "note_line": Role("grey", size=9, below="line"),
    "label_strong": Role(bold=True, below="line"),
    "label_indent": Role(below="line", indent=1),
    "label_total": Role(bold=True, fill="tint", below="navy"),
    "unit": Role("grey", size=9, below="line"),
    "unit_total": Role("grey", size=9, fill="tint", below="navy"),
    "key": Role("grey", size=8, below="line"),
    "key_total": Role("grey", size=8, fill="tint", below="navy"),
    "note": Role("grey", size=9),
    "note_wrap": Role("grey", size=9, wrap=True),
    "text": Role(),
    "text_wrap": Role(wrap=True),
    "code": Role(font="Consolas", size=9),
    "link": Role("teal", underline=True),
    # Numbers
    "input": Role("blue", fill="yellow", around="line", locked=False),
    "input_text": Role("blue", size=9, fill="yellow", around="line", locked=False),
    "follow": Role("grey", fill="yellow", around="line", locked=False),
    "live": Role(bold=True, fill="pale", below="line", align="right"),
    "fixed": Role(below="line", align="right"),
    "formula": Role(below="line"),
    "opening": Role(below="line", fill="tint"),
    "cross": Role("forest", below="line"),
    "total": Role(bold=True, fill="tint", below="navy"),
    "static": Role("purple", below="line"),
    "status": Role(bold=True, align="center", below="line"),
    "choice": Role(
        "blue", bold=True, size=12, fill="yellow", around="teal", align="center", locked=False
    ),
    # Tiles
    "tile_label": Role("grey", size=9, fill="tint", above="teal", indent=1),
    "tile_value": Role("navy", bold=True, size=16, fill="tint", align="left", indent=1),
    "tile_note": Role("grey", size=8, fill="tint", indent=1),
}  # fmt: skip

# How thick a line is, by its colour; all others are thin.
LINES: dict[str, Literal["medium", "thin"]] = {"teal": "medium"}

# How cells look while a condition holds.
HIGHLIGHTS = {
    "good": ("forest", "mint"),
    "bad": ("red", "rose"),
    "quiet": ("grey", None),
}
