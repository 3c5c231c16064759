"""Internal rates of return in bulk, proven to be the only ones, against a loop over pyxirr.irr.

    OMP_NUM_THREADS=1 python benchmarks/irr.py

pyxirr returns one root without looking for others; it is given lists, which it reads fastest.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pyxirr

from bizcase.study.measures.irr import irr
from bizcase.study.measures.roots.columns import FloatArray, sign_changes

Random = np.random.Generator
Streams = tuple[FloatArray, FloatArray]

YEARS = 10
ROUNDS = 31


def j_curve(periods_a_year: int, count: int, random: Random) -> Streams:
    """Spending, a launch, growth that levels off and then decline, with noise on every flow."""
    times = np.arange(YEARS * periods_a_year + 1) / periods_a_year
    launch, ramp = random.uniform(0.3, 2.0, count), random.uniform(1.0, 4.0, count)
    decline, peak = random.uniform(0.0, 0.08, count), random.uniform(0.2, 0.8, count)
    after = np.maximum(times[:, None] - launch, 0.0)
    income = peak * -np.expm1(-after / ramp) * np.exp(-decline * times[:, None]) / periods_a_year
    spending = (times[:, None] <= launch).astype(np.float64)
    flows = income - spending / spending.sum(axis=0)
    typical = np.abs(flows).mean(axis=0)
    return times, flows + 0.3 * typical * random.normal(size=flows.shape)


def seasonal(periods_a_year: int, count: int, random: Random) -> Streams:
    """The same with a season that turns many of the flows negative."""
    times, flows = j_curve(periods_a_year, count, random)
    cycle = 2 * np.pi * (times if periods_a_year > 1 else times / 3.7)
    swing = np.sin(cycle)[:, None] * np.abs(flows).mean(axis=0)
    return times, flows + 1.3 * swing


KINDS: dict[str, Callable[[int, int, Random], Streams]] = {"J-curve": j_curve, "seasonal": seasonal}


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def one_by_one(rows: list[list[float]]) -> list[float | None]:
    return [pyxirr.irr(row) for row in rows]


def processor() -> str:
    """The model of the processor, as far as the system tells."""
    described = Path("/proc/cpuinfo")
    lines = described.read_text().splitlines() if described.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return models[0] if models else platform.processor()


def main() -> None:
    print(f"{processor()}, Python {platform.python_version()}, NumPy {np.__version__}, one core")
    print("rows      flows  several sign changes  no single rate  bizcase us  pyxirr us  ratio")
    for kind, draw in KINDS.items():
        for periods_a_year, count in ((1, 100_000), (12, 20_000)):
            times, flows = draw(periods_a_year, count, np.random.default_rng(1))
            few = flows[:, :3000].T.tolist()
            runs = partial(irr, times, flows), partial(one_by_one, few)
            # In turns, so that both meet the same machine; the ratio is taken round by round.
            rounds = np.array([[seconds(run) for run in runs] for _ in range(ROUNDS)])
            rounds /= (count, len(few))
            ours, theirs = np.median(rounds, axis=0)
            ratio = np.median(rounds[:, 1] / rounds[:, 0])
            print(
                f"{kind:9} {len(times):5} {(sign_changes(flows) > 1).mean():21.0%}"
                f" {np.isnan(irr(times, flows)).mean():15.0%}"
                f" {1e6 * ours:11.2f} {1e6 * theirs:10.2f} {ratio:6.1f}"
            )


if __name__ == "__main__":
    main()
