"""Return on investment: net present value over the present value of all costs."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray

# Costs this small beside the benefits are float residue.
_RESIDUE = 1e-12


def _compute(flows: Flows) -> FloatArray:
    net = flows.net_present_value()
    terminal = flows.discounted_terminal_value().sum(axis=0)
    benefits = (flows.benefits * flows.discount_factor).sum(axis=0) + terminal
    costs = benefits - net
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(costs > _RESIDUE * np.abs(benefits), net / costs, np.nan)


def _why(_flows: Flows, _trial: int) -> str:
    return "there are no costs"


ROI = Measure(
    name="roi",
    label="Return on all costs (ROI)",
    doc="Present value of the benefits less that of the costs, over that of the costs.",
    source="Forrester, Total Economic Impact",
    unit="share",
    compute=_compute,
    why=_why,
)
