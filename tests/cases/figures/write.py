"""Writes the figures of the group "own" into published.json: `python tests/cases/figures/write.py`.

The words of each case (title, source, note) are kept by hand in that file, and so are the figures
of the group "published"; only the figures worked out by this folder's functions are replaced.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import made_up
import textbook
from arithmetic import Figures

EXPECTATIONS = Path(__file__).parents[1] / "published.json"
WITHIN_AMOUNT, WITHIN_RATIO = 0.01, 1e-6

# What the textbook prints as NPV, and how far its rounding may lie from the exact figure.
BOOK = {
    "homenet": (5_027e3, 1.1e3),  # the book adds present values rounded to thousands
    "baldwin": (51_588, 3),  # the book rounds prices to cents
    "rio_disney": (3_296e6, 6e6),  # the book discounts at an unrounded rate near 8.46 %
    "blooper": (4_223e3, 1e3),
    "guano_macrs": (3_802e3, 0.5e3),
    "real_terms": (5_500, 50),
}
CASES = {
    case.__name__: case
    for case in (
        textbook.homenet,
        textbook.baldwin,
        textbook.rio_disney,
        textbook.blooper,
        textbook.guano_macrs,
        textbook.guano_stand_alone,
        textbook.real_terms,
        made_up.press_line,
        made_up.water_filter,
        made_up.help_desk,
        made_up.bass_gadget,
    )
}


def entry(figures: Figures) -> dict[str, Any]:
    """The measures and rows of one case as published.json spells them."""
    measures, rows = figures
    return {
        "measures": {
            name: {
                "value": None if value is None else round(value, 9),
                "within": WITHIN_AMOUNT if name == "npv" else WITHIN_RATIO,
            }
            for name, value in measures.items()
        },
        "rows": {
            name: {"values": [round(value, 4) for value in row], "within": WITHIN_AMOUNT}
            for name, row in rows.items()
        },
    }


def in_short_lines(cases: list[dict[str, Any]]) -> str:
    """JSON with every list of numbers, and every small mapping, on one line."""
    text = json.dumps(cases, indent=2, ensure_ascii=False)
    innermost = re.compile(r"\[[^\[\]{}]*\]|\{\s+\"(?:value|replace)\"[^{}]*\}")
    return innermost.sub(lambda found: squeezed(found[0]), text) + "\n"


def squeezed(text: str) -> str:
    """The JSON of one value on one line, without blanks inside its brackets."""
    return json.dumps(json.loads(text), ensure_ascii=False)


def main() -> None:
    """Replace the figures of every case of the group "own"."""
    cases = json.loads(EXPECTATIONS.read_text(encoding="utf-8"))
    for case in cases:
        if case["group"] == "own":
            figures = CASES[case["id"]]()
            npv = figures[0]["npv"]
            printed, rounding = BOOK.get(case["id"], (npv, 0))
            if npv is None or printed is None or abs(npv - printed) > rounding:
                raise SystemExit(f"{case['id']}: NPV {npv} misses the printed {printed}")
            case.update(entry(figures))
    EXPECTATIONS.write_text(in_short_lines(cases), encoding="utf-8")


if __name__ == "__main__":
    main()
