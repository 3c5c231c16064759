"""The charts of several scenarios: what they show, what they say, odd options, a portfolio."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes

import bizcase
from bizcase.report.charts.budget import curve_of
from bizcase.report.charts.chart import Picture
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.npv import npv_at
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.portfolio.load import portfolio
from tests.charts.boxes import collisions, texts
from tests.charts.cases import ROOT
from tests.charts.test_true_figures import bars, longest_line
from tests.workbook.odd import ODD

OF_OPTIONS = ("ranges", "increment", "crossover")
_YEARS = """
timeline: {start: 2027-01, step: year, length: 4 years}
discounting: {rate: 10%/year}
tax: none
"""
SMALL: dict[str, str] = {
    "loses": _YEARS + "revenue: {a: 10/year}\ncosts: {b: {amount: 90, when: opening}}",
    "loses more": _YEARS + "revenue: {a: 10/year}\ncosts: {b: {amount: 190, when: opening}}",
    "gains": _YEARS + "revenue: {a: {base: 60/year, low: 20/year, high: 70/year}}\n"
    "costs: {b: {amount: 90, when: opening}}",
    "only costs": _YEARS + "costs: {b: {base: 20/year, low: 10/year, high: 25/year}}",
    "costs more at first": _YEARS + "costs: {b: {amount: 60, when: opening}}",
    "nothing at all": _YEARS + "revenue: {a: 0/year}",
    "huge": _YEARS + "revenue: {a: 900bn/year}\ncosts: {b: {amount: 2_000bn, when: opening}}",
    "A name that goes on and on, as they do where many people have a word in it, and on": _YEARS
    + "revenue: {a: 50/year}\ncosts: {b: {amount: 100, when: opening}}",
    "one year": ODD["one period"].replace("length", "start: 2027-01, length").lstrip("\n"),
}
LONG = next(name for name in SMALL if len(name) > 40)


@cache
def shipped() -> Comparison:
    files = [ROOT / "scenarios" / f"{name}.yaml" for name in ("thermostat", "thermostat_lite")]
    return bizcase.compare([str(file) for file in files], trials=1_000)


@cache
def shipped_portfolio() -> Portfolio:
    return portfolio(ROOT / "scenarios" / "portfolio")


def compared(folder: Path, *names: str) -> Comparison:
    files = []
    for number, name in enumerate(names):
        files.append(folder / f"{number}.yaml")
        text = f'bizcase: 1\nname: "{name}"\ncurrency: EUR\n{SMALL[name]}\n'
        files[-1].write_text(text, encoding="utf-8")
    return bizcase.compare([str(file) for file in files], trials=1_000)


def axes_of(chart: str) -> Axes:
    return bizcase.draw(shipped(), chart).figure.axes[0]


def said(one: Picture) -> str:
    return " ".join(" ".join(text.split()) for text, _ in texts(one.figure))


def test_ranges_are_those_of_the_trials() -> None:
    odds = shipped().chances
    assert odds is not None
    drawn = bars(axes_of("ranges"))
    for bar, name in zip(drawn, ("Smart thermostat", "Thermostat Lite"), strict=True):
        low, high = odds.spread[name][0.1], odds.spread[name][0.9]
        assert (bar.get_x(), bar.get_width()) == pytest.approx((low, high - low))
        # The range of an option is that of what it brings beyond doing nothing.
        assert odds.spread[name] == pytest.approx(odds.percentiles[name, "Do nothing"])
    one = bizcase.draw(shipped(), "ranges")
    choose = "Choose Smart thermostat: NPV EUR 4.8M against EUR 3.8M for Thermostat Lite"
    assert one.title.startswith(f"{choose}, if you trust its base case: it passes the rule, only ")
    assert "best in 6" in said(one)
    assert "1,000 trials, seed 1" in said(one)
    assert "11%/year nominal, flows at period end · tax 25%" in said(one)


def test_one_that_is_hardly_ever_the_best_is_not_said_to_be_never() -> None:
    odds = shipped().chances
    assert odds is not None
    seldom = replace(odds.best["Thermostat Lite"], value=0.004)
    best = {**odds.best, "Thermostat Lite": seldom}
    one = bizcase.draw(replace(shipped(), chances=replace(odds, best=best)), "ranges")
    assert "best in < 1% of the trials" in said(one)


def test_the_increment_is_the_difference_of_the_years() -> None:
    yearly = shipped().yearly(shipped().increments[0])
    drawn = [bar.get_height() for bar in bars(axes_of("increment"))]
    assert drawn[: len(yearly.cash)] == pytest.approx(list(yearly.cash))
    assert drawn[len(yearly.cash) :] == pytest.approx([v for v in yearly.terminal_value if v])
    line = longest_line(axes_of("increment"))
    assert line[:, 1] == pytest.approx(np.cumsum(np.array(yearly.cash, dtype=float)))
    assert bizcase.draw(shipped(), "increment").title == (
        "Thermostat Lite is worth EUR 975k less than Smart thermostat; "
        "by 2032 it leaves EUR 181k more cash"
    )


def test_curves_cross_where_the_crossover_is_marked() -> None:
    one = bizcase.draw(shipped(), "crossover")
    curves = [np.asarray(line.get_xydata()) for line in one.figure.axes[0].lines]
    ours, theirs = (line for line in curves if len(line) > 100)
    [rate] = shipped().increments[0].crossovers
    at = [float(np.interp(rate, line[:, 0], line[:, 1])) for line in (ours, theirs)]
    assert at[0] == pytest.approx(at[1], rel=1e-3)
    assert at[0] == pytest.approx(float(npv_at(shipped().options[0].flows, rate)[0]), rel=1e-3)
    assert "Crossover 21.1%" in said(one)
    assert one.title == (
        "Smart thermostat is worth most below 21.1%, Thermostat Lite from 21.1% to 55.7%, "
        "Do nothing above 55.7%"
    )


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (("loses", "loses more"), "Do nothing: no option is worth more than it costs"),
        (("gains", LONG), "Choose gains"),
        (("only costs", "costs more at first"), "If one of them is needed, choose"),
        (("nothing at all", "gains"), "Choose gains"),
        (("huge", "loses"), "Choose huge"),
        (("one year", "gains"), "Choose gains"),
        (("loses", "loses more", "gains", LONG, "huge", "only costs", "one year"), "Choose huge"),
    ],
)
def test_odd_options_are_drawn(tmp_path: Path, names: tuple[str, ...], says: str) -> None:
    found = compared(tmp_path, *names)
    for chart in OF_OPTIONS:
        one = bizcase.draw(found, chart)
        assert collisions(one.figure) == [], chart
        assert not {"nan", "inf"} & {word.lower() for word in said(one).split()}, chart
    assert bizcase.draw(found, "ranges").title.startswith(says)


def test_the_same_option_twice_has_no_increment(tmp_path: Path) -> None:
    found = compared(tmp_path, "loses", "loses")
    with pytest.raises(bizcase.ProblemsFoundError, match="the same cash flows"):
        bizcase.draw(found, "increment")


def test_what_is_drawn_of_one_is_not_drawn_of_several() -> None:
    with pytest.raises(TypeError, match="`cash` is drawn of a Run, not a Comparison"):
        bizcase.draw(shipped(), "cash")
    with pytest.raises(TypeError, match="`ranges` is drawn of a Comparison, not a Portfolio"):
        bizcase.draw(shipped_portfolio(), "ranges")


def test_the_curve_of_the_budget_is_the_best_npv() -> None:
    found = shipped_portfolio()
    curve = curve_of(found)
    assert 1.0 in curve.scales
    assert found.shares is not None
    assert curve.worth[curve.scales.index(1.0)] == found.npv(found.shares)
    assert curve.worth == sorted(curve.worth)  # more money never makes it worse
    assert curve.worth[-1] == found.worth_at(1e6)
    one = bizcase.draw(found, "budget")
    assert collisions(one.figure) == []
    assert one.title == "Choose Coffee machine and Capsules: NPV EUR 2.4M"
    assert "Best choice EUR 2.4M" in said(one)
    assert "By index EUR 1.8M" in said(one)
    line = longest_line(one.figure.axes[0])
    assert line[:, 1] == pytest.approx(curve.worth)


@pytest.mark.parametrize(
    ("budget", "divisible"), [("5M", True), ("2027=7M,2028=3M", True), ("opening=100k", False)]
)
def test_budgets_of_other_kinds(budget: str, divisible: bool) -> None:
    one = bizcase.draw(portfolio(ROOT / "scenarios" / "portfolio", [budget], divisible), "budget")
    assert collisions(one.figure) == []


def test_no_money_is_no_curve() -> None:
    found = portfolio(ROOT / "scenarios" / "portfolio", ["0"])
    with pytest.raises(bizcase.ProblemsFoundError, match="all budgets are zero"):
        bizcase.draw(found, "budget")
