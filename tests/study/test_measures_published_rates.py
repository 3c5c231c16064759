"""Published answers for MIRR, XIRR and XNPV."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from bizcase.study.measures.dates import xirr, xnpv
from bizcase.study.measures.mirr import mirr

MICROSOFT_DATES = ("2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01")
MICROSOFT_FLOWS = (-10_000, 2_750, 4_250, 3_250, 2_750)


@pytest.mark.parametrize(
    ("flows", "finance_rate", "reinvest_rate", "expected", "tolerance"),
    [
        ((-120e3, 39e3, 30e3, 21e3, 37e3, 46e3), 0.1, 0.12, 0.12609413036591, 1e-9),
        ((-120e3, 39e3, 30e3, 21e3), 0.1, 0.12, -0.048044655249981, 1e-9),
        ((-120e3, 39e3, 30e3, 21e3, 37e3, 46e3), 0.1, 0.14, 0.13475911082831, 1e-9),
        ((-1000, 50, 100, 400, 500, 600), 0.1, 0.08, 0.125, 5e-4),
        ((-4500, -800, 800, 800, 600, 600, 800, 800, 700, 3000), 0.08, 0.055, 0.0666, 1e-4),
        ((100, 200, -50, 300, -200), 0.05, 0.06, 0.3428, 1e-4),
        ((39e3, 30e3, 21e3, 37e3, 46e3), 0.1, 0.12, np.nan, 0),
    ],
)
def test_mirr(
    flows: tuple[float, ...],
    finance_rate: float,
    reinvest_rate: float,
    expected: float,
    tolerance: float,
) -> None:
    found = mirr(np.arange(len(flows) * 1.0), np.array([flows]).T, finance_rate, reinvest_rate)
    assert found[0] == pytest.approx(expected, abs=tolerance, nan_ok=True)


PHP_3297 = """
    2022-05-02 -19646.10172, 2022-05-31 -22288.58964, 2022-06-01 -1483.5, 2022-06-26 -12597.54406,
    2022-06-30 -46629.45777, 2022-07-01 -2472.769, 2022-07-15 0, 2022-07-31 -25616.37076,
    2022-09-02 -30055.68344, 2022-09-05 1038.5, 2022-09-27 -13621.9742, 2022-09-28 13629.539,
    2022-09-29 -36736.0694, 2022-10-03 -944.605609, 2022-10-06 -49020.77156, 2022-10-10 27308.87082,
    2022-11-01 -63912.64722, 2022-11-03 8764.136, 2022-11-04 3162, 2022-12-01 -23946.7257,
    2022-12-02 -5428.8, 2022-12-28 -83899.24172, 2022-12-30 58242.82346, 2023-01-02 -11147.78101,
    2023-01-13 287092.5749
"""

DATED = {
    "ms_xirr": (
        ", ".join(map("{} {}".format, MICROSOFT_DATES, MICROSOFT_FLOWS)),
        0.373362535,
    ),
    "mathworks_xirr_daycount": (
        "2007-01-12 -10000, 2008-02-14 2500, 2008-03-03 2000, 2008-06-14 3000, 2008-12-01 4000",
        0.10064378342638,
    ),
    "php_issue3297": (PHP_3297, -0.379332733303311),
    "php_xirr_unordered": (
        "2019-06-27 1893.67, 2019-06-20 139947.43, 2019-06-21 52573.25, 2019-06-24 48849.74, "
        "2019-06-27 26369.16, 2019-07-27 -273029.18",
        0.137963527441025,
    ),
    "php_xirr_short": ("2018-09-05 -1000000.706, 2018-09-26 947003.58", -0.6118824173),
    "pyxirr_unordered": (
        "2015-06-11 -1000, 2015-07-21 -9000, 2018-06-10 20000, 2015-10-17 -3000",
        0.16353715844,
    ),
    "pyxirr_minus_0_99": ("2021-06-09 -134.09, 2021-08-11 40.86", -0.9989769231734277),
    "pyxirr_zeros": (
        "2021-12-31 0, 2022-12-31 0, 2023-12-31 -100, 2024-12-31 10, 2025-12-31 0, 2026-12-31 10, "
        "2027-12-31 10, 2028-12-31 10, 2029-12-31 200, 2030-12-31 0, 2031-12-31 0, 2032-12-31 0, "
        "2033-12-31 0",
        0.175680730580782,
    ),
}


@pytest.mark.parametrize("name", DATED)
def test_xirr(name: str) -> None:
    text, expected = DATED[name]
    pairs = [line.split() for line in text.split(",")]
    dates, flows = [date.fromisoformat(day) for day, _ in pairs], [float(flow) for _, flow in pairs]
    assert xirr(dates, flows) == pytest.approx(expected, abs=1e-7)
    assert xnpv(xirr(dates, flows), dates, flows) == pytest.approx(0, abs=1e-3)


def test_xnpv() -> None:
    dates = [date.fromisoformat(day) for day in MICROSOFT_DATES]
    assert xnpv(0.09, dates, MICROSOFT_FLOWS) == pytest.approx(2086.65, abs=0.005)
