"""How large the page of a scenario is, how long it takes to make, and to recalculate itself.

    python -m benchmarks.page

What is measured in Chromium is a whole answer to a slider: values read, the case computed, texts
and the drawing written. The aims are less than 2 MB and, for 120 periods, less than 50 ms.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser

from bizcase.report.page.page import report_page
from tests.chromium import chromium

ROOT = Path(__file__).parents[1]
YARDSTICK = ROOT / "tests" / "yardstick" / "yardstick.yaml"
FILES = (YARDSTICK, *sorted((ROOT / "scenarios").glob("*.yaml")))
TIMES = 200
MOVE = """times => Array.from({length: times}, (_, n) => {
  const {input} = lines[n % lines.length];
  input.value = String(Number(input.min) + (n * 7) % (Number(input.max) - Number(input.min)));
  const start = performance.now();
  input.dispatchEvent(new Event("input"));
  return performance.now() - start;
})"""


def measured(browser: Browser, file: Path, folder: Path) -> str:
    """One line of the table."""
    start = time.perf_counter()
    page = report_page(file)
    seconds = time.perf_counter() - start
    target = folder / "page.html"
    page.save(target)
    tab = browser.new_page()
    tab.goto(target.as_uri())
    taken = tab.evaluate(MOVE, TIMES)
    tab.close()
    periods, size = page.findings.model.timeline.periods, len(page.html.encode()) / 1e3
    answers = f"{statistics.median(taken):8.2f}{max(taken):10.2f}"
    return f"{file.stem:20}{periods:9}{size:7.0f}{seconds:9.1f}{answers}"


def main() -> None:
    print(f"{'':20}{'periods':>9}{'kB':>7}{'seconds':>9}{'ms':>8}{'worst ms':>10}")
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        for file in FILES:
            print(measured(browser, file, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
