"""Draws charts of a case into files, whole or not at all, and says what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bizcase.problems import Problem
from bizcase.report.charts.draw import picture
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import results_of
from bizcase.report.charts.save import CODE, save
from bizcase.report.whole_file import ELSEWHERE, refused
from bizcase.study.run import Run
from bizcase.study.simulation.interrupt import Progress


@dataclass(frozen=True, slots=True)
class Wish:
    """Which charts (none: all) are wanted in which folder, and on how many trials they rest.

    `stem` begins the names of files; `suffixes` are `png`, `svg` or both.
    """

    names: tuple[str, ...]
    folder: Path
    stem: str
    suffixes: Sequence[str]
    trials: int
    seed: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart with its files, or why there is nothing to draw."""

    name: str
    title: str = ""
    files: tuple[Path, ...] = ()
    problem: Problem | None = None


def draw_files(run: Run, wish: Wish, progress: Progress | None = None) -> list[Drawn]:
    """Draws the charts and writes them. Raises ProblemsFoundError where that cannot be."""
    _make(wish.folder)
    return list(_drawn(run, wish, progress))


def _drawn(run: Run, wish: Wish, progress: Progress | None) -> Iterator[Drawn]:
    found = results_of(run, wish.trials, wish.seed, progress)
    one = tuple(name for name, chart in CHARTS.items() if chart.reads in found)
    for name in wish.names or one:
        drawn = picture(name, found)
        if isinstance(drawn, Problem):
            yield Drawn(name, problem=drawn)
            continue
        parts = [wish.stem, *([run.case.replace(" ", "_")] if run.case != "base" else []), name]
        files = tuple(wish.folder / f"{'-'.join(parts)}.{suffix}" for suffix in wish.suffixes)
        for file in files:
            save(drawn, file)
        yield Drawn(name, drawn.title, files)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise refused(CODE, folder, f"`{folder}` is a file, not a folder", ELSEWHERE) from None
    except OSError as error:
        said = f"the folder `{folder}` cannot be made: {error.strerror or error}"
        raise refused(CODE, folder, said, ELSEWHERE) from error
