"""Draws charts into files, whole or not at all, and says what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bizcase.problems import Problem
from bizcase.report.charts.draw import picture, refuse_unknown
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import Found
from bizcase.report.charts.save import CODE, FORMATS
from bizcase.report.whole_file import ELSEWHERE, refused, write_whole
from bizcase.study.comparison.asked import split

_MOST, _LONGEST = 3, 60  # names of options in that of a file, and letters of each


@dataclass(frozen=True, slots=True)
class Wish:
    """Which charts (none: all) are wanted in which folder.

    `stem` begins the names of files; `suffixes` are `png`, `svg` or both.
    """

    names: tuple[str, ...]
    folder: Path
    stem: str
    suffixes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its files, or why there is nothing to draw."""

    name: str
    title: str = ""
    files: tuple[Path, ...] = ()
    problem: Problem | None = None


def draw_files(found: Found, wish: Wish) -> list[Drawn]:
    """Draws the charts, then writes them all. Raises ProblemsFoundError where that cannot be.

    So that whoever stops it while they are drawn finds what was there before.
    """
    refuse_unknown(wish.names, found)
    with _folder(wish.folder):
        names = wish.names or tuple(n for n, chart in CHARTS.items() if chart.reads in found)
        made = [_made(name, found, wish) for name in dict.fromkeys(names)]
        for _, contents in made:
            for file, content in contents.items():
                write_whole(content, file, CODE)
    return [drawn for drawn, _ in made]


def stem(file: Path, case: str = "base") -> str:
    """What the names of the charts of a case begin with: `lamp`, `lamp-late_launch`."""
    return "-".join([file.stem, *([case.replace(" ", "_")] if case != "base" else [])])


def stem_of_options(options: Sequence[str]) -> str:
    """The same for several options: `lamp-vs-lamp_lite`, or the first one and how many others."""
    first, *others = (stem(*split(option))[:_LONGEST] for option in options)
    if len(options) > _MOST:
        return f"{first}-vs-{len(others)}-others"
    return "-vs-".join([first, *others])


def _made(name: str, found: Found, wish: Wish) -> tuple[Drawn, Mapping[Path, bytes]]:
    """A chart as the contents of its files."""
    one = picture(name, found)
    if isinstance(one, Problem):
        return Drawn(name, problem=one), {}
    contents = {
        wish.folder / f"{wish.stem}-{name}.{suffix}": FORMATS[suffix](one)
        for suffix in wish.suffixes
    }
    return Drawn(name, one.title, tuple(contents)), contents


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Makes a folder if it is not there; one that stays empty is taken away again."""
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise refused(CODE, folder, f"`{folder}` is a file, not a folder", ELSEWHERE) from None
    except OSError as error:
        said = f"the folder `{folder}` cannot be made: {error.strerror or error}"
        raise refused(CODE, folder, said, ELSEWHERE) from error
    try:
        yield
    finally:
        if new:
            with suppress(OSError):
                folder.rmdir()
