"""Times tasks in turn, so that a busy machine slows all of them, and compares them pair by pair."""

from __future__ import annotations

import platform
import resource
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from os import cpu_count, getloadavg
from pathlib import Path
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Taken:
    """Seconds on the clock, and seconds that processors have worked."""

    clock: float
    processor: float


def worked() -> float:
    """Seconds that processors have worked for this process and those that it has ended."""
    used = [resource.getrusage(of) for of in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def taken(task: Callable[[], object]) -> Taken:
    """How long one call takes."""
    begun, used = perf_counter(), worked()
    task()
    return Taken(perf_counter() - begun, worked() - used)


def rounds(tasks: Mapping[str, Callable[[], Taken]], count: int) -> dict[str, list[Taken]]:
    """Each task `count` times, one after the other in every round."""
    found: dict[str, list[Taken]] = {name: [] for name in tasks}
    for _ in range(count):
        for name, task in tasks.items():
            found[name].append(task())
    return found


def ratio(of: list[float], to: list[float]) -> float:
    """The median of the ratios within the rounds."""
    return median(a / b for a, b in zip(of, to, strict=True))


def machine() -> str:
    """The processor, and the versions that decide how quick it is."""
    about = Path("/proc/cpuinfo")
    lines = about.read_text(encoding="utf-8").splitlines() if about.exists() else []
    models = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    processor = models[0] if models else platform.processor() or platform.machine()
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "scipy", "pandas"))
    return (
        f"{processor}, {cpu_count()} processors, {platform.system()}; "
        f"Python {platform.python_version()}, {libraries}; load {getloadavg()[0]:.1f} at the start"
    )
