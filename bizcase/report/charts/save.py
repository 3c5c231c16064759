"""A picture as the bytes of a file: the same picture gives the same bytes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from bizcase import __version__
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.look import DPI, house_style
from bizcase.report.whole_file import Kind, write_whole

MAKER = f"bizcase {__version__}"
CHART = Kind("chart", "chart-not-written", marks=(b"Software\0bizcase ", b"<dc:title>bizcase "))


def png(picture: Picture) -> bytes:
    """PNG, without a date."""
    return _saved(picture, "png", {"Title": picture.title, "Software": MAKER})


def svg(picture: Picture) -> bytes:
    """SVG, without a date; its title is read aloud to those who do not see it."""
    return _saved(picture, "svg", {"Title": picture.title, "Creator": MAKER, "Date": None})


FORMATS = {"png": png, "svg": svg}


def save(picture: Picture, path: Path, kind: Kind = CHART) -> None:
    """Writes a picture in the format of the suffix. Raises ProblemsFoundError or ValueError."""
    form = path.suffix.lower().removeprefix(".")
    if form not in FORMATS:
        raise ValueError(f"`{path.name}` ends with neither .png nor .svg")
    write_whole(FORMATS[form](picture), path, kind)


def _saved(picture: Picture, form: str, metadata: dict[str, str | None]) -> bytes:
    target = BytesIO()
    with house_style():
        picture.figure.savefig(target, format=form, dpi=DPI, metadata=metadata)
    return target.getvalue()
