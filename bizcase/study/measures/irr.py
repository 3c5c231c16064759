"""Internal rate of return: the rate at which the case is worth nothing."""

from __future__ import annotations

import numpy as np

from bizcase.study.measures.flows import Flows
from bizcase.study.measures.irr_sheet import IRR_SHEET
from bizcase.study.measures.measure import Measure
from bizcase.study.measures.roots.columns import FloatArray, cleaned, merge_times, sign_changes
from bizcase.study.measures.roots.search import all_roots, only_roots

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MOST_DECIMALS = 12


def irr(times: FloatArray, flows: FloatArray) -> FloatArray:
    """Internal rate of return of each column of flows, effective per year, (n,).

    times: (K,) years, in any order; flows: (K, n). NaN unless there is exactly one real rate above
    -100 % at which the flows are worth nothing; a multiple root counts as one rate.
    """
    return _rates(only_roots(_floats(times), _floats(flows)))


def irr_all(times: FloatArray, flows: FloatArray) -> list[float]:
    """All internal rates of return above -100 %, effective per year, ascending.

    times: (K,) years, in any order; flows: (K,). Rates closer together than about 1e-6 count once.
    """
    rates: list[float] = _rates(all_roots(_floats(times), _floats(flows))).tolist()
    return rates


def _floats(values: FloatArray) -> FloatArray:
    """Whole numbers, which callers may have, as floats: what follows reads their bytes."""
    return np.asarray(values, dtype=np.float64)


def _rates(force: FloatArray) -> FloatArray:
    """Rates of forces of interest, kept to what a float can tell from -100 % and infinity."""
    with np.errstate(over="ignore"):
        rates = np.expm1(force)
    # Adding zero turns -0 into 0.
    return np.clip(rates, np.nextafter(-1.0, 0.0), np.finfo(np.float64).max) + 0.0


def _compute(flows: Flows) -> FloatArray:
    return irr(*flows.timed)


def _why(flows: Flows, trial: int) -> str:
    times, amounts = flows.timed
    merged_times, merged = merge_times(times, amounts[:, [trial]])
    stream = cleaned(merged)
    changes = int(sign_changes(stream)[0])
    if not changes:
        sign = "positive" if stream.max() > 0 else "negative" if stream.min() < 0 else "zero"
        return f"all cash flows are {sign}"
    rates = irr_all(merged_times, merged[:, 0])
    if not rates:
        return "no rate makes the NPV zero"
    count = _COUNTS[changes] if changes < len(_COUNTS) else str(changes)
    *others, last = percentages(rates)
    return f"{count} sign changes, roots {', '.join(others)} and {last}"


def percentages(rates: list[float]) -> list[str]:
    """Write rates above -100 % as percentages, with as few decimals as tell them apart."""
    for decimals in range(1, _MOST_DECIMALS):
        # Adding zero turns a rounded -0 into 0.
        rounded = [round(100 * rate, decimals) + 0.0 for rate in rates]
        texts = [f"{each:,.{decimals}f}".rstrip("0").rstrip(".") for each in rounded]
        if len(set(texts)) == len(texts) and "-100" not in texts:
            break
    return [f"{text}%" for text in texts]


IRR = Measure(
    name="irr",
    label="Internal rate of return",
    doc="The discount rate at which the net present value is zero, effective per year, if there "
    "is exactly one above -100 %.",
    source="Boulding 1935",
    unit="share",
    compute=_compute,
    why=_why,
    sheet=IRR_SHEET,
    javascript="flows => internalRate(...timed(flows))",  # in `irr.js`
)
