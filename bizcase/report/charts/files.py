"""Draws charts into files, whole or not at all, and says what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bizcase.problems import Problem
from bizcase.report.charts.draw import picture, refuse_unknown
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import Found
from bizcase.report.charts.save import CHART, FORMATS
from bizcase.report.whole_file import refuse_others, refused, write_whole
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
    """A chart with the contents of its files, or why there is nothing to draw."""

    name: str
    title: str = ""
    contents: Mapping[Path, bytes] = field(default_factory=dict)
    problem: Problem | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Where it is written to."""
        return tuple(self.contents)


def draw_files(found: Found, wish: Wish) -> list[Drawn]:
    """Draws the charts, and writes none yet.

    Raises ProblemsFoundError for names that no chart has, and where the folder cannot be made.
    """
    refuse_unknown(wish.names, found)
    with _folder(wish.folder):
        names = wish.names or tuple(n for n, chart in CHARTS.items() if chart.reads in found)
        return [_drawn(name, found, wish) for name in dict.fromkeys(names)]


def write_files(drawn: Sequence[Drawn], folder: Path, force: bool = False) -> None:
    """Writes all charts; none where one would replace a file of somebody else, without `force`.

    Raises ProblemsFoundError.
    """
    contents = {file: content for one in drawn for file, content in one.contents.items()}
    if not force:
        refuse_others(CHART, *contents)
    with _folder(folder):
        for file, content in contents.items():
            write_whole(content, file, CHART)


def stem(file: Path, case: str = "base") -> str:
    """What the names of the charts of a case begin with: `lamp`, `lamp-late_launch`."""
    return "-".join([file.stem, *([case.replace(" ", "_")] if case != "base" else [])])


def stem_of_options(options: Sequence[str]) -> str:
    """The same for several options: `lamp-vs-lamp_lite`, or the first one and how many others."""
    first, *others = (stem(*split(option))[:_LONGEST] for option in options)
    if len(options) > _MOST:
        return f"{first}-vs-{len(others)}-others"
    return "-vs-".join([first, *others])


def _drawn(name: str, found: Found, wish: Wish) -> Drawn:
    one = picture(name, found)
    if isinstance(one, Problem):
        return Drawn(name, problem=one)
    contents = {
        wish.folder / f"{wish.stem}-{name}.{suffix}": FORMATS[suffix](one)
        for suffix in wish.suffixes
    }
    return Drawn(name, one.title, contents)


@contextmanager
def _folder(folder: Path) -> Iterator[None]:
    """Makes a folder if it is not there; one that stays empty is taken away again."""
    new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        said = f"`{folder}` is a file, not a folder"
        raise refused(CHART, folder, said, CHART.elsewhere) from None
    except OSError as error:
        said = f"the folder `{folder}` cannot be made: {error.strerror or error}"
        raise refused(CHART, folder, said, CHART.elsewhere) from error
    try:
        yield
    finally:
        if new:
            with suppress(OSError):
                folder.rmdir()
