"""How long a workbook takes, proved against the engine, against XlsxWriter writing its cells.

    python -m benchmarks.workbook

Every program is a whole process, run in turn, so that a busy moment hits all alike. `run` is the
scenario without a workbook; XlsxWriter is given the finished cells and their values, and has
nothing to compute or to prove.
"""

from __future__ import annotations

import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
SIZES = {
    "2 products, 10 years by quarter": (2, "quarter"),
    "12 products, 120 months": (12, "month"),
}
PRODUCT = """
  product_{i}:
    adoption: {{model: bass, market: {{base: {m}, low: {l}, high: {h}}}, innovation: 3%/year,
      imitation: 38%/year, launch: 2027-07}}
    price: {{base: {p}, low: {q}, high: {r}, grows: -2%/year}}
    unit_cost: {{base: 50, learning: 90%, from_units: 1_000}}
    subscription: {{price: 2.5/month, attach: 30%, churn: 2%/month}}"""
SCENARIO = """bizcase: 1
name: Many products
currency: EUR
timeline: {{start: 2027-01, step: {step}, length: 10 years}}
discounting: 10%/year
tax: {{rate: 25%, losses: carry forward}}
products:{products}
costs:
  team: {{people: 12, salary: 72_000/year}}
capex: {{tooling: {{amount: 1_200_000, when: opening, depreciation: straight line, life: 5 years}}}}
working_capital: {{receivables: 45 days}}
cases:
  downside: {{products.product_1.price: 92, probability: 30%}}
"""
XLSXWRITER = """
import pickle, resource, sys, xlsxwriter
with open(sys.argv[1], "rb") as file:
    sheets = pickle.load(file)
book = xlsxwriter.Workbook(sys.argv[2])
for title, cells in sheets.items():
    page = book.add_worksheet(title)
    for row, column, text, value in cells:
        if text is None:
            page.write(row - 1, column - 1, value)
        else:
            page.write_formula(row - 1, column - 1, "=" + text, None, value)
book.close()
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""
MEASURED = """
import resource, runpy, sys
sys.argv = sys.argv[1:]
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, file=sys.stderr)
"""


def scenario(products: int, step: str) -> str:
    """A scenario with so many products."""
    each = (
        PRODUCT.format(i=i, m=50_000, l=40_000, h=70_000, p=100 + i, q=90 + i, r=120 + i)
        for i in range(products)
    )
    return SCENARIO.format(step=step, products="".join(each))


Cells = dict[str, list[tuple[int, int, str | None, object]]]


def cells_of(workbook: Path) -> Cells:
    """Every cell of a workbook: row, column, formula and value."""
    from bizcase.report.workbook.returned.read import read_workbook

    return {
        title: [(*place, cell.formula, cell.value) for place, cell in page.cells.items()]
        for title, page in read_workbook(workbook).pages.items()
    }


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds on the clock, and the peak of memory in MB."""
    start = time.perf_counter()
    ended = subprocess.run(command, check=True, capture_output=True, text=True)
    return time.perf_counter() - start, float(ended.stderr.split()[-1])


def compare(title: str, products: int, step: str, folder: Path) -> None:
    """Prints a table for one size."""
    source, target = folder / "case.yaml", folder / "case.xlsx"
    source.write_text(scenario(products, step), encoding="utf-8")
    observer = [sys.executable, "-c", MEASURED]
    export = [*observer, "bizcase", "export", str(source), "-o", str(target)]
    subprocess.run(export, check=True, capture_output=True)
    cells = cells_of(target)
    pickled, script = folder / "cells.pickle", folder / "with_xlsxwriter.py"
    pickled.write_bytes(pickle.dumps(cells))
    script.write_text(XLSXWRITER, encoding="utf-8")
    commands = {
        "run": [*observer, "bizcase", "run", str(source), "--case", "all", "--json"],
        "export, proved": export,
        "XlsxWriter, cells only": [
            sys.executable, str(script), str(pickled), str(folder / "other.xlsx"),
        ],
    }  # fmt: skip
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(RUNS):
        for name, command in commands.items():
            taken[name].append(measured(command))
    formulas = sum(formula is not None for sheet in cells.values() for *_, formula, _v in sheet)
    print(f"\n{title}: {formulas:,} formulas")
    print(f"{'':24}{'seconds':>9}{'peak MB':>9}")
    middle = {
        name: [statistics.median(m) for m in zip(*t, strict=True)] for name, t in taken.items()
    }
    for name, (clock, memory) in middle.items():
        print(f"{name:24}{clock:9.2f}{memory:9.0f}")
    more = middle["export, proved"][0] - middle["run"][0]
    other = middle["XlsxWriter, cells only"][0]
    print(f"more than the run: {more:.2f} s, {more / other:.1f} x XlsxWriter")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for title, (products, step) in SIZES.items():
            compare(title, products, step, Path(folder))


if __name__ == "__main__":
    main()
