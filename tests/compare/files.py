"""Options that a test writes as files: a lamp, and scenarios that extend it."""

from __future__ import annotations

from pathlib import Path

from tests.written import head

BASE = (
    head(timeline="{start: 2027-01, step: quarter, length: 4 years}")
    + """\
products:
  lamp:
    units: {amount: 1_000/year, from: year 1}
    price: {base: 100, low: 90, high: 120}
    unit_cost: {base: 60, low: 50, high: 66}
capex:
  mould: {amount: 100k, when: opening, depreciation: straight line, life: 4 years}
cases:
  downside: {products.lamp.price: 92, probability: 25%}
"""
)


def written(folder: Path, **options: str) -> list[Path]:
    """`lamp.yaml`, and for each option a file that extends it, in a folder."""
    folder.mkdir(exist_ok=True)
    lamp = folder / "lamp.yaml"
    lamp.write_text(BASE, encoding="utf-8")
    found = [lamp]
    for name, text in options.items():
        file = folder / f"{name}.yaml"
        file.write_text(f"bizcase: 1\nextends: lamp.yaml\nname: {name}\n{text}", encoding="utf-8")
        found.append(file)
    return found
