"""Options of unlike steps, starts, rates and timing are made alike, and it is said; or refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import bizcase
from bizcase.problems import ProblemsFoundError
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.npv import npv_at
from bizcase.study.view import View
from tests.compare.files import BASE, written
from tests.compare.written import cash

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def compared(folder: Path, option: str, trials: int = 0) -> Comparison:
    return bizcase.compare(written(folder, option=option), trials=trials)


def said(found: Comparison) -> dict[str, str]:
    return {one.about: one.said for one in found.differences}


@pytest.mark.parametrize(
    "option",
    [
        "timeline: {step: month}",
        "timeline: {step: year}",
        "timeline: {start: null}",
        "timeline: {fiscal_year_ends: 3}",
        "discounting: {timing: mid}",
        "discounting: {timing: start}",
        "timeline: {step: month}\ndiscounting: {timing: mid}",
    ],
)
def test_what_changes_no_cash_makes_no_difference(tmp_path: Path, option: str) -> None:
    found = compared(tmp_path, option, trials=1_000)
    lamp, other = found.options
    for name, value in lamp.measures.items():
        expected = None if value is None else pytest.approx(value, rel=1e-9)
        assert other.measures[name] == expected, name
    assert not found.increments[0].flows[1].any()
    assert set(found.yearly(found.increments[0]).cash) == {0}
    assert found.ranking.tied(lamp, other)
    assert found.chances
    assert found.chances.ties["Lamp", "option"] == 1
    assert len(said(found)) >= 1


def test_a_later_start_is_discounted_to_the_earliest(tmp_path: Path) -> None:
    found = compared(tmp_path, "timeline: {start: 2028-04}", trials=2_000)
    lamp, later = found.options
    assert lamp.measures["npv"] is not None
    wait = 1.1**-1.25
    assert later.measures["npv"] == pytest.approx(lamp.measures["npv"] * wait)
    assert later.measures["irr"] == pytest.approx(lamp.measures["irr"])
    assert later.measures["payback_years"] == pytest.approx(lamp.measures["payback_years"] + 1.25)
    assert later.measures["peak_funding"] == lamp.measures["peak_funding"]
    assert later.measures["equivalent_annual_annuity"] == pytest.approx(
        lamp.measures["equivalent_annual_annuity"] * wait
    )
    yearly = found.yearly(found.increments[0])
    assert yearly.headings[:3] == ("Opening", "2027", "2028")
    assert yearly.cash[0] == 100e3  # the mould of the first option alone
    assert yearly.cash[2] == pytest.approx(-100e3 + 30e3 - 40e3)
    assert "all is discounted to 2027-01" in said(found)["start"]
    assert found.chances
    mean = {name: estimate.value for name, estimate in found.chances.mean.items()}
    assert mean["option"] == pytest.approx(mean["Lamp"] * wait)
    # The same start again has the flows of the same worth at the rate of return and at 0 %.
    assert found.increments[0].crossovers == pytest.approx([0, lamp.measures["irr"]], abs=1e-9)


def test_each_is_valued_at_its_own_rate(tmp_path: Path) -> None:
    found = compared(tmp_path, "discounting: {rate: 14%/year}")
    lamp, other = found.options
    assert other.measures["npv"] == pytest.approx(float(npv_at(lamp.flows, 0.14)[0]))
    assert said(found)["discount_rate"] == (
        "Discount rates differ: 10% (Lamp), 14% (option); each is valued at its own."
    )
    assert found.increments[0].why_null["irr"] == "the cash flows are the same"


def test_a_real_rate_becomes_nominal_or_is_refused(tmp_path: Path) -> None:
    real = "discounting: {rate: 8%/year, kind: real}\n"
    found = compared(tmp_path, real + "inflation: {general: 2%/year}")
    assert found.options[1].rate == pytest.approx(1.08 * 1.02 - 1)
    assert said(found)["price_basis"].endswith("10.16% (option); all is in nominal money.")
    with pytest.raises(ProblemsFoundError, match="price-bases-differ"):
        compared(tmp_path, real)
    # Two in money of constant purchasing power may stand beside each other.
    (tmp_path / "lamp.yaml").write_text(BASE.replace("timing: end", "kind: real"))
    (tmp_path / "other.yaml").write_text("bizcase: 1\nextends: lamp.yaml\nname: Other\n")
    both = [tmp_path / "lamp.yaml", tmp_path / "other.yaml"]
    assert bizcase.compare(both, trials=0).differences == ()


def test_unlike_taxes_lives_and_inflation_are_said(tmp_path: Path) -> None:
    tax = "tax: {replace: {rate: 25%, losses: offset}}\n"
    found = compared(tmp_path, f"{tax}timeline: {{length: 3 years}}\ninflation: {{wages: 2%/year}}")
    assert {"tax", "life", "inflation"} <= said(found).keys()


@pytest.mark.parametrize("together", [1, 2, 3, 12])
@pytest.mark.parametrize("timing", ["end", "mid", "start"])
def test_longer_periods_keep_the_cash_and_move_it_by_the_convention(
    together: int, timing: str
) -> None:
    flows = cash("One", [-100, 30, 50, 40], 0.12, "month", timing).flows
    seen = View(together=together).seen(flows)
    assert seen.cash.sum() == pytest.approx(flows.cash.sum())
    length, place = together / 12, {"end": 0.0, "mid": 0.5, "start": 1.0}[timing]
    ends = np.arange(length, 3 + 1e-9, length)
    assert seen.discount_time == pytest.approx(np.concatenate([[0], ends - place * length]))
    assert seen.discount_factor[:, 0] == pytest.approx(1.12**-seen.discount_time)
    assert seen.horizon == flows.horizon


@pytest.mark.parametrize("file", sorted(SCENARIOS.glob("*.yaml")), ids=lambda p: p.stem)
def test_lines_make_up_the_difference(file: Path) -> None:
    found = bizcase.compare([SCENARIOS / "thermostat.yaml#late launch", file], trials=0)
    for increment in found.increments:
        assert increment.npv is not None
        assert sum(increment.by_line().values()) == pytest.approx(increment.npv, rel=1e-9)
        yearly = found.yearly(increment)
        _, amounts = increment.flows
        every = [value for value in (*yearly.cash, *yearly.terminal_value) if value is not None]
        assert len(every) == 2 * len(yearly.cash)
        assert amounts.sum() == pytest.approx(sum(every))
