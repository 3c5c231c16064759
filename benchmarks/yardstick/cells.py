"""The rows of the yardstick case as cells of modelx, each an array over trials in every month."""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.yardstick import columns
from benchmarks.yardstick.arrays import measured
from benchmarks.yardstick.columns import PERIODS, Array
from tests.yardstick.by_hand import TAX, Draw

INPUTS = tuple(Draw.__dataclass_fields__)
COLUMNS = ("YEAR", "DEVICE_PRICE", "PREMIUM", "HOSTING", "SUPPORT", "ACQUISITION", "FIXED",
           "WRITTEN_OFF", "TIED_UP", "HALVING")  # fmt: skip
CELLS = {
    "decay": "np.exp(-(innovation + imitation) * YEAR[t])",
    "adopters": "market * (1 - decay(t)) / (1 + imitation / innovation * decay(t))",
    "new": "adopters(t) - adopters(t - 1) if t else 0 * market",
    "subscribers": "subscribers(t - 1) * (1 - churn) + new(t) if t else 0 * market",
    "average": "(subscribers(t - 1) + subscribers(t)) / 2 if t else 0 * market",
    "fees": "average(t) * subscription_price * (1 - erosion) ** YEAR[t]",
    "devices": "new(t) * DEVICE_PRICE[t]",
    "premium": "fees(t) * PREMIUM[t]",
    "rebates": "0.03 * (fees(t) + devices(t))",
    "revenue": "fees(t) + devices(t) + premium(t) - rebates(t)",
    "units": "new(t) + 0.002 * average(t)",
    "made": "made(t - 1) + units(t) if t else 0 * market",
    "unit_cost": "120 * np.maximum(1, made(t) / 1_000) ** (np.log(learning) / HALVING)",
    "hosting": "average(t) * HOSTING[t]",
    "support": "average(t) * SUPPORT[t]",
    "shares": "0.029 * revenue(t) + 0.02 * devices(t)",
    "sales_cost": "units(t) * unit_cost(t) + hosting(t) + support(t) + shares(t)",
    "acquisition": "new(t) * ACQUISITION[t]",
    "overheads": "FIXED[t] + acquisition(t) + 0.04 * revenue(t)",
    "ebitda": "revenue(t) - sales_cost(t) - overheads(t) if t else 0 * market",
    "ebit": "ebitda(t) - platform * WRITTEN_OFF[t]",
    "losses": "np.maximum(losses(t - 1) - ebit(t), 0) if t else 0 * market",
    "tax": "TAX * np.maximum(ebit(t) - losses(t - 1), 0) if t else 0 * market",
    "owed": "revenue(t) * TIED_UP",
    "flow": "ebitda(t) - tax(t) - owed(t) + owed(t - 1) if t else -platform",
}


class Cells:
    """A model of modelx, made once; new inputs clear what it has computed."""

    def __init__(self) -> None:
        import modelx

        self.model: Any = modelx.new_model()
        self.space = self.model.new_space("case")
        self.space.np, self.space.TAX = np, TAX
        for name in COLUMNS:
            setattr(self.space, name, getattr(columns, name))
        for name, formula in CELLS.items():
            self.space.new_cells(name, formula=f"lambda t: {formula}")

    def run(self, draws: Array) -> Array:
        """NPV, IRR, payback and peak funding, (4, trials), of inputs (8, trials)."""
        for name, values in zip(INPUTS, draws, strict=True):
            setattr(self.space, name, values)
        return measured(np.array([self.space.flow(month) for month in range(PERIODS + 1)]))
