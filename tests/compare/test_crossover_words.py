"""What is said of several crossover rates, of which one is higher than any discount rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.report.charts.crossover import best_by_rate
from bizcase.report.records.comparison import comparison_record
from bizcase.report.tables.increments import increment_facts
from bizcase.report.tables.turning import changes_table
from bizcase.study.compare import compare
from bizcase.study.comparison.advice import advice
from bizcase.study.comparison.rates import crossing, stretches
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.npv import npv_at
from tests.cli.conftest import LAMP

EARNS = "revenue: {service: {by_year: [100k, 100k, 100k, 100k]}}\n"


def compared(folder: Path, mould: str, years: str) -> Comparison:
    """The lamp and another one, which has that mould and these yearly earnings beside."""
    lamp, other = folder / "lamp.yaml", folder / "other.yaml"
    lamp.write_text(LAMP + EARNS, encoding="utf-8")
    text = f"capex: {{mould: {{amount: {mould}}}}}\nrevenue: {{service: {{by_year: {years}}}}}\n"
    other.write_text(f"bizcase: 1\nextends: lamp.yaml\nname: Other\n{text}", encoding="utf-8")
    return compare([lamp, other], trials=0)


@pytest.fixture
def twice(tmp_path: Path) -> Comparison:
    """Two rates make both worth the same, 63.4% and 496%: between them the lamp is better."""
    found = compared(tmp_path, "89_730", "[22_020, 200_000, 100k, 100k]")
    rates = found.increments[0].crossovers
    assert rates == pytest.approx((0.634, 4.96), rel=5e-3)
    return found


def rows(found: Comparison) -> dict[str, tuple[str, ...]]:
    return {one.label: one.cells for one in increment_facts(found, found.increments[0]).lines}


def test_a_stretch_ends_where_the_next_crossover_is(twice: Comparison) -> None:
    increment = twice.increments[0]
    assert stretches(increment.intervals, "Other") == "below 63.4%"
    assert stretches(increment.intervals, "Lamp") == "from 63.4% to over 100%"
    for rate, better in ((0.3, "Other"), (0.8, "Lamp"), (3.0, "Lamp"), (6.0, "Other")):
        worth = {one.name: float(npv_at(one.flows, rate)[0]) for one in twice.options}
        assert max(worth, key=lambda name: worth[name]) == better
    said = "Other has the higher NPV below 63.4%, Lamp from 63.4% to over 100%"
    assert crossing(increment) == said
    assert rows(twice)["Incremental IRR"] == ("none", "2 rates make both worth the same")
    assert rows(twice)["Crossover rates"] == ("63.4% and over 100%", said)
    changes = changes_table(twice)
    assert changes is not None
    assert changes.lines[0].cells[0] == "from 63.4% to over 100%"


def test_no_sentence_says_above_what_holds_only_between(twice: Comparison) -> None:
    record = str(comparison_record(twice))
    chart = bizcase.draw(twice, "crossover")
    for text in (record, chart.title, *advice(twice)):
        assert "above 63" not in text
    assert chart.title == "Other is worth most below 63.4%, Lamp from 63.4% to over 100%"
    intervals = [(one.low, one.high, one.better) for one in best_by_rate(twice.options)]
    assert [better for _, _, better in intervals] == ["Other", "Lamp", "Other"]
    assert intervals[-1][1] == float("inf")


def test_a_return_that_nobody_asks_for_is_not_written_out(tmp_path: Path) -> None:
    """Sixty in the opening bring 1,152 more a year later: the rate is 1,820%, as JSON says."""
    found = compared(tmp_path, "100_060", "[101_152, 100k, 100k, 100k]")
    assert found.increments[0].irr == pytest.approx(18.2)
    every = "Other has the higher NPV at every rate from 0% to 100%"
    assert rows(found)["Incremental IRR"] == ("over 100%", f"the crossover rate: {every}")
    assert "1,820" not in " ".join(advice(found))


def test_every_rate_of_the_title_is_on_the_axis(tmp_path: Path) -> None:
    """The rate at which doing nothing becomes the best is far beyond that at which two meet."""
    lamp, other = tmp_path / "lamp.yaml", tmp_path / "other.yaml"
    lamp.write_text(LAMP, encoding="utf-8")
    cheap = "products: {lamp: {price: 82}}\ncapex: {mould: {amount: 30k}}\n"
    other.write_text(f"bizcase: 1\nextends: lamp.yaml\nname: Other\n{cheap}", encoding="utf-8")
    found = compare([lamp, other], trials=0)
    one = bizcase.draw(found, "crossover")
    named = [
        float(word.strip(",%")) / 100 for word in one.title.split() if word.endswith(("%", "%,"))
    ]
    assert max(named) > 0.6
    low, high = one.figure.axes[0].get_xlim()
    assert all(low <= rate <= high for rate in named), (named, low, high)
    curves = [np.asarray(line.get_xydata()) for line in one.figure.axes[0].lines]
    assert all(line[:, 0].max() <= high + 1e-9 for line in curves if len(line) > 100)
