"""All charts by name, in the order in which they are drawn; a new one is one line here.

A chart reads one kind of results, which `results.py` finds for a case. Charts over several
scenarios stand here as well: what they read comes from another study than a single case.
"""

from __future__ import annotations

from typing import Any

from bizcase.report.charts.adoption import adoption
from bizcase.report.charts.budget import budget
from bizcase.report.charts.cash import cash
from bizcase.report.charts.chart import Chart
from bizcase.report.charts.crossover import crossover
from bizcase.report.charts.distribution import distribution
from bizcase.report.charts.fan import fan
from bizcase.report.charts.heat_map import heat_map
from bizcase.report.charts.increment import increment
from bizcase.report.charts.npv_profile import npv_profile
from bizcase.report.charts.ranges import ranges
from bizcase.report.charts.spider import spider
from bizcase.report.charts.statement import statement
from bizcase.report.charts.tornado import Tornado, tornado
from bizcase.report.charts.unit_economics import unit_economics_chart
from bizcase.report.charts.waterfall import waterfall
from bizcase.study.comparison.result import Comparison
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.run import Run
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.study.simulation.result import Simulation

_IN_ORDER: tuple[Chart[Any], ...] = (
    Chart("cash", "cumulative cash, with payback and peak funding", Run, cash),
    Chart("adoption", "who adopts when, or units sold by year", Run, adoption),
    Chart("revenue-and-costs", "what comes in, what it costs, EBITDA", Run, statement),
    Chart("unit-economics", "what a unit or a subscriber leaves", Run, unit_economics_chart),
    Chart("waterfall", "from revenue to NPV in present values", Run, waterfall),
    Chart("npv-profile", "NPV by discount rate, with every rate of return", Run, npv_profile),
    Chart("tornado", "what each uncertain assumption does to NPV", Tornado, tornado),
    Chart("spider", "the NPV as assumptions change by per cent", Sensitivity, spider),
    Chart("heat-map", "the NPV for pairs of values of two assumptions", Sensitivity, heat_map),
    Chart("distribution", "how likely which NPV is", Simulation, distribution),
    Chart("fan", "how far cumulative cash may go apart", Simulation, fan),
    Chart("ranges", "what each option is worth, from P10 to P90", Comparison, ranges),
    Chart("increment", "the cash that an option brings beyond another", Comparison, increment),
    Chart("crossover", "NPV of the options by discount rate", Comparison, crossover),
    Chart("budget", "what the best choice is worth by budget", Portfolio, budget),
)

CHARTS: dict[str, Chart[Any]] = {chart.name: chart for chart in _IN_ORDER}
