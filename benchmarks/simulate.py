"""Simulations of the yardstick case beside other tools, on two processors, and of a million trials.

    python -m benchmarks.simulate [trials of a round] [rounds]

Reading the file, drawing, IRR and percentiles are included. All engines are first shown to say the
same of the same draws. Engines are compared by what the processor has worked, since a clock counts
what others do on the machine, too; how two processes share the work is seen on a clock alone, so
for them both are given. `pip install -e '.[dev,benchmarks]'` brings the other tools.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.rounds import Taken, machine, ratio, rounds, taken

ROOT = Path(__file__).parent.parent
YARDSTICK = "tests/yardstick/yardstick.yaml"
SEASONAL = "tests/yardstick/seasonal.yaml"
THERMOSTAT = "scenarios/thermostat.yaml"
ONE_MILLION, FEWER = 1_000_000, 200_000
MOST_MEGABYTES = 400
TWO_TO_ONE = 1.6


def beside_others(trials: int, count: int) -> None:
    """The table of engines on one processor."""
    from benchmarks.yardstick.agreement import differences
    from benchmarks.yardstick.engines import SCENARIO, Engine, engines
    from bizcase.scenario.load import load_model

    worst = differences(load_model(SCENARIO))
    said = ", ".join(f"{name} {apart:.0e}" for name, apart in worst.items())
    print(f"\nLargest relative difference from bizcase on the same draws: {said}\n")
    asked = engines(trials)
    there = [engine for engine in asked if not engine.missing]

    def timed(engine: Engine) -> Callable[[], Taken]:
        return lambda: taken(lambda: engine.run(engine.trials))

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for engine in there:
            engine.run(min(engine.trials, 2_000))  # imports, tables
        found = rounds({engine.name: timed(engine) for engine in there}, count)
    each = {e.name: [t.processor / e.trials for t in found[e.name]] for e in there}
    print("| engine, one processor | trials of a round | trials/s | bizcase is | to reach |")
    print("|---|---:|---:|---:|---:|")
    for engine in asked:
        aim = f"{engine.aim:,g} times" if engine.aim is not None else ""
        if engine.missing:
            print(f"| {engine.title} | not installed | | | {aim} |")
            continue
        times = each[engine.name]
        faster = ratio(times, each[asked[0].name])
        if engine.aim is not None:
            aim += ": reached" if faster >= engine.aim else ": missed"
        print(
            f"| {engine.title} | {engine.trials:,} | {1 / median(times):,.0f} "
            f"| {faster:,.{2 if faster < 10 else 0}f} times | {aim} |"
        )


def by_itself(count: int, compiled: str) -> None:
    """The table of scale: each simulation in a process of its own; `compiled` is a folder."""
    # As installed: compiled files are there. Without them every process would compile everything.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = compiled
    tasks = {
        "yardstick, one process": (YARDSTICK, ONE_MILLION, 1),
        "yardstick, two processes": (YARDSTICK, ONE_MILLION, 2),
        "seasonal, one process": (SEASONAL, FEWER, 1),
        "seasonal, two processes": (SEASONAL, FEWER, 2),
        "thermostat, one process": (THERMOSTAT, FEWER, 1),
        "yardstick, few trials": (YARDSTICK, 10_000, 1),
    }
    megabytes: dict[str, float] = {}

    def timed(name: str, scenario: str, trials: int, workers: int) -> Callable[[], Taken]:
        def run() -> Taken:
            command = [sys.executable, "-m", "benchmarks.one_simulation", scenario]
            done = subprocess.run(
                [*command, str(trials), str(workers)],
                cwd=ROOT, env=environment, check=True, capture_output=True, text=True,
            )  # fmt: skip
            told = json.loads(done.stdout)
            megabytes[name] = max(megabytes.get(name, 0.0), told["megabytes"])
            return Taken(told["clock"], told["processor"])

        return run

    timed("compiled", YARDSTICK, 1_000, 2)()
    found = rounds({name: timed(name, *asked) for name, asked in tasks.items()}, count)
    print("| simulation | trials | seconds | processor | peak MB |")
    print("|---|---:|---:|---:|---:|")
    for name, (_, number, _) in tasks.items():
        clock, work = (median(getattr(t, of) for t in found[name]) for of in ("clock", "processor"))
        print(f"| {name} | {number:,} | {clock:.2f} | {work:.2f} | {megabytes[name]:.0f} |")
    print()
    for case in ("yardstick", "seasonal"):
        one, two = (found[f"{case}, {who}"] for who in ("one process", "two processes"))
        gain = ratio([t.clock for t in one], [t.clock for t in two])
        bound = ratio([2 * t.processor for t in one], [t.processor for t in two])
        print(
            f"{case}: two processes are {gain:.2f} times as quick as one on the clock (to reach: "
            f"{TWO_TO_ONE}); by the work of the processors it would be {bound:.2f}"
        )
    most = max(megabytes[name] for name, (_, number, _) in tasks.items() if number == ONE_MILLION)
    print(f"peak memory of a million trials: {most:.0f} MB (to reach: under {MOST_MEGABYTES})")


def main(trials: int = ONE_MILLION, count: int = 5) -> None:
    """Prints both tables."""
    print(machine())
    # Processes by themselves come first: one that is started counts the peak of its starter.
    with tempfile.TemporaryDirectory() as compiled:
        by_itself(count, compiled)
    beside_others(trials, count)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
