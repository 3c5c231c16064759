"""What charts show is what the studies say: bars, lines and bands, read back from the figures."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from bizcase.report.charts.chart import Picture
from bizcase.report.charts.registry import CHARTS
from bizcase.report.charts.tornado import Tornado
from bizcase.study.bridge import present_values
from bizcase.study.fiscal_years import fiscal_years
from bizcase.study.measures.npv import npv_at
from bizcase.study.tornado import swings
from tests.charts.boxes import texts
from tests.charts.cases import SHIPPED, drawn, found, run_of, simulation_of


def longest_line(axes: Axes, colour: str = "#1F2A44") -> np.ndarray:
    """The points of the main line of a drawing, (n, 2)."""
    lines = [line for line in axes.lines if line.get_color() == colour]
    return np.asarray(max(lines, key=lambda line: len(line.get_xydata())).get_xydata())


def bars(axes: Axes) -> list[Rectangle]:
    """The bars of a drawing with some height and width."""
    return [
        one
        for one in axes.patches
        if isinstance(one, Rectangle) and one.get_height() and one.get_width()
    ]


def axes_of(figure: Figure) -> Axes:
    return figure.axes[0]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_line_of_cash_is_cumulative_cash(name: str) -> None:
    run = run_of(name)
    line = longest_line(axes_of(drawn(name, "cash").figure))
    assert line[:, 1] == pytest.approx(np.array(run.rows["cumulative_cash"]))
    assert line[:, 0] == pytest.approx(run.flows.column_end)


@pytest.mark.parametrize("name", SHIPPED)
def test_bars_of_revenue_and_costs_add_up_to_ebitda(name: str) -> None:
    run = run_of(name)
    axes = axes_of(drawn(name, "revenue-and-costs").figure)
    years = fiscal_years(run.model.timeline)
    places = longest_line(axes)[:, 0]
    ebitda = years.flow(run.rows["ebitda"])[-len(places) :]  # the opening only if it has costs
    assert len(places) >= len(years.headings) - 1
    sums = dict.fromkeys(range(len(ebitda)), 0.0)
    for bar in bars(axes):
        sums[round(bar.get_x() + bar.get_width() / 2)] += bar.get_height()
    assert list(sums.values()) == pytest.approx(ebitda, rel=1e-9, abs=1e-3)
    assert longest_line(axes)[:, 1] == pytest.approx(np.array(ebitda, dtype=float))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_waterfall_ends_at_the_npv(name: str) -> None:
    run = run_of(name)
    *steps, last = bars(axes_of(drawn(name, "waterfall").figure))
    npv = run.measures["npv"]
    assert last.get_height() == pytest.approx(npv)
    assert sum(bar.get_height() for bar in steps) == pytest.approx(npv)
    worth = [value for value in present_values(run).values() if abs(value) > 1e-3]
    assert [bar.get_height() for bar in steps] == pytest.approx(worth)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_bars_of_the_tornado_are_exact_computations(name: str) -> None:
    model = run_of(name).model
    tornado = found(name)[Tornado]()
    assert isinstance(tornado, Tornado)
    ends = {end for swing in swings(model) for end in (swing.low, swing.high)}
    for bar in bars(axes_of(drawn(name, "tornado").figure)):
        assert tornado.base is not None
        assert any(
            tornado.base + width == pytest.approx(end)
            for end in ends
            for width in (bar.get_width(),)
        )
    order = [tornado.swing(bar) for bar in tornado.strongest]
    assert order == sorted(order, reverse=True)


def test_a_tornado_can_be_fed_from_any_study() -> None:
    from bizcase.report.charts.draw import picture
    from bizcase.report.charts.tornado import Bar

    both_above = Bar("Turns", "1", "9", 6e6, 5.5e6)
    one_end = Bar("Half known", "0", "1", None, 2e6)
    dead = Bar("Dead", "0", "1", 4.8e6, 4.8e6)
    tornado = Tornado(run_of("thermostat"), 4.8e6, (both_above, one_end, dead))
    drawing = picture("tornado", {Tornado: lambda: tornado})
    assert isinstance(drawing, Picture)
    said = [text for text, _ in texts(drawing.figure)]
    assert any("no effect: Dead" in text for text in said)
    assert [text for text in said if text in ("Half known", "Turns")] == ["Half known", "Turns"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_profile_is_the_npv_at_every_rate(name: str) -> None:
    run = run_of(name)
    line = longest_line(axes_of(drawn(name, "npv-profile").figure))
    expected = [float(npv_at(run.flows, rate)[0]) for rate in line[::40, 0]]
    assert line[::40, 1] == pytest.approx(expected)
    low, high = line[0, 0], line[-1, 0]
    assert low <= run.rate <= high
    assert all(low <= rate <= high for rate in run.irr_all if -0.5 < rate < 2)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_histogram_has_the_shares_of_the_trials(name: str) -> None:
    simulation = simulation_of(name)
    histogram = simulation.histogram
    assert histogram is not None
    upper, lower = drawn(name, "distribution").figure.axes
    shares = [bar.get_height() for bar in bars(upper)]
    assert sum(shares) + histogram.below + histogram.above == pytest.approx(1)
    losses = sum(bar.get_height() for bar in bars(upper) if bar.get_x() < -1e-6)
    assert losses + histogram.below == pytest.approx(1 - simulation.gain_chance.value)
    curve = longest_line(lower)
    for share in (0.1, 0.5, 0.9):
        at = np.interp(share, curve[:, 1], curve[:, 0])
        width = histogram.edges[1] - histogram.edges[0]
        assert abs(at - simulation.measures["npv"].percentiles[share]) < width


def test_the_fan_shows_the_percentiles() -> None:
    simulation = simulation_of("thermostat")
    fan = simulation.fans["cumulative_cash"]
    axes = axes_of(drawn("thermostat", "fan").figure)
    median, base = (
        np.asarray(line.get_xydata())[:, 1]
        for line in axes.lines
        if len(line.get_xydata()) == len(fan.periods)
    )
    assert median == pytest.approx(fan.values[fan.shares.index(0.5)])
    assert base == pytest.approx(simulation.base.flows.cumulative_cash[:, 0])
    for band, (low, high) in zip(axes.collections[:3], ((0, -1), (1, -2), (2, -3)), strict=True):
        edges = band.get_paths()[0].vertices[:, 1]
        assert edges.min() == pytest.approx(fan.values[low].min())
        assert edges.max() == pytest.approx(fan.values[high].max())


def test_adopters_of_each_year_add_up() -> None:
    run = run_of("thermostat")
    axes = axes_of(drawn("thermostat", "adoption").figure)
    total = sum(bar.get_height() for bar in bars(axes))
    last = run.rows["thermostat.adopters_to_date"][-1]
    assert total == pytest.approx(last)
    assert longest_line(axes)[-1, 1] == pytest.approx(last)


def test_every_chart_has_a_test_here() -> None:
    shown = {"cash", "revenue-and-costs", "waterfall", "tornado", "npv-profile", "distribution",
             "fan", "adoption"}  # fmt: skip
    elsewhere = {"unit-economics", "spider", "heat-map", "ranges", "increment", "crossover",
                 "budget"}  # fmt: skip
    assert CHARTS.keys() - shown == elsewhere  # in test_titles, test_pairs, test_options
