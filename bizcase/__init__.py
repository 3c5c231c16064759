"""Tells a new-product team whether a product is worth making.

`bizcase.load("scenarios/thermostat.yaml").run(case="downside")` gives a `Run`: its `measures`
(`npv`, `irr`, ...), its `rows`, and `to_frame()` for pandas. `bizcase.compare([FILE, ...])` sets
product options side by side; `bizcase.draw(run, "cash")` is a chart, and
`bizcase.report_page(FILE)` the whole business case as one page.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bizcase.problems import ProblemsFoundError as ProblemsFoundError
    from bizcase.report.charts.draw import draw as draw
    from bizcase.report.page.page import report_page as report_page
    from bizcase.study.compare import compare as compare
    from bizcase.study.comparison.result import Comparison as Comparison
    from bizcase.study.run import Run as Run
    from bizcase.study.scenario import Scenario as Scenario
    from bizcase.study.scenario import load as load

__version__ = "0.1.0"
__all__ = [
    "Comparison",
    "ProblemsFoundError",
    "Run",
    "Scenario",
    "__version__",
    "compare",
    "draw",
    "load",
    "report_page",
]

_HOMES = {
    "Comparison": "bizcase.study.comparison.result",
    "ProblemsFoundError": "bizcase.problems",
    "Run": "bizcase.study.run",
    "Scenario": "bizcase.study.scenario",
    "compare": "bizcase.study.compare",
    "draw": "bizcase.report.charts.draw",
    "load": "bizcase.study.scenario",
    "report_page": "bizcase.report.page.page",
}


def __getattr__(name: str) -> object:
    """Loads the parts of the interface when they are first used: importing stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bizcase' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)
