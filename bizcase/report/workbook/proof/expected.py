"""What the sheet Returns must say where it cannot say what the engine says."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr_sheet import FIRST_RATE, LAST_RATE, POINTS
from bizcase.study.measures.roots.columns import FloatArray, cleaned, merge_times
from bizcase.study.run import Run


def expected(run: Run) -> dict[str, float | None]:
    """The measures of a run as the sheet shows them; None is `n/a`.

    They are the engine's but for an internal rate of return that the sheet does not see: one
    outside of its rates (-99 % to 100,000 %), or one at which the net present value touches zero
    without changing its sign. Of two rates of return within about 6 % of each other the sheet
    sees none; should there be a third one, it shows that as the only one, and differs.
    """
    return as_seen(run.measures, run.flows)


def as_seen(measures: Mapping[str, float | None], stream: Flows) -> dict[str, float | None]:
    """The same for the measures of these flows."""
    found = dict(measures)
    if found["irr"] is not None and not irr_is_seen(stream):
        found["irr"] = None
    return found


def irr_is_seen(stream: Flows) -> bool:
    """Whether the sign changes once from -100 % to no limit, and on the grid of the sheet."""
    times, amounts = merge_times(*stream.timed)
    signs = grid_signs(times, amounts[:, 0])
    there = np.flatnonzero(signs)
    changes = there[1:][np.diff(signs[there]) != 0]
    return len(changes) == 1 and 1 < changes[0] <= POINTS


def grid_signs(times: FloatArray, amounts: FloatArray) -> FloatArray:
    """The signs of what flows are worth on the grid of the sheet, and one beyond either end.

    times: (K,) years, increasing; amounts: (K,); (POINTS + 2,). All zeros where nothing flows.
    """
    flows = cleaned(amounts[:, None])[:, 0]
    grid = np.linspace(np.log1p(FIRST_RATE), np.log1p(LAST_RATE), POINTS)
    worth = flows @ np.exp(-np.multiply.outer(times, grid))
    flown = flows[flows != 0]
    ends = (flown[-1], flown[0]) if len(flown) else (0.0, 0.0)
    signs: FloatArray = np.sign([ends[0], *worth, ends[1]])
    return signs


def gross_worth(flows: Flows) -> float:
    """The sum of the discounted flows, each without its sign: what rounding is small against."""
    return float(abs(flows.discounted_cash()).sum() + abs(flows.discounted_terminal_value()).sum())
