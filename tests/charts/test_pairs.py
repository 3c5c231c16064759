"""The charts of sensitivity: lines that go through exact results, cells that hold them."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.collections import QuadMesh
from matplotlib.colors import to_rgb

import bizcase
from bizcase.report.charts.chart import Picture
from bizcase.report.charts.draw import picture
from bizcase.report.charts.look import COLOURS, shade
from bizcase.report.charts.results import results_of
from bizcase.report.charts.spider import legs
from bizcase.report.charts.tornado import Tornado
from bizcase.study.sensitivity.pairs import main_pair
from bizcase.study.sensitivity.result import Sensitivity
from bizcase.units.money import short
from tests.charts.boxes import collisions, texts
from tests.charts.cases import ROOT, drawn, found, run_of, text_run

HEAD = """
bizcase: 1
name: Lamp
currency: EUR
timeline: {start: 2027-01, step: year, length: 3 years}
discounting: {rate: 0%/year}
tax: none
"""


def study(name: str) -> Sensitivity:
    result = found(name)[Sensitivity]()
    assert isinstance(result, Sensitivity)
    return result


def test_a_line_of_the_spider_goes_through_the_results() -> None:
    [axes] = drawn("thermostat", "spider").figure.axes
    of = study("thermostat").of("products.thermostat.price")
    changes = [value / of.driver.base - 1 for value in of.values]
    lines = [np.asarray(line.get_xydata()) for line in axes.lines]
    assert any(
        len(line) == 5 and np.allclose(line, np.column_stack([changes, of.results]))
        for line in lines
    )


def test_the_spider_names_what_moves_most_per_cent() -> None:
    every = legs(study("oat_drink"))
    of = study("oat_drink").of("products.oat_drink.price")
    assert of.results[1] is not None
    assert of.results[3] is not None
    slope = (of.results[3] - of.results[1]) / (of.values[3] / of.values[1] - 1) / 100
    assert max(abs(leg.slope) for leg in every) == pytest.approx(slope, rel=0.05)
    title = drawn("oat_drink", "spider").title
    assert title.startswith("The NPV reacts most to oat drink price: by about EUR 573k for each 1%")


def test_a_range_far_beyond_the_others_is_cut_and_said() -> None:
    run = text_run(
        HEAD
        + """
products: {lamp: {units: 1_000/year, price: {base: 20, low: 19, high: 22}, unit_cost: 12}}
costs: {fair: {base: 100/year, low: 90/year, high: 5_000/year}}
"""
    )
    one = bizcase.draw(run, "spider")
    said = " ".join(" ".join(text.split()) for text, _ in texts(one.figure))
    assert "cut: Fair goes on to +4,900%" in said
    assert one.figure.axes[0].get_xlim()[1] < 1


def test_dates_and_zeros_are_no_legs() -> None:
    names = [leg.name for leg in legs(study("thermostat"))]
    assert not any("launch" in name or "when" in name for name in names)


def test_cells_of_the_heat_map_hold_the_npv() -> None:
    figure, table = drawn("oat_drink", "heat-map").figure, study("oat_drink").table
    assert table is not None
    cells = [text for line in table.npv for text in (short(v or 0.0, whole=False) for v in line)]
    said = [text for text, _ in texts(figure)]
    assert [text for text in said if text in cells][: len(cells)] == cells
    losses = sum((value or 0.0) < 0 for line in table.npv for value in line)
    assert drawn("oat_drink", "heat-map").title.endswith(f"it is negative in {losses} of 49 pairs")
    [mesh] = [c for c in figure.axes[0].collections if isinstance(c, QuadMesh)]
    faces = np.asarray(mesh.get_array()).reshape(-1, 3)
    for face, value in zip(faces, (v or 0.0 for line in table.npv for v in line), strict=True):
        warm = face[0] > face[2]  # more red than blue
        assert warm == (value < 0) or abs(value) < 5e4


def test_the_line_of_the_heat_map_is_where_the_npv_is_zero() -> None:
    # NPV = 3 * (a - b): zero on the diagonal, from corner to corner.
    run = text_run(
        HEAD
        + """
