"""Small invented cases worked out period by period in plain Python, without bizcase."""

from __future__ import annotations

import math

from arithmetic import Figures, irr, payback, present_value


def press_line() -> Figures:
    units = [0, 8_000, 10_000, 12_000, 12_000, 11_000, 9_000]
    rent = [0, 30_000, 32_000, 34_000, 34_000, 34_000, 34_000]
    training = [0, 12_000, 12_000, 0, 0, 0, 0]
    book, tooling = 60_000.0, [0.0]
    for year in range(1, 7):
        tooling.append(0.3 * book if year < 6 else book)
        book -= tooling[year]
    flows, ebit = [-150_000.0], [0.0]
    for t in range(1, 7):
        margin = units[t] * (40 * 1.03**t - 22 * 1.02 ** (t - 1) - 2)
        before_tax = margin - rent[t] - training[t] - 5_000
        ebit.append(before_tax - 30_000 - tooling[t])
        flows.append(before_tax - 0.25 * (ebit[t] + 5_000) - (90_000 if t == 3 else 0))
    spent = [150_000.0, 0.0, 0.0, 90_000.0, 0.0, 0.0, 0.0]
    measures = {
        "npv": present_value(0.09, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }
    return measures, {"ebit": ebit, "capital_expenditure": spent, "free_cash_flow": flows}


def water_filter() -> Figures:
    revenue, goods, flows, tax_row = [0.0], [0.0], [-400_000.0], [0.0]
    losses, balance = 0.0, 0.0
    for quarter in range(1, 13):
        year = (quarter + 3) // 4
        sold = [40_000, 60_000, 80_000][year - 1] / 4
        revenue.append(sold * (30 if quarter <= 6 else 28))
        goods.append(sold * 14 * 1.02 ** (year - 1))
        costs = 0.1 * revenue[-1] + 50_000 + (150_000 if quarter <= 2 else 0)
        ebitda = revenue[-1] - goods[-1] - costs
        profit = ebitda - 25_000
        used = min(losses, max(profit, 0.0))
        losses += max(-profit, 0.0) - used
        tax_row.append(0.25 * (max(profit, 0.0) - used))
        level = revenue[-1] * 4 * 73 / 365 - goods[-1] * 4 * 36.5 / 365
        flows.append(ebitda - tax_row[-1] - (level - balance))
        balance = level
    terminal = [*[0.0] * 12, sum(flows[-4:]) * 1.02 / (0.12 - 0.02)]
    when = [0.0, *[(quarter - 0.5) / 4 for quarter in range(1, 13)]]
    both = [f + v for f, v in zip(flows, terminal, strict=True)]
    npv = sum(flow / 1.12**t for flow, t in zip(both, when, strict=True))
    rows = {"revenue": revenue, "cost_of_sales": goods, "tax": tax_row, "free_cash_flow": flows}
    return {"npv": npv}, rows | {"terminal_value": terminal}


def help_desk() -> Figures:
    revenue, ebitda = [0.0], [0.0]
    for month in range(1, 25):
        sold = 1_500 if month >= 4 else 0
        revenue.append(25.0 * sold)
        agents = (2 if month < 7 else 4) * 36_000 / 12 * 1.25
        servers = math.ceil(sold * 12 / 10_000) * 9_600 / 12
        single = {1: 20_000, 6: 12_000, 13: 30_000, 18: 12_000}.get(month, 0)
        ebitda.append(revenue[-1] - 5.5 * sold - agents - servers - single)
    terminal = [*[0.0] * 24, 6 * sum(ebitda[-12:])]
    both = [f + v for f, v in zip(ebitda, terminal, strict=True)]
    measures = {"npv": present_value(0.01, both), "payback_years": payback(ebitda) / 12}
    rows = {"revenue": revenue, "ebitda": ebitda, "free_cash_flow": ebitda}
    return measures, rows | {"terminal_value": terminal}


def bass_gadget() -> Figures:
    p, q, market = 0.03, 0.40, 200_000
    adopted, subscribers, losses = 0.0, 0.0, 0.0
    units, revenue, ebit, flows = [0.0], [0.0], [0.0], [-900_000.0]
    for year in range(1, 6):
        decay = math.exp(-(p + q) * (year - 0.5))
        so_far = market * (1 - decay) / (1 + q / p * decay)
        units.append(so_far - adopted)
        adopted = so_far
        before, subscribers = subscribers, subscribers * 0.98**12 + 0.5 * units[-1]
        average = (before + subscribers) / 2
        unit_cost = 60 * max(1.0, adopted / 5_000) ** math.log2(0.85)
        revenue.append(units[-1] * 100 * 0.96 ** (year - 1) + average * 4 * 12)
        team = (6 if year == 1 else 8) * 70_000
        ebitda = revenue[-1] - units[-1] * unit_cost - average * 0.60 * 12 - team
        ebit.append(ebitda - 180_000)
        used = min(losses, max(ebit[-1], 0.0))
        losses += max(-ebit[-1], 0.0) - used
        flows.append(ebitda - 0.25 * (max(ebit[-1], 0.0) - used))
    rows = {"gadget.units": units, "revenue": revenue, "ebit": ebit, "free_cash_flow": flows}
    measures = {
        "npv": present_value(0.10, flows),
        "irr": irr(flows),
        "payback_years": payback(flows),
    }
    return measures, rows
