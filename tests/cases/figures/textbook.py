"""Textbook cases worked out line by line in plain Python, without bizcase."""

from __future__ import annotations

from collections.abc import Sequence

from arithmetic import MACRS_5, Figures, changes, irr, payback, present_value


def homenet() -> Figures:
    selling = [0, 1, 1, 1, 1, 0]
    gross = [26_000_000.0 * on for on in selling]
    revenue = [(26_000_000.0 - 25_000 * 100) * on for on in selling]
    goods = [(11_000_000.0 - 25_000 * 60) * on for on in selling]
    other = [15_000_000.0, *[3_000_000.0 * on for on in selling[1:]]]
    depreciation = [0.0, *[1_500_000.0] * 5]
    ebit = [r - g - o - d for r, g, o, d in zip(revenue, goods, other, depreciation, strict=True)]
    after_tax = [0.6 * profit for profit in ebit]
    capital = changes([0.15 * (r - g) for r, g in zip(revenue, goods, strict=True)])
    flows = [n + d - w for n, d, w in zip(after_tax, depreciation, capital, strict=True)]
    flows[0] -= 7_500_000
    rows = {"revenue": revenue, "homenet.revenue": gross, "cost_of_sales": goods, "ebit": ebit}
    rows |= {"nopat": after_tax, "free_cash_flow": flows}
    return {
        "npv": present_value(0.12, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }, rows


def baldwin() -> Figures:
    units = [0, 5_000, 8_000, 12_000, 10_000, 6_000]
    revenue = [0.0, *[units[t] * 20 * 1.02 ** (t - 1) for t in range(1, 6)]]
    goods = [0.0, *[units[t] * 10 * 1.10 ** (t - 1) for t in range(1, 6)]]
    depreciation = [100_000 * rate for rate in MACRS_5[:6]]
    ebit = [r - g - d for r, g, d in zip(revenue, goods, depreciation, strict=True)]
    capital = changes([10_000, *[0.1 * r for r in revenue[1:5]], 0.0])
    flows = [0.66 * e + d - w for e, d, w in zip(ebit, depreciation, capital, strict=True)]
    flows[0] -= 100_000 + 150_000
    flows[5] += 30_000 - 0.34 * (30_000 - 100_000 * MACRS_5[6]) + 150_000
    reported = [ebit[0] - 250_000, *ebit[1:]]
    rows = {"revenue": revenue, "cost_of_sales": goods, "ebit": ebit, "reported_ebit": reported}
    rows |= {"free_cash_flow": flows}
    return {
        "npv": present_value(0.10, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }, rows


def rio_disney() -> Figures:
    million = 1e6
    kingdom = [0, 0, 1_000, 1_400, 1_700, 2_000, 2_200, 2_420, 2_662, 2_928, 2_987]
    epcot = [0, 0, 0, 0, 300, 500, 550, 605, 666, 732, 747]
    build = [2_000, 1_000, 1_000, 500, 0, 0, 0, 0, 0, 0, 0]
    of_book = [0, 0, 0.125, 0.11, 0.095, *[0.08] * 6]
    kept_up = [0, 0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.05, 1.1, 1.1]
    book, depreciation, spent = 0.0, [], []
    for t in range(11):
        depreciation.append(of_book[t] * book)
        spent.append(build[t] + kept_up[t] * depreciation[t])
        book += spent[t] - depreciation[t]
    parks = [k + e for k, e in zip(kingdom, epcot, strict=True)]
    revenue = [1.25 * p for p in parks]
    direct = [0.60 * p + 0.75 * 0.25 * p for p in parks]
    ebit = [r - c - 0.15 * r / 3 - d for r, c, d in zip(revenue, direct, depreciation, strict=True)]
    reported = [e - 0.10 * r for e, r in zip(ebit, revenue, strict=True)]
    reported = [reported[0], *[e - 50 for e in reported[1:]]]
    capital = changes([0.05 * r for r in revenue])
    flows = [
        (1 - 0.361) * e + d - s - w
        for e, d, s, w in zip(ebit, depreciation, spent, capital, strict=True)
    ]
    terminal = [*[0.0] * 10, flows[10] * 1.02 / (0.0846 - 0.02)]
    both = [f + v for f, v in zip(flows, terminal, strict=True)]
    rows = {"revenue": revenue, "ebit": ebit, "reported_ebit": reported}
    rows |= {"capital_expenditure": spent, "free_cash_flow": flows, "terminal_value": terminal}
    scaled = {name: [million * value for value in row] for name, row in rows.items()}
    return {"npv": million * present_value(0.0846, both), "irr": irr(both)}, scaled


def blooper() -> Figures:
    growth = [0.0, *[1.05**t for t in range(5)], 0.0]
    revenue = [15_000_000 * g for g in growth]
    mining = [10_000_000 * g for g in growth]
    depreciation = [0.0, *[2_000_000.0] * 5, 0.0]
    ebit = [r - m - d for r, m, d in zip(revenue, mining, depreciation, strict=True)]
    following = [*revenue[1:], 0.0]
    balance = [r / 6 + 0.1 * ahead for r, ahead in zip(revenue, following, strict=True)]
    flows = [0.65 * e + d - w for e, d, w in zip(ebit, depreciation, changes(balance), strict=True)]
    flows[0] -= 10_000_000
    flows[6] += 2_000_000 * 0.65
    rows = {"revenue": revenue, "ebit": ebit, "net_working_capital": balance}
    rows |= {"free_cash_flow": flows}
    return {
        "npv": present_value(0.12, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }, rows


GUANO_SALES = [0, 523e3, 12_887e3, 32_610e3, 48_901e3, 35_834e3, 19_717e3, 0]
GUANO_GOODS = [0, 837e3, 7_729e3, 19_552e3, 29_345e3, 21_492e3, 11_830e3, 0]
GUANO_OTHER = [4_000e3, 2_200e3, 1_210e3, 1_331e3, 1_464e3, 1_611e3, 1_772e3, 0]
GUANO_CAPITAL = [0, 550e3, 1_289e3, 3_261e3, 4_890e3, 3_583e3, 2_002e3, 0]


def guano(depreciation: Sequence[float], book: float) -> tuple[list[float], list[float]]:
    """Flows before tax and taxable profit of the guano project, sold in year 7 for 1,949 k."""
    before_tax = [r - g - o for r, g, o in zip(GUANO_SALES, GUANO_GOODS, GUANO_OTHER, strict=True)]
    taxable = [b - d for b, d in zip(before_tax, depreciation, strict=True)]
    taxable[7] += 1_949e3 - book
    flows = [b - w for b, w in zip(before_tax, changes(GUANO_CAPITAL), strict=True)]
    flows[0] -= 10e6
    flows[7] += 1_949e3
    return flows, taxable


def guano_macrs() -> Figures:
    before, taxable = guano([10e6 * rate for rate in [*MACRS_5, 0.0]], 0.0)
    flows = [b - 0.35 * profit for b, profit in zip(before, taxable, strict=True)]
    measures = {
        "npv": present_value(0.2, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }
    return measures, {"free_cash_flow": flows}


def guano_stand_alone() -> Figures:
    before, taxable = guano([0.0, *[9.5e6 / 6] * 6, 0.0], 500e3)
    losses, tax = 0.0, []
    for profit in taxable:
        used = min(losses, max(profit, 0.0))
        losses += max(-profit, 0.0) - used
        tax.append(0.35 * (max(profit, 0.0) - used))
    flows = [b - late for b, late in zip([*before, 0.0], [0.0, *tax], strict=True)]
    # The last tax makes a second root near -84 %, so there is no single IRR.
    measures = {"npv": present_value(0.2, flows), "irr": None, "payback_years": payback(flows)}
    return measures, {"free_cash_flow": flows}


def real_terms() -> Figures:
    flows = [-100_000.0, *[real * 1.1**t for t, real in [(1, 35_000), (2, 50_000), (3, 30_000)]]]
    return {"npv": present_value(0.15, flows)}, {"free_cash_flow": flows}
