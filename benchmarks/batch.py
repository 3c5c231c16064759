"""A batch of trials of the thermostat scenario beside the loops a user would write instead.

    python -m benchmarks.batch [trials]

Prints trials per second on one core and the ratios, all taken in the same run, interleaved.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from benchmarks.thermostat_by_hand import Draw, plain_python, with_pandas
from bizcase.engine.evaluate import batch
from bizcase.engine.model import Model
from bizcase.scenario.load import load_model

SCENARIO = Path(__file__).parent.parent / "scenarios" / "thermostat.yaml"
ROUNDS = 5
DRIVERS = {
    "products.thermostat.adoption.market": (350_000, 570_000),
    "products.thermostat.adoption.innovation": (0.02, 0.04),
    "products.thermostat.adoption.imitation": (0.30, 0.46),
    "products.thermostat.price": (150, 178),
    "products.thermostat.unit_cost": (82, 97),
    "products.thermostat.subscription.churn": (0.015, 0.03),
}


def npvs(model: Model, draws: np.ndarray) -> np.ndarray:
    """The NPV of every draw (drivers, trials) by the engine."""
    found = np.empty(draws.shape[1])
    for trials, rows in batch(model, ["present_value"], dict(zip(DRIVERS, draws, strict=True))):
        rows["present_value"].sum(axis=0, out=found[trials])
    return found


def rate(task: Callable[[], object], trials: int) -> float:
    """Trials per second of one call."""
    start = perf_counter()
    task()
    return trials / (perf_counter() - start)


def main(trials: int = 100_000) -> None:
    """Checks that all agree, then times them."""
    model = load_model(SCENARIO)
    generator = np.random.default_rng(1)
    draws = np.array([generator.uniform(*ends, trials) for ends in DRIVERS.values()])
    some = [Draw(*map(float, draw)) for draw in draws.T[:2_000]]
    by_hand = np.array([plain_python(draw) for draw in some])
    worst = np.max(np.abs(npvs(model, draws)[: len(some)] / by_hand - 1))
    print(
        f"{platform.processor() or platform.machine()}, Python {platform.python_version()}, "
        f"NumPy {np.__version__}; worst relative difference of NPV {worst:.1e}"
    )
    tasks: dict[str, tuple[Callable[[], object], int]] = {
        "bizcase": (lambda: npvs(model, draws), trials),
        "bizcase, reading the file first": (lambda: npvs(load_model(SCENARIO), draws), trials),
        "plain Python loop": (lambda: [plain_python(draw) for draw in some], len(some)),
        "pandas loop": (lambda: [with_pandas(draw) for draw in some[:20]], 20),
    }
    rates: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(ROUNDS):
        for name, (task, count) in tasks.items():
            rates[name].append(rate(task, count))
    first = median(next(iter(rates.values())))
    print(f"{'':34}{'trials/s':>12}{'bizcase is':>14}")
    for name, found in rates.items():
        print(f"{name:34}{median(found):>12,.0f}{first / median(found):>10,.0f} times")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
