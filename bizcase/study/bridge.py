"""The way from revenue to NPV: what each line of the statements is worth today."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bizcase.study.run import Run


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the statements, its sign in the cash flow, and what discounts it."""

    label: str
    row: str
    sign: int = 1
    factor: str = "discount_factor"


STEPS = (
    Step("Revenue", "revenue"),
    Step("Cost of sales", "cost_of_sales", -1),
    Step("Operating costs", "operating_costs", -1),
    Step("Tax", "tax", -1),
    Step("Capital", "capital_expenditure", -1),
    Step("Disposals", "disposals"),
    Step("Working capital", "change_in_net_working_capital", -1),
    Step("Late tax", "deferred_tax"),
    Step("Untaxed", "untaxed_costs", -1),
    Step("Terminal value", "terminal_value", factor="terminal_discount_factor"),
)
BENEFITS = Step("Benefits", "revenue")  # of a case that sells nothing


def present_values(run: Run) -> dict[Step, float]:
    """The present value of every line with its sign: together they are the net present value.

    Source: Brealey, Myers & Allen, ch. 6: present values add up.
    """
    return {
        step: step.sign * float(np.dot(run.arrays[step.row], run.arrays[step.factor]))
        for step in STEPS
        if step.row in run.arrays
    }
