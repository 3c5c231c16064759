"""What the sheet Returns must say where it cannot say what the engine says."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr_sheet import FIRST_RATE, LAST_RATE, POINTS
from bizcase.study.measures.roots.columns import cleaned, merge_times
from bizcase.study.run import Run


def expected(run: Run) -> dict[str, float | None]:
    """The measures of a run as the sheet shows them; None is `n/a`.

    They are the engine's but for an internal rate of return that the sheet does not see: one
    outside of its rates (-99 % to 100,000 %), or one at which the net present value touches zero
    without changing its sign. Of two rates of return within about 6 % of each other the sheet
    sees none; should there be a third one, it shows that as the only one, and differs.
    """
    found = dict(run.measures)
    if found["irr"] is not None and not irr_is_seen(run.flows):
        found["irr"] = None
    return found


def irr_is_seen(stream: Flows) -> bool:
    """Whether the sign changes once from -100 % to no limit, and on the grid of the sheet."""
    times, amounts = merge_times(*stream.timed())
    flows = cleaned(amounts)[:, 0]
    grid = np.linspace(np.log1p(FIRST_RATE), np.log1p(LAST_RATE), POINTS)
    worth = flows @ np.exp(-np.multiply.outer(times, grid))
    flown = flows[flows != 0]
    signs = np.sign([flown[-1], *worth, flown[0]])
    there = np.flatnonzero(signs)
    changes = there[1:][np.diff(signs[there]) != 0]
    return len(changes) == 1 and 1 < changes[0] <= POINTS
