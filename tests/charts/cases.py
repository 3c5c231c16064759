"""Cases with all their results, computed once for all tests of a process."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import bizcase
from bizcase.problems import Problem
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.draw import picture
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.results import DRAWN_OF, Found, results_of
from bizcase.study.run import Run
from bizcase.study.simulation.result import Simulation
from tests.charts.odd import odd_text

ROOT = Path(__file__).parent.parent.parent
SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.yaml"))
TRIALS = 2_000


@cache
def run_of(name: str, case: str = "base") -> Run:
    """A shipped scenario."""
    return bizcase.load(ROOT / "scenarios" / f"{name}.yaml").run(case)


@cache
def found(name: str) -> Found:
    """All that charts read of a shipped scenario."""
    return results_of(run_of(name), TRIALS)


def simulation_of(name: str) -> Simulation:
    """Its simulation."""
    result = found(name)[Simulation]()
    assert isinstance(result, Simulation)
    return result


@cache
def made(name: str, chart: str) -> Picture | Problem:
    """A chart of a shipped scenario, or why there is none."""
    return picture(chart, found(name))


def drawn(name: str, chart: str) -> Picture:
    """A chart of a shipped scenario, which has something to show."""
    one = made(name, chart)
    assert isinstance(one, Picture), one
    return one


def text_run(text: str) -> Run:
    """The run of a scenario given as a text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.yaml"
        path.write_text(text, encoding="utf-8")
        return bizcase.load(path).run()


@cache
def odd_found(name: str) -> Found:
    """All that charts read of an unusual case."""
    return results_of(text_run(odd_text(name)), 1_000)


OF_A_CASE = [name for name, chart in CHARTS.items() if chart.reads not in DRAWN_OF]
