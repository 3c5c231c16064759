"""How large the page of a scenario is, how long it takes to make, and to recalculate in a page.

    python -m benchmarks.page

What is recalculated is the program of the page, in Node.js: with all sliders moved, 200 times. The
aims are less than 2 MB and, for 120 periods, less than 50 ms.
"""

from __future__ import annotations

import statistics
import time
from contextlib import closing
from pathlib import Path

from bizcase.report.page.page import report_page
from bizcase.report.page.panel.script import moved, program_of
from tests.node import Node

ROOT = Path(__file__).parents[1]
FILES = (
    ROOT / "tests" / "yardstick" / "yardstick.yaml",
    *sorted((ROOT / "scenarios").glob("*.yaml")),
)
TIMES = 200


def main() -> None:
    print(f"{'':20}{'periods':>9}{'kB':>7}{'seconds':>9}{'ms':>8}{'worst ms':>10}")
    with closing(Node()) as node:
        for file in FILES:
            start = time.perf_counter()
            page = report_page(file)
            seconds = time.perf_counter() - start
            ends = [(slider.path, slider.low, slider.high) for slider in moved(page.findings)]
            runs = [
                {path: low + (high - low) * n / TIMES for path, low, high in ends}
                for n in range(TIMES)
            ]
            taken = [each * 1_000 for each in node.run(program_of(page.findings), runs).seconds]
            size, periods = len(page.html.encode()) / 1e3, page.findings.model.timeline.periods
            print(
                f"{file.stem:20}{periods:9}{size:7.0f}{seconds:9.1f}"
                f"{statistics.median(taken):8.2f}{max(taken):10.2f}"
            )


if __name__ == "__main__":
    main()
