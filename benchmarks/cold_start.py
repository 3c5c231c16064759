"""How long a command takes from nothing, against a bare typer program on the same machine.

    python benchmarks/cold_start.py [scenario.yaml]

Runs are interleaved, so that a busy moment hits all programs alike. The ratio is that of the
median times; on a busy machine that of the processor's time is the fairer one.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 11
BARE = """
import typer
app = typer.Typer(add_completion=False)
@app.command()
def hello(name: str) -> None:
    "Say hello."
@app.command()
def goodbye(name: str) -> None:
    "Say goodbye."
app()
"""
LIMITS = {"bizcase --help": 1.3, "bizcase run": 2.5}


def seconds(command: list[str], environment: dict[str, str]) -> tuple[float, float]:
    """Time on the clock and time of the processor."""
    start, used = time.perf_counter(), processor()
    subprocess.run(command, env=environment, check=True, capture_output=True)
    return time.perf_counter() - start, processor() - used


def processor() -> float:
    """Seconds that finished child processes have spent on a processor."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main() -> None:
    # As installed: compiled files are there. Without them every start would compile everything.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "compiled")
        program = [sys.executable, "-m", "bizcase"]
        scenario = sys.argv[1] if len(sys.argv) > 1 else str(Path(folder) / "device.yaml")
        if len(sys.argv) < 2:
            subprocess.run([*program, "new", scenario, "--template", "hardware"], check=True,
                           env=environment, capture_output=True)  # fmt: skip
        commands = {
            "bare typer --help": [sys.executable, str(bare), "--help"],
            "bizcase --help": [*program, "--help"],
            "bizcase check": [*program, "check", scenario],
            "bizcase run": [*program, "run", scenario],
            "bizcase run --json": [*program, "run", scenario, "--json"],
        }
        times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for run in range(RUNS + 1):
            for name, command in commands.items():
                taken = seconds(command, environment)
                if run:  # the first run writes the compiled files
                    times[name].append(taken)
    base = medians(times["bare typer --help"])
    print(f"{'':20}{'median ms':>10}{'ratio':>7}{'cpu ms':>8}{'ratio':>7}{'limit':>7}")
    for name, measured in times.items():
        clock, used = medians(measured)
        limit = f"{LIMITS[name]:.1f}" if name in LIMITS else ""
        print(
            f"{name:20}{clock * 1e3:10.0f}{clock / base[0]:7.2f}"
            f"{used * 1e3:8.0f}{used / base[1]:7.2f}{limit:>7}"
        )


def medians(taken: list[tuple[float, float]]) -> tuple[float, float]:
    clock, used = zip(*taken, strict=True)
    return statistics.median(clock), statistics.median(used)


if __name__ == "__main__":
    main()
