"""How the time of a run grows with the number of products: each ten times as many.

python -m benchmarks.many_products
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from time import process_time

from bizcase.scenario.load import load_model
from bizcase.study.run import run

COUNTS = (5, 50, 500)
ROUNDS = 3
HEAD = (
    "bizcase: 1\nname: Many\ncurrency: EUR\ntimeline: {step: year, length: 4 years}\n"
    "discounting: {rate: 10%/year}\ntax: none\nproducts:\n"
)


def seconds(scenario: Path) -> float:
    """Processor time from the file to the measures."""
    begun = process_time()
    assert run(load_model(scenario)).measures
    return process_time() - begun


def main() -> None:
    """Prints the times, and each as a multiple of the one above."""
    print(f"{'products':>9}{'seconds':>10}{'ratio':>8}")
    before = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for count in COUNTS:
            scenario = Path(folder) / f"{count}.yaml"
            lines = (f"  p{i}: {{units: [1, ...], price: 10}}\n" for i in range(count))
            scenario.write_text(HEAD + "".join(lines), encoding="utf-8")
            taken = median(seconds(scenario) for _ in range(ROUNDS))
            print(f"{count:9}{taken:10.3f}" + (f"{taken / before:8.1f}" if before else ""))
            before = taken


if __name__ == "__main__":
    main()
