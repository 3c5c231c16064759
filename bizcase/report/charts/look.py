"""The house style of charts: colours, sizes, and matplotlib set to them and to nothing else."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

from bizcase.report import palette

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH, HEIGHT = 8.0, 4.5  # inches: as wide as the text of an A4 page, and the shape of a slide
DPI = 200  # of a PNG
# Letters of other scripts, where a machine has such a font.
_OTHER_LETTERS = (
    "Noto Sans CJK JP", "Noto Sans CJK SC", "Hiragino Sans", "PingFang SC", "Yu Gothic",
    "Microsoft YaHei", "Malgun Gothic", "Noto Sans Devanagari", "Noto Sans Thai",
)  # fmt: skip
FONT = "DejaVu Sans"  # comes with matplotlib: looks the same everywhere
SALT = "bizcase"  # the names inside an SVG follow from it: the same input gives the same bytes

COLOURS = {name: f"#{code}" for name, code in palette.COLOURS.items()}
# From nothing gained and nothing lost to the most of both.
_GAINS, _LOSSES = ("white", "mist", "light", "teal"), ("white", "sand", "peach", "coral")
_DARK = 0.179  # the luminance of an area on which white letters are read as well as black ones

TITLE, SUBTITLE, LABEL, TICK, NOTE = 13.0, 9.5, 9.0, 8.5, 7.0  # points
LINE = 1.25  # height of a line of text, in its size
POINTS = 72  # in an inch

SETTINGS: dict[Any, object] = {
    "font.size": LABEL,
    "text.color": COLOURS["navy"],
    "text.parse_math": False,  # a dollar in a name is a dollar
    "text.hinting": "none",
    "axes.edgecolor": COLOURS["axis"],
    "axes.linewidth": 0.8,
    "axes.labelcolor": COLOURS["slate"],
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.axisbelow": True,
    "xtick.color": COLOURS["axis"],
    "ytick.color": COLOURS["axis"],
    "xtick.labelcolor": COLOURS["slate"],
    "ytick.labelcolor": COLOURS["slate"],
    "xtick.labelsize": TICK,
    "ytick.labelsize": TICK,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
    "xtick.major.pad": 6,
    "ytick.major.pad": 4,
    "grid.color": COLOURS["grid"],
    "grid.linewidth": 0.8,
    "lines.linewidth": 2.2,
    "lines.solid_capstyle": "round",
    "patch.linewidth": 0,
    "svg.hashsalt": SALT,
    "svg.fonttype": "path",  # letters as outlines: no font is needed, and no two programs differ
    "path.simplify": False,
}


def shade(share: float) -> tuple[str, str]:
    """The colour of an area and that of letters on it, for a share of the most, -1 to 1; or NaN."""
    if share != share:
        return COLOURS["grid"], COLOURS["slate"]
    stops = [_parts(COLOURS[name]) for name in (_GAINS if share >= 0 else _LOSSES)]
    place = min(abs(share), 1.0) * (len(stops) - 1)
    before = min(int(place), len(stops) - 2)
    pairs = zip(stops[before], stops[before + 1], strict=True)
    colour = f"#{''.join(f'{round(a + (b - a) * (place - before)):02X}' for a, b in pairs)}"
    return colour, "#FFFFFF" if luminance(colour) < _DARK else "#000000"


def luminance(colour: str) -> float:
    """How bright a colour is, from 0 for black to 1 for white (WCAG 2.1)."""
    parts = [part / 255 for part in _parts(colour)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _parts(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


@contextmanager
def house_style() -> Iterator[None]:
    """Whatever is drawn and saved inside looks as this house wants it, whoever set up what."""
    import matplotlib

    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        matplotlib.rcParams["font.family"] = fonts()
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        yield


def forget_pixels(figure: Figure) -> None:
    """Lets go of what texts were measured with: some megabytes for every figure."""
    from matplotlib.backend_bases import FigureCanvasBase

    FigureCanvasBase(figure)


@cache
def fonts() -> list[str]:
    """The font of the house, and those of this machine that have letters which it lacks."""
    from matplotlib.font_manager import fontManager

    there = set(fontManager.get_font_names())
    return [FONT, *(name for name in _OTHER_LETTERS if name in there)]
