"""A tornado with switching values against a single run of the same scenario.

    python -m benchmarks.sensitivity [scenario.yaml]

Every driver has five points, and for each the value is searched at which NPV and the verdict turn.
Both are timed in one process, from the file to the result, and as whole commands; interleaved.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import bizcase

SCENARIO = Path(__file__).parent.parent / "scenarios" / "thermostat.yaml"
ROUNDS = 7
LIMIT = 10.0  # times a single run


def seconds(task: Callable[[], object]) -> float:
    """The time of one call."""
    start = perf_counter()
    task()
    return perf_counter() - start


def whole(command: str, scenario: Path) -> Callable[[], object]:
    """A command as a user starts it, compiled files being there."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    words = [sys.executable, "-m", "bizcase", command, str(scenario)]
    return lambda: subprocess.run(words, env=environment, check=True, capture_output=True)


def main(scenario: Path = SCENARIO) -> None:
    """Prints the median times and the ratios."""
    found = bizcase.load(scenario).sensitivity()
    points = sum(len(one.values) for one in found.responses)
    print(f"{scenario.name}: {len(found.responses)} drivers, {points} points in the tornado")
    pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "in process": (
            lambda: bizcase.load(scenario).run().measures,
            lambda: bizcase.load(scenario).sensitivity(),
        ),
        "whole command": (whole("run", scenario), whole("sensitivity", scenario)),
    }
    print(f"{'':16}{'run, ms':>10}{'sensitivity, ms':>17}{'ratio':>8}{'limit':>8}")
    for name, (single, study) in pairs.items():
        single(), study()
        times = [(seconds(single), seconds(study)) for _ in range(ROUNDS)]
        one, all_of_it = (median(column) * 1e3 for column in zip(*times, strict=True))
        print(f"{name:16}{one:10.0f}{all_of_it:17.0f}{all_of_it / one:8.2f}{LIMIT:8.0f}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
