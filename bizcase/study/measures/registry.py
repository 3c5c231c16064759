"""All measures by name, in the order in which they are shown; a new one is one line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bizcase.study.measures.equivalent_annual_annuity import EQUIVALENT_ANNUAL_ANNUITY
from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr import IRR
from bizcase.study.measures.measure import Measure, always_there
from bizcase.study.measures.mirr import MIRR
from bizcase.study.measures.npv import NPV
from bizcase.study.measures.payback import DISCOUNTED_PAYBACK, PAYBACK
from bizcase.study.measures.peak_funding import PEAK_FUNDING
from bizcase.study.measures.profitability_index import PROFITABILITY_INDEX
from bizcase.study.measures.roi import ROI
from bizcase.study.measures.terminal_value_share import TERMINAL_VALUE_SHARE

__all__ = ["MEASURES", "Measure"]

_IN_ORDER = (
    NPV,
    IRR,
    MIRR,
    PAYBACK,
    DISCOUNTED_PAYBACK,
    PROFITABILITY_INDEX,
    EQUIVALENT_ANNUAL_ANNUITY,
    ROI,
    PEAK_FUNDING,
    TERMINAL_VALUE_SHARE,
)


def _missing_first(why: Callable[[Flows, int], str]) -> Callable[[Flows, int], str]:
    """Name a missing cash flow as the reason before any other."""
    return lambda flows, trial: (always_there if flows.is_missing(trial) else why)(flows, trial)


MEASURES: dict[str, Measure] = {
    measure.name: replace(measure, why=_missing_first(measure.why)) for measure in _IN_ORDER
}
