"""Laws whose answers are known, from the command line: mean, deviation and tail.

All lie within four standard errors, whatever the seed and the sampler.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from statistics import NormalDist

import pytest

from bizcase.chance.laws import Z
from tests.cli.conftest import Program
from tests.written import head

TRIALS = 20_000
HEAD = head("Known", timeline="{step: year, length: YEARS years}", discounting="{rate: 0%/year}")
PHI = NormalDist().cdf


@dataclass(frozen=True)
class Known:
    """A scenario whose NPV has a known law; `loss` is P(NPV < 0), `kurtosis` that of the law."""

    text: str
    mean: float
    deviation: float
    loss: float
    kurtosis: float = 3.0
    years: int = 2


def drawn(law: str, points: tuple[float, float, float], unit: str = "", names: str = "") -> str:
    low, base, high = (f"{point!r}{unit}" for point in points)
    first, last = names.split() if names else ("low", "high")
    return f"{{base: {base}, {first}: {low}, {last}: {high}, distribution: {law}}}"


def normal(mean: float, deviation: float) -> str:
    return drawn("normal", (mean - Z * deviation, mean, mean + Z * deviation))


def lognormal(mean: float, deviation: float, unit: str = "") -> str:
    low, base, high = (math.exp(mean + z * deviation) for z in (-Z, 0, Z))
    return drawn("lognormal", (low, base, high), unit)


RANK = 6 / math.pi * math.asin(0.5 / 2)  # of normals that are correlated 0.5
# Hillier (1963): -10, 8 and 8 with deviations 1, 2 and 3, weights 1, 0.9, 0.8; two correlate 0.5.
NORMALS = f"""benefits:
  first: {{amount: {normal(0.9 * 8, 0.9 * 2)}, when: year 1}}
  second: {{amount: {normal(0.8 * 8, 0.8 * 3)}, when: year 2}}
costs:
  outlay: {{amount: {normal(10, 1)}, when: opening}}
correlations:
  - {{between: [benefits.first.amount, benefits.second.amount], rank: {RANK!r}}}
"""
# From 2 over 5 to 11, less a certain 3: mean 6 and variance 3.5; (3 - 2)^2 / (9 * 3) lies below 3.
TRIANGLE = f"""benefits:
  saved: {{amount: {drawn("triangular", (2, 5, 11), names="min max")}, when: year 1}}
costs: {{outlay: {{amount: 3, when: opening}}}}
"""
# exp(N(1, 0.3)) times exp(N(0.5, 0.4)), which is exp(N(1.5, 0.5)), less a certain 2.
PRODUCT = f"""products:
  lamp: {{units: {lognormal(1.0, 0.3, "/year")}, price: {lognormal(0.5, 0.4)}}}
costs: {{outlay: {{amount: 2, when: opening}}}}
"""
WIDTH = math.exp(0.5**2)
LAWS = {
    "correlated normals": Known(NORMALS, 3.6, 3.7841775856849003, 0.170719),
    "triangular": Known(TRIANGLE, 6 - 3, math.sqrt(3.5), 1 / 27, kurtosis=2.4),
    "product of lognormals": Known(
        PRODUCT,
        5.0784 - 2,
        5.0784 * math.sqrt(WIDTH - 1),
        PHI((math.log(2) - 1.5) / 0.5),
        WIDTH**4 + 2 * WIDTH**3 + 3 * WIDTH**2 - 3,
        years=1,
    ),
}


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("sampler", ["latin-hypercube", "random", "sobol"])
@pytest.mark.parametrize("name", LAWS)
def test_a_known_law(program: Program, tmp_path: Path, name: str, sampler: str, seed: int) -> None:
    law = LAWS[name]
    path = tmp_path / "known.yaml"
    path.write_text(HEAD.replace("YEARS", str(law.years)) + law.text, encoding="utf-8")
    shown = program("simulate", path, "--trials", TRIALS, "--seed", seed, "--sampler", sampler,
                    "--json")  # fmt: skip
    record = json.loads(shown.out)
    npv, gain = record["measures"]["npv"], record["gain_chance"]
    assert abs(npv["mean"] - law.mean) < 4 * npv["standard_error"] + 1e-4
    # Of independent trials; those of a hypercube are not worse.
    error = law.deviation * math.sqrt((law.kurtosis - 1) / (4 * TRIALS))
    assert abs(npv["deviation"] - law.deviation) < 4 * error
    assert abs(1 - gain["value"] - law.loss) < 4 * gain["standard_error"]
