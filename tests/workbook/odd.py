"""Scenarios of unusual shapes, which every sheet must be able to show."""

from __future__ import annotations

from pathlib import Path

_HEAD = "bizcase: 1\nname: {name}\ncurrency: EUR\n"
_PRODUCT = "{units: 900/year, price: {base: 20, low: 18, high: 25}, unit_cost: 8}"

ODD: dict[str, str] = {
    "one period": """
timeline: {step: year, length: 1 year}
discounting: {rate: 10%/year}
tax: none
revenue: {sales: {base: 120/year, low: 90/year, high: 150/year}}
capex: {plant: {amount: 100, when: opening, depreciation: none}}
""",
    "months over ten years, fiscal year ends in March": """
timeline: {start: 2027-03, step: month, length: 10 years, fiscal_year_ends: 3}
discounting: {rate: 10%/year, timing: mid}
tax: {rate: 25%, losses: carry forward}
products: {lamp: {launch: 2028-02, units: 900/year, price: 20, unit_cost: 8}}
costs: {rent: 2_000/year}
""",
    "nothing but costs": """
timeline: {step: quarter, length: 2 years}
discounting: {rate: 10%/year}
tax: {rate: 25%, losses: offset}
costs: {rent: {base: 4_000/year, low: 3_000/year, high: 4_000/year}}
""",
    "below zero all the way": """
timeline: {step: year, length: 3 years}
discounting: {rate: 10%/year}
tax: none
revenue: {sales: 100/year}
costs: {goods: {amount: 300/year, in: cost of sales}, rent: 50/year}
capex: {plant: {amount: 900, when: opening, depreciation: none, sold: {for: 2_000, when: year 3}}}
""",
    "tax still paid afterwards": """
timeline: {start: 2027-07, step: quarter, length: 3 years}
discounting: {rate: 10%/year}
tax: {rate: 30%, losses: offset, paid: 1 year later}
revenue: {sales: {base: 900/year, low: 700/year, high: 1_000/year}}
""",
    "drivers that change nothing": """
timeline: {step: year, length: 3 years}
discounting: {rate: 10%/year}
tax: none
revenue: {sales: {base: 100/year, low: 90/year, high: 110/year}}
costs:
  a: {amount: {base: 5, low: 4, high: 6}, when: opening, class: sunk}
  b: {amount: {base: 7, low: 4, high: 9}, when: opening, class: sunk}
  c: {amount: {base: 50/year, low: 40/year, high: 60/year}}
""",
    "many products": """
timeline: {start: 2027-01, step: year, length: 4 years}
discounting: {rate: 10%/year}
tax: none
products:
"""
    + "".join(f"  lamp_{n}: {_PRODUCT}\n" for n in range(9)),
    "live texts": """
timeline: {step: year, length: 2 years}
discounting: {rate: 10%/year}
tax: none
revenue: {sales: {base: 100/year, low: 90/year, high: 110/year, source: "=1+1", owner: "@x"}}
""",
}
NAMES = {"live texts": '"=HYPERLINK(1)&amp;"'}


def odd_file(folder: Path, name: str) -> Path:
    """One of them as a file."""
    path = folder / "odd.yaml"
    path.write_text(_HEAD.format(name=NAMES.get(name, name)) + ODD[name], encoding="utf-8")
    return path
