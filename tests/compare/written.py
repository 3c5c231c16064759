"""Options that a test writes as cash flows: what comes in and goes out in each year."""

from __future__ import annotations

from collections.abc import Sequence

from bizcase.study.run import Run, run
from tests.library.run_text import model_of


def cash(
    name: str, flows: Sequence[float], rate: float = 0.1, step: str = "year", timing: str = "end"
) -> Run:
    """A case with these flows, the opening first, then one for each year."""
    coming, going = ([max(0.0, sign * flow) for flow in flows] for sign in (1, -1))
    return run(
        model_of(
            f"name: {name}\n"
            f"timeline: {{step: {step}, length: {len(flows) - 1} years}}\n"
            f"discounting: {{rate: {rate!r}/year, timing: {timing}}}\n"
            f"benefits: {{inflow: {{opening: {coming[0]!r}, by_year: {coming[1:]!r}}}}}\n"
            f"costs: {{outflow: {{opening: {going[0]!r}, by_year: {going[1:]!r}}}}}\n"
        )
    )
