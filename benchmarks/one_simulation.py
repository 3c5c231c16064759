"""One simulation in a process of its own, told as JSON: how long it takes and what it needs.

    python -m benchmarks.one_simulation SCENARIO TRIALS WORKERS

The clock runs from the file to the percentiles; what the processes have worked, and how much memory
they have needed at their peak, includes loading the program.
"""

from __future__ import annotations

import json
import resource
import sys
from time import perf_counter


def main(scenario: str, trials: str, workers: str) -> None:
    """Simulates and prints."""
    # Here, and not above: a process that helps imports this module and needs none of it.
    from bizcase.scenario.load import load_model
    from bizcase.study.simulate import simulate

    begun = perf_counter()
    result = simulate(load_model(scenario), int(trials), workers=int(workers), rows=())
    clock = perf_counter() - begun
    own = resource.getrusage(resource.RUSAGE_SELF)
    if int(workers) > 1:
        wait_for_processes()
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = {
        "clock": clock,
        "processor": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
        "megabytes": (own.ru_maxrss + (int(workers) - 1) * others.ru_maxrss) / 1_024,
        "mean": result.measures["npv"].mean.value,
    }
    print(json.dumps(told))


def wait_for_processes() -> None:
    """Waits until the other processes have ended, for only then is known what they have needed."""
    from multiprocessing import active_children

    for child in active_children():
        child.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
