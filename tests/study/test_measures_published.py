"""Published answers for NPV, IRR, payback and others; each case names its source."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest

from bizcase.study.measures.flows import yearly
from bizcase.study.measures.irr import irr, irr_all
from bizcase.study.measures.registry import MEASURES


@dataclass(frozen=True)
class Case:
    source: str
    flows: tuple[float, ...]
    rate: float = 0.1
    measures: dict[str, float] = field(default_factory=dict)
    roots: tuple[float, ...] | None = None
    tolerance: float = 2e-8


CASES = {
    "ms_npv_1": Case(
        "Microsoft, NPV",
        (0, -10_000, 3_000, 4_200, 6_800),
        0.1,
        {"npv": 1188.44},
        tolerance=0.005,
    ),
    "ms_npv_2": Case(
        "Microsoft, NPV",
        (-40_000, 8_000, 9_200, 10_000, 12_000, 14_500),
        0.08,
        {"npv": 1922.06},
        tolerance=0.005,
    ),
    "ms_npv_3": Case(
        "Microsoft, NPV",
        (-40_000, 8_000, 9_200, 10_000, 12_000, 14_500, -9_000),
        0.08,
        {"npv": -3749.47},
        tolerance=0.005,
    ),
    "cfi_functions": Case(
        "Corporate Finance Institute; NPV() of the whole range gives 241.14, a period too low",
        (-800, 100, 200, 300, 400, 500),
        0.1,
        {"npv": 241.14 * 1.1, "irr": 0.2},
        tolerance=0.006,
    ),
    "cfi_payback": Case(
        "Corporate Finance Institute",
        (-10_000_000, 6_500_000, 3_000_000, 3_000_000, 1_000_000),
        0.1,
        {"payback_years": 2.17},
        tolerance=0.005,
    ),
    "cfi_discounted_payback": Case(
        "Corporate Finance Institute",
        (-20, 6, 6, 6, 6, 6),
        0.1,
        {"discounted_payback_years": 4.3},
        tolerance=0.05,
    ),
    "rwj_discounted_payback": Case(
        "Ross, Westerfield and Jordan, table 9.3; NPV 56.06 and discounted payback 3.99 unrounded",
        (-300, 100, 100, 100, 100, 100),
        0.125,
        {"payback_years": 3.0, "npv": 56.06, "discounted_payback_years": 3.99},
        tolerance=0.01,
    ),
    "brigham_s_metrics": Case(
        "Brigham, project S",
        (-1_000, 500, 400, 300, 100),
        0.1,
        {
            "npv": 78.82,
            "payback_years": 2.33,
            "discounted_payback_years": 2.95,
            "profitability_index": 1.079,
        },
        tolerance=0.006,
    ),
    "brigham_s_returns": Case(
        "Brigham, project S",
        (-1_000, 500, 400, 300, 100),
        0.1,
        {"irr": 0.145, "mirr": 0.121},
        tolerance=5e-4,
    ),
    "brigham_crossover_b": Case(
        "Brigham, project L", (-1_000, 100, 300, 400, 600), 0.1, {"npv": 49.18}, tolerance=0.005
    ),
    "brigham_crossover_b_irr": Case(
        "Brigham, project L", (-1_000, 100, 300, 400, 600), 0.1, {"irr": 0.118}, tolerance=5e-4
    ),
    "rwj_cadillac": Case(
        "Ross, Westerfield and Jaffe, air cleaners, ch. 8.5",
        (4_000, *[100] * 10),
        0.1,
        {"npv": 4614.46, "equivalent_annual_annuity": 750.98},
        tolerance=0.01,
    ),
    "rwj_cheapskate": Case(
        "Ross, Westerfield and Jaffe, air cleaners, ch. 8.5",
        (1_000, *[500] * 5),
        0.1,
        {"npv": 2895.39, "equivalent_annual_annuity": 763.80},
        tolerance=0.01,
    ),
    "irr_oil_pump": Case("Lorie and Savage 1955", (-1_600, 10_000, -10_000), roots=(0.25, 4.0)),
    "irr_rwj_strip_mine": Case(
        "Ross, Westerfield and Jordan, ch. 9", (-60, 155, -100), roots=(0.25, 1 / 3)
    ),
    "irr_helmsley_iron": Case(
        "Brealey, Myers and Allen, ch. 5",
        (-3, *[1] * 9, -6.5),
        roots=(0.035, 0.1954),
        tolerance=1e-4,
    ),
    "irr_bma_no_irr": Case(
        "Brealey, Myers and Allen, ch. 5",
        (1_000, -3_000, 2_500),
        0.1,
        {"npv": 339},
        roots=(),
        tolerance=0.6,
    ),
    "irr_lending": Case("Brealey, Myers and Allen, ch. 5", (1_000, -1_500), roots=(0.5,)),
    "irr_two_ten_twenty": Case("numpy-financial finds 10 %", (-100, 230, -132), roots=(0.1, 0.2)),
    "irr_npf_gh28": Case(
        "numpy-financial #28", (-50, -100, 600, 300, -100), roots=(-0.7688954671, 1.8544178284)
    ),
    "irr_npf_gh44": Case(
        "numpy-financial #44",
        (-1678.87, 771.96, 1814.05, 3520.3, 3552.95, 3584.99, 4789.91, -1),
        roots=(-0.9997912558, 1.0042698487),
    ),
    "irr_npf_neg": Case("numpy-financial tests", (-100, 0, 0, 74), roots=(-0.0954958303,)),
    "irr_npf_two_neg": Case(
        "NumPy #4210", (-100, 100, 0, -7), roots=(-0.6788943683, -0.0832996651)
    ),
    "irr_npf_mixed": Case(
        "numpy-financial tests",
        (-5, 10.5, 1, -8, 1),
        roots=(-0.8702012532, 0.08859833852, 0.7095595332),
    ),
    "irr_npf_trailing_zeros": Case(
        "numpy-financial tests",
        (-5, 10.5, 1, -8, 1, 0, 0, 0),
        roots=(-0.8702012532, 0.08859833852, 0.7095595332),
    ),
    "irr_pyxirr_leading_zero": Case(
        "pyxirr #56",
        (
            *(0.0, -54163.55222425675, -15411.724067521238, 11824.611799779348),
            *(13831.220768857136, 24713.445277451923, 42399.405170720645, 32779.24733697434),
            *(29832.522397937253, 21750.50072725094, 20140.886499523196, 18357.799360554745),
            10074.662845544659,
        ),
        roots=(0.235461374465902,),
    ),
    "irr_pyxirr_deep_negative": Case(
        "pyxirr tests", (-161445.03, 2113.73, 7626.73, 8619.84, 8612.92), roots=(-0.43658134635,)
    ),
    "irr_pyxirr_481_flows": Case(
        "pyxirr #24",
        (-172545.848122807, *[787.735232517999] * 480),
        roots=(0.0038401048,),
        tolerance=1e-9,
    ),
    "irr_npf_rate_gh126": Case(
        "numpy-financial #126", (-440_000, *[263_175] * 7, 288_675), roots=(0.5838779110248231,)
    ),
    "irr_same_sign_pos": Case(
        "numpy-financial tests", (40_000, 5_000, 8_000, 12_000, 30_000), roots=()
    ),
    "irr_same_sign_neg": Case("numpy-financial tests", (-1, -2, -3), roots=()),
    "ms_irr_4": Case(
        "Microsoft, IRR",
        (-70_000, 12_000, 15_000, 18_000, 21_000),
        roots=(-0.02124484827341,),
        tolerance=1e-9,
    ),
    "ms_irr_5": Case(
        "Microsoft, IRR",
        (-70_000, 12_000, 15_000, 18_000, 21_000, 26_000),
        roots=(0.08663094803652,),
        tolerance=1e-9,
    ),
    "ms_irr_3": Case(
        "Microsoft, IRR (its page prints the answer for two years)",
        (-70_000, 12_000, 15_000, 18_000),
        roots=(-0.1821374641455,),
        tolerance=1e-9,
    ),
}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.measures])
def test_measures(name: str) -> None:
    case = CASES[name]
    flows = yearly(np.array(case.flows, dtype=np.float64)[:, None], case.rate)
    found = {measure: float(MEASURES[measure].compute(flows)[0]) for measure in case.measures}
    assert found == pytest.approx(case.measures, abs=case.tolerance)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.roots is not None])
def test_roots(name: str) -> None:
    case = CASES[name]
    assert case.roots is not None
    flows, times = np.array(case.flows, dtype=np.float64), np.arange(len(case.flows), dtype=float)
    assert irr_all(times, flows) == pytest.approx(list(case.roots), abs=case.tolerance)
    only = case.roots[0] if len(case.roots) == 1 else np.nan
    assert irr(times, flows[:, None])[0] == pytest.approx(only, abs=case.tolerance, nan_ok=True)


def test_numpy_financial_39_has_the_root_12_percent() -> None:
    earnings = np.linspace(108_466.80462450592, -67_617.36092490121, 25)
    roots = irr_all(np.arange(27.0), np.concatenate([[-217_500.0, -217_500.0], earnings]))
    assert [root for root in roots if root > 0] == pytest.approx([0.12], abs=2e-8)


def test_brigham_crossover_is_the_root_of_the_difference() -> None:
    difference = np.subtract((-1_000, 500, 400, 300, 100), (-1_000, 100, 300, 400, 600.0))
    assert irr_all(np.arange(5.0), difference) == pytest.approx([0.0717], abs=5e-5)
