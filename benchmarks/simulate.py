"""Simulations on one core and on two: trials per second, drawing, IRR and percentiles included.

    python -m benchmarks.simulate [trials]

The figures are taken in turn, so that a busy machine slows all of them. Prints the memory that
the largest process has needed, too.
"""

from __future__ import annotations

import os
import platform
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np

from bizcase.scenario.load import load_model
from bizcase.study.indices import indices
from bizcase.study.simulate import simulate

ROOT = Path(__file__).parent.parent
SCENARIOS = {
    "yardstick, 120 months": ROOT / "tests" / "yardstick" / "yardstick.yaml",
    "thermostat, 24 quarters": ROOT / "scenarios" / "thermostat.yaml",
}
ROUNDS = 3


def seconds(task: Callable[[], object]) -> float:
    """How long one call takes."""
    start = perf_counter()
    task()
    return perf_counter() - start


def tasks(path: Path, trials: int) -> dict[str, tuple[Callable[[], object], int]]:
    """What is timed for a scenario, and for how many trials."""
    model = load_model(path)
    points = trials // 40
    timed: dict[str, tuple[Callable[[], object], int]] = {
        "one worker": (lambda: simulate(model, trials, rows=()), trials),
        "two workers": (lambda: simulate(model, trials, rows=(), workers=2), trials),
        "with a row over time": (lambda: simulate(model, trials), trials),
        "NPV alone": (lambda: simulate(model, trials, measures=(), rows=()), trials),
        "plain sampling": (lambda: simulate(model, trials, sampler="random", rows=()), trials),
        "10,000 trials": (lambda: simulate(model, 10_000), 10_000),
    }
    if not model.correlations:
        ranges = sum(given.range is not None for given in model.inputs.values())
        timed["Sobol indices"] = (lambda: indices(model, points), (ranges + 2) * points)
    return timed


def main(trials: int = 400_000) -> None:
    """Times all tasks in turn, scenario by scenario."""
    print(
        f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, "
        f"Python {platform.python_version()}, NumPy {np.__version__}; {trials:,} trials"
    )
    for name, path in SCENARIOS.items():
        timed = tasks(path, trials)
        found: dict[str, list[float]] = {task: [] for task in timed}
        for _ in range(ROUNDS):
            for task, (call, _count) in timed.items():
                found[task].append(seconds(call))
        print(f"\n{name:26}{'seconds':>10}{'trials/s':>12}{'to one worker':>16}")
        one = timed["one worker"][1] / median(found["one worker"])
        for task, taken in found.items():
            rate = timed[task][1] / median(taken)
            print(f"{task:26}{median(taken):>10.2f}{rate:>12,.0f}{rate / one:>16.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    print(f"\npeak memory {peak:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