revenue: {a: {base: 100/year, low: 70/year, high: 130/year}}
costs: {b: {base: 100/year, low: 70/year, high: 130/year}}
"""
    )
    one = bizcase.draw(run, "heat-map")
    [contour] = [c for c in one.figure.axes[0].collections if hasattr(c, "levels")]
    points = np.concatenate([path.vertices for path in contour.get_paths()])
    assert points[:, 0] == pytest.approx(points[:, 1], abs=1e-6)
    assert points.min() == -0.5
    assert points.max() == 6.5
    assert (
        one.title
        == "A and B move the NPV from EUR -180 to EUR 180; it is negative in 21 of 49 pairs"
    )


def test_two_drivers_are_named_or_the_two_that_matter_most() -> None:
    pair = main_pair(study("thermostat"))
    assert pair is not None
    assert [one.path.split(".", 2)[-1] for one in pair] == [
        "adoption.market", "adoption.innovation",
    ]  # fmt: skip
    run = run_of("thermostat")
    one = picture("heat-map", results_of(run, table=("thermostat.price", "costs.marketing.share")))
    assert isinstance(one, Picture)
    assert one.title.startswith("Thermostat price and marketing share move the NPV")
    with pytest.raises(bizcase.ProblemsFoundError, match="there is no driver `prise`"):
        results_of(run, table=("prise", "adoption.market"))


def test_values_without_room_beside_each_other_are_left_out() -> None:
    a, b = ("{base: 100_501.5/year, low: 90_702.25/year, high: 120_001.75/year}",) * 2
    one = bizcase.draw(text_run(f"{HEAD}\nrevenue: {{a: {a}, b: {b}}}"), "heat-map")
    assert collisions(one.figure) == []
    labels = [label.get_text() for label in one.figure.axes[0].get_xticklabels()]
    assert [bool(text) for text in labels] == [True, False, False, True, False, False, True]


def test_one_driver_makes_no_pair_and_none_no_spider() -> None:
    run = text_run(HEAD + "revenue: {a: {base: 100/year, low: 70/year, high: 130/year}}")
    with pytest.raises(bizcase.ProblemsFoundError, match="fewer than two assumptions"):
        bizcase.draw(run, "heat-map")
    assert collisions(bizcase.draw(run, "spider").figure) == []
    with pytest.raises(bizcase.ProblemsFoundError, match="not one of the NPV"):
        bizcase.draw(
            bizcase.load(ROOT / "scenarios" / "oat_drink.yaml").sensitivity(measure="irr"), "spider"
        )


def test_shades_go_from_nothing_to_the_most_of_both() -> None:
    assert [shade(at)[0] for at in (-1.0, 0.0, 1.0)] == [
        COLOURS["coral"], "#FFFFFF", COLOURS["teal"].upper(),
    ]  # fmt: skip
    for at in np.linspace(-1, 1, 41):
        face, ink = (luminance(colour) for colour in shade(float(at)))
        assert (max(face, ink) + 0.05) / (min(face, ink) + 0.05) >= 4.5  # WCAG 2.1, AA
    assert luminance(shade(float("nan"))[0]) > 0.7


def luminance(colour: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return float(np.dot(parts, [0.2126, 0.7152, 0.0722]))


def test_a_value_beyond_its_range_keeps_the_range() -> None:
    scenario = bizcase.load(ROOT / "scenarios" / "oat_drink.yaml")
    run = scenario.run(set={"products.oat_drink.price": 2})
    found = results_of(run, ranges_of=scenario.model)[Tornado]()
    assert isinstance(found, Tornado)
    [bar] = [bar for bar in found.bars if bar.name == "Oat drink price"]
    assert (bar.low, bar.high) == ("EUR 1.1", "EUR 1.25")
    assert found.strongest[0] == bar
