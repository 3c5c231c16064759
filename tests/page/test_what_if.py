"""The panel in a real browser: what its sliders say is what the engine says, to the last digits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from bizcase.engine.evaluate import Trials
from bizcase.engine.model import Model
from bizcase.engine.operations import Array
from bizcase.report.page.panel.script import MEASURED, moved
from bizcase.study.flows_of import ROWS, flows_of
from bizcase.study.points import Points, with_values
from bizcase.study.run import Run, run
from bizcase.study.sensitivity.factors import with_factors
from tests.page.conftest import SCENARIOS, PageOf
from tests.page.opened import opened
from tests.written import head

POSITIONS = 20  # of each scenario, over its cases
NEAR = {"npv": 1e-9, "irr": 1e-7, "payback_years": 1e-6, "peak_funding": 1e-9}
MONEY = ("npv", "peak_funding")  # measured against the sum of all discounted flows without signs

# Moves the real sliders and reads what stands in the page.
MOVE = """positions => positions.map(([chosen, shares]) => {
  const choice = document.getElementById("case");
  choice.value = chosen;
  choice.dispatchEvent(new Event("change"));
  const values = {};
  settings.sliders.forEach((slider, n) => {
    const input = document.getElementById(`slider-${n}`);
    const [low, high] = [Number(input.min), Number(input.max)];
    input.value = String(Math.round(low + shares[n] * (high - low)));
    input.dispatchEvent(new Event("input"));
    values[slider.path] = Number(document.getElementById(`value-${n}`).dataset.value);
  });
  const measures = {};
  for (const name of ["npv", "irr", "payback_years", "peak_funding"])
    measures[name] = document.getElementById(`now-${name}`).dataset.value;
  return {values, measures, status: document.getElementById("status").textContent};
})"""


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_page_says_what_the_engine_says(
    browser: Browser, plain_page_of: PageOf, tmp_path: Path, path: Path
) -> None:
    page = plain_page_of(path)
    cases = [each.case for each in page.findings.runs]
    random = np.random.default_rng(len(path.stem))
    sliders = moved(page.findings)
    assert len(sliders) >= 4
    positions = [
        (cases[n % len(cases)], random.uniform(size=len(sliders)).tolist())
        for n in range(POSITIONS)
    ]
    with opened(browser, page, tmp_path) as tab:
        results = tab.evaluate(MOVE, positions)
    assert all(one["status"].startswith("Changed from the signed version") for one in results)
    of_case = {case: [r for r, (c, _) in zip(results, positions, strict=True) if c == case]
               for case in cases}  # fmt: skip
    wrong = [said for one in page.findings.runs for said in differences(one, of_case[one.case])]
    assert wrong == []


def differences(run_of_case: Run, results: list[dict[str, Any]]) -> list[str]:
    """Where a measure in the page is not that of the engine."""
    model = with_factors(run_of_case.model)
    paths = list(results[0]["values"])
    values = np.array([[one["values"][path] for one in results] for path in paths])
    meant = Points(model, paths, MEASURED).at(values)
    scale = turnover(model, paths, values)
    found = []
    for n, result in enumerate(results):
        for name, engine in zip(MEASURED, meant[:, n].tolist(), strict=True):
            shown = result["measures"][name]
            size = scale[n] if name in MONEY else max(1.0, abs(engine))
            if shown == "null" or np.isnan(engine):
                agrees = shown == "null" and bool(np.isnan(engine))
            else:
                agrees = abs(float(shown) - engine) <= NEAR[name] * size
            if not agrees:
                found.append(f"{run_of_case.case} {n}: {name} {shown}, the engine {engine}")
    return found


def turnover(model: Model, paths: list[str], values: Array) -> Array:
    """The sum of all discounted flows without their signs, at each of the points."""
    count = values.shape[1]
    flows = flows_of(model, Trials(model, ROWS, paths, count).rows(values), count)
    whole: Array = abs(flows.discounted_cash()) + abs(flows.discounted_terminal_value())
    return np.asarray(whole.sum(axis=0))


def test_both_versions_are_shown_as_soon_as_a_slider_moves(
    browser: Browser, plain_page_of: PageOf, tmp_path: Path
) -> None:
    page = plain_page_of(SCENARIOS[[path.stem for path in SCENARIOS].index("thermostat")])
    with opened(browser, page, tmp_path) as tab:
        status, reset = tab.locator("#status"), tab.locator("#reset")
        assert status.inner_text() == "The signed version: NPV EUR 4.8M"
        assert reset.is_disabled()
        tab.get_by_label("Thermostat price", exact=True).focus()
        tab.keyboard.press("ArrowLeft")
        assert (
            tab.get_by_label("Thermostat price", exact=True).get_attribute("aria-valuetext")
            == "EUR 164"
        )
        assert status.inner_text() == (
            "Changed from the signed version: NPV EUR 4.6M, signed EUR 4.8M"
        )
        assert tab.locator("#signed-npv").inner_text() == "EUR 4.8M"
        exact = float(tab.locator("#signed-npv").get_attribute("data-value") or "nan")
        assert exact == pytest.approx(page.findings.run.measures["npv"], rel=1e-9)
        tab.keyboard.press("Home")
        assert tab.locator("#now-rule").inner_text() == "fails"
        reset.focus()
        tab.keyboard.press("Enter")
        assert status.inner_text() == "The signed version: NPV EUR 4.8M"
        tab.get_by_label("Case", exact=True).select_option("downside")
        assert status.inner_text() == (
            "Changed from the signed version: NPV EUR 1.2M, signed EUR 4.8M"
        )
        assert tab.locator("#now-payback_years").inner_text() == "none"
        assert tab.locator("#lines path.now").get_attribute("d")


def test_values_that_are_not_allowed_have_no_measures(
    browser: Browser, plain_page_of: PageOf, tmp_path: Path
) -> None:
    """Together sliders may go where the scenario would be refused: the page says why, too."""
    path = tmp_path / "odd.yaml"
    path.write_text(ODD, encoding="utf-8")
    page = plain_page_of(path)
    model = with_factors(page.findings.model)
    names = {slider.name: n for n, slider in enumerate(moved(page.findings))}
    with opened(browser, page, tmp_path) as tab:
        for name, key in (("Discounting rate", "Home"), ("Terminal value growth", "End")):
            tab.locator(f"#slider-{names[name]}").press(key)
        values = {
            slider.path: float(tab.locator(f"#value-{n}").get_attribute("data-value") or "nan")
            for n, slider in enumerate(moved(page.findings))
        }
        said = tab.locator("#now-rule").inner_text()
        shown = tab.locator("#now-npv").inner_text()
    refused = Points(model, list(values)).at(np.array([[v] for v in values.values()]))
    assert np.isnan(refused).all()
    assert run(with_values(model, values)).measures["npv"] is not None  # a number without meaning
    assert (shown, said) == ("none", "a perpetuity cannot grow as fast as it is discounted")


ODD = (
    head("Odd", discounting="{rate: {base: 6%, low: 4%, high: 9%}, timing: end}")
    + """\
products: {lamp: {units: 1_000/year, price: {base: 100, low: 90, high: 110}, unit_cost: 40}}
capex: {tool: {amount: 90k, when: opening}}
terminal_value: {method: perpetuity, growth: {base: 3%/year, low: 0%/year, high: 3.5%/year}}
"""
)
