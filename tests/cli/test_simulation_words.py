"""The words and pictures of a simulation: sentences, values, bars, the progress on a terminal."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

import bizcase
from bizcase.chance.assumed import uncertain
from bizcase.cli import progress
from bizcase.cli.progress import Bar, time_left
from bizcase.cli.simulation_page import simulation_page
from bizcase.report.tables.assumption import evidence, range_text, short_name
from bizcase.report.tables.drivers import evidence_sentence
from bizcase.report.tables.meaning import meaning
from bizcase.report.tables.picture import HEIGHT, picture
from bizcase.study.simulation.histogram import Histogram
from bizcase.study.simulation.moments import Estimate
from bizcase.study.simulation.result import Simulation
from bizcase.units.money import chance

SCENARIOS = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def robots() -> Simulation:
    scenario = bizcase.load(SCENARIOS / "warehouse_robots.yaml")
    return scenario.simulate(2_000, measures=["payback_years"])


def test_ranges_are_shown_as_people_read_them() -> None:
    model = bizcase.load(SCENARIOS / "thermostat.yaml").model
    shown = {short_name(model, path): range_text(g, model) for path, g in uncertain(model).items()}
    assert shown["adoption.market"] == "350k to 570k"
    assert shown["adoption.innovation"] == "2% to 4%/year"
    assert shown["adoption.launch"] == "2027-06 to 2027-12"
    assert shown["thermostat.price"] == "EUR 150 to 178"
    assert shown["subscription.price"] == "EUR 2.99 to 4.99/month"
    assert shown["tooling.amount"] == "EUR 1.05M to 1.6M"
    path = "products.oat_drink.units.share.factor"
    model = bizcase.load(SCENARIOS / "oat_drink.yaml").model
    share = model.inputs[path]
    assert short_name(model, path) == "units.share"
    assert range_text(share, model) == "-30% to +25%"
    assert evidence(share) == "illustrative (Sales)"
    certain = model.inputs["costs.listing_fees.payments"]
    assert range_text(certain, model) == ""


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (1e-9, "< 0.1%"), (0.0006, "0.1%"), (0.5, "50.0%"), (0.9994, "99.9%"),
     (1 - 1e-9, "> 99.9%"), (1, "100%")],
)  # fmt: skip
def test_nothing_is_called_certain_that_is_not(share: float, words: str) -> None:
    assert chance(share) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.004, "< 1%"), (0.006, "1%"), (0.61, "61%"), (0.994, "99%"), (0.996, "> 99%"),
     (1, "100%"), (float("nan"), "none")],
)  # fmt: skip
def test_nor_where_shares_are_shown_whole(share: float, words: str) -> None:
    assert chance(share, 0) == words


def test_the_mean_beside_the_base_case(robots: Simulation) -> None:
    said = meaning(robots)
    assert said.startswith("In 93.7% of the trials the NPV is above zero; 85.4% of all pass ")
    assert "is EUR 357k below the base case of EUR 1.8M" in said
    assert said.endswith("and the ranges reach further to the bad side.")
    # As if the values at their means had given what the base case gives.
    base = robots.base.measures["npv"]
    assert base is not None
    curved = replace(robots, npv_at_means=base)
    assert meaning(curved).endswith("values act on each other, so that good and bad luck do not "
                                    "cancel.")  # fmt: skip
    both = meaning(replace(robots, npv_at_means=base - 150e3))
    assert "take it down by EUR 150k, values that act on each other down by EUR 207k." in both
    npv = robots.measures["npv"]
    same = replace(npv, mean=Estimate(base * 1.001, npv.mean.standard_error))
    near = replace(robots, measures={**robots.measures, "npv": same})
    assert meaning(near).endswith("The mean of all trials is about the base case, EUR 1.8M.")


def test_all_and_none(robots: Simulation) -> None:
    assert robots.rule is not None
    sure = replace(robots, gain_chance=Estimate(1.0, 0.0),
                   rule=replace(robots.rule, passes=Estimate(0.0, 0.0)))  # fmt: skip
    assert meaning(sure).startswith(
        "In all of the trials the NPV is above zero; none of all passes"
    )


def test_the_evidence_is_named(robots: Simulation) -> None:
    assert evidence_sentence(robots).startswith(
        "All of the spread rests on assumptions that are only `illustrative`: benefits.picking"
    )
    found = tuple(replace(driver, source="Time study, May 2026") for driver in robots.drivers)
    robots = replace(robots, drivers=found)
    assert evidence_sentence(robots) == (
        "All of the spread rests on assumptions that name a source."
    )
    mixed = (replace(found[0], source="tbd: ask IT"), replace(found[1], source=""), *found[2:])
    said = evidence_sentence(replace(robots, drivers=mixed))
    assert (
        "of the spread rests on assumptions that are only `tbd`: benefits.picking_hours; " in said
    )
    assert said.endswith("% of the spread rests on assumptions without a source: robots.amount.")
    bare = tuple(replace(driver, source="") for driver in robots.drivers)
    assert evidence_sentence(replace(robots, drivers=bare)).startswith(
        "All of the spread rests on assumptions without a source: benefits.picking_hours, "
    )
    one = (robots.drivers[0], replace(robots.drivers[1], source=""), *robots.drivers[2:])
    assert evidence_sentence(replace(robots, drivers=one)) == (
        "6% of the spread rests on assumptions without a source: robots.amount."
    )
    idle = tuple(replace(driver, share=0.0, rank_correlation=0.0) for driver in robots.drivers)
    assert evidence_sentence(replace(robots, drivers=idle)) == "No uncertain value moves the NPV."


def test_a_picture_has_zero_and_marks_in_their_places() -> None:
    edges = tuple(float(n) * 1e5 for n in range(-5, 20))
    shares = tuple((n + 1) / 300 for n in range(24))
    drawn = picture(Histogram(edges, shares, 0.0, 0.0), {"P10": 0.0, "P50": 1e4, "far": 9e9})
    assert len(drawn.bars) == HEIGHT
    assert drawn.zero == 15
    assert drawn.axis[15] == "┼"
    assert drawn.labels[15] == "0"
    assert drawn.bars[0].endswith("███")
    assert drawn.bars[-1].startswith("▂▂▂")
    # Two marks at one place stand below each other; one outside is left out.
    assert drawn.marks == (" " * 15 + "▲ P10", " " * 15 + "▲ P50")


@pytest.mark.parametrize("count", [3, 20, 25, 36])
def test_no_picture_is_wider_than_a_terminal(count: int) -> None:
    edges = tuple(float(n) for n in range(count + 1))
    drawn = picture(Histogram(edges, (1 / count,) * count, 0.0, 0.0), {"P90": count - 0.1})
    assert max(map(len, (*drawn.bars, drawn.axis, drawn.labels, *drawn.marks))) <= 78


def test_a_terminal_that_knows_ascii_only_gets_a_picture(robots: Simulation) -> None:
    console = Console(file=io.StringIO(), width=80)
    for part in simulation_page(robots, None, 80, plain=True):
        console.print(part)
    assert isinstance(console.file, io.StringIO)
    shown = console.file.getvalue()
    picture_lines = shown[shown.index("NPV, EUR, in") : shown.index("Measures")]
    assert picture_lines.isascii()
    assert "######" in picture_lines
    assert "^ P50" in picture_lines
    drivers = shown[shown.index("What drives") : shown.index("Cumulative cash")]
    assert "########" in drivers
    assert drivers.isascii()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def watched(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float) -> str:
    """What a bar writes while 40 parts take some seconds in all."""
    now = [0.0]
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(progress, "monotonic", lambda: now[0])
    monkeypatch.setenv("TERM", "xterm")
    with Bar("Simulating") as bar:
        for part in range(1, 41):
            now[0] += seconds / 40
            bar(part * 1_000, 40_000)
    return stream.getvalue()


def test_a_terminal_sees_how_long_it_will_take(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = watched(monkeypatch, Terminal(), 400)
    assert "20,000 of 40,000" in shown
    assert "3 min left" in shown
    assert "10 s left" in shown
    assert "Ctrl-C stops" in shown


def test_a_moment_needs_no_bar_and_a_pipe_sees_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert watched(monkeypatch, Terminal(), 0.45) == ""
    assert watched(monkeypatch, io.StringIO(), 400) == ""


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "1 s"), (42.4, "42 s"), (100, "2 min"), (7_500, "2 h 5 min")],
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert time_left(seconds) == words
