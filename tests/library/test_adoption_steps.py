"""Adoption does not depend on the step: yearly sums agree in months, quarters and years."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bizcase.engine.evaluate import evaluate
from bizcase.scenario.load import load_model

ADOPTION = {
    "bass": "adoption: {model: bass, market: 400k, innovation: 2%/year, imitation: 45%/year}",
    "logistic": "adoption: {model: logistic, market: 400k, speed: 110%/year, halfway: 3 years}",
    "gompertz": "adoption: {model: gompertz, market: 400k, speed: 60%/year, halfway: 30 months}",
    "linear": "adoption: {model: linear, market: 400k, over: 40 months}",
    "adopters by year": "adoption: {model: table, adopters: [1k, 5k, 9k, ...]}",
    "by date": "adoption: {model: table, adopters: {2027-03: 1k/month, 2028-11: 7k/month}}",
    "adopters to date": "adoption: {model: table, adopters_to_date: [1k, 6k, 16k, 24k, 30k]}",
    "units by year": "units: [1k, 5k, 9k, ...]",
    "units that grow": "units: {base: 700/month, grows: 20%/year}",
    "units in a window": "units: {amount: 100k/year, from: 2027-09, to: 2030-02}",
    "units on a ramp": "units: {amount: 100k/year, ramp: 17 months}",
    "market share": "units: {market: {base: 1M/year, grows: 4%/year}, share: [1%, 3%, 6%, ...]}",
    "new customers": "customers: {new: 400/month}",
    "customers won": "customers: {spend: 240k/year, cac: 900}",
}
# At the start of the timeline; inside a year and inside a quarter.
LAUNCHES = ("launch: 2027-01", "launch: 2027-06, delay: 5 months")
SEASONS = ("", "seasonality: [4%, 6%, 8%, 9%, 9%, 10%, 11%, 11%, 10%, 9%, 8%, 5%]")


def yearly_sums(folder: Path, step: str, product: str) -> np.ndarray:
    file = folder / f"{step}.yaml"
    file.write_text(
        f"""\
bizcase: 1
name: Steps
currency: EUR
timeline: {{start: 2027-01, step: {step}, length: 5 years}}
discounting: {{rate: 10%}}
tax: none
products: {{grill: {{{product}}}}}
""",
        encoding="utf-8",
    )
    units: np.ndarray = evaluate(load_model(file))["grill.units"][1:].reshape(5, -1)
    return units @ np.ones(units.shape[1])


@pytest.mark.parametrize("season", SEASONS, ids=["even", "seasonal"])
@pytest.mark.parametrize("launch", LAUNCHES)
@pytest.mark.parametrize("adoption", ADOPTION.values(), ids=ADOPTION.keys())
def test_yearly_sums_agree(adoption: str, launch: str, season: str, tmp_path: Path) -> None:
    product = ", ".join(part for part in (adoption, launch, season) if part)
    by_year = yearly_sums(tmp_path, "year", product)
    assert by_year.sum() > 0
    for step in ("quarter", "month"):
        assert yearly_sums(tmp_path, step, product) == pytest.approx(by_year, rel=1e-9)
