"""Cases of unusual shapes, of which every chart must look right or say that there is nothing."""

from __future__ import annotations

from tests.workbook.odd import ODD as WORKBOOK_ODD

_YEARS = """
timeline: {start: 2027-01, step: year, length: 5 years}
discounting: {rate: 10%/year}
tax: none
"""
_LONG = "a_very_long_name_that_somebody_gave_to_a_product_or_a_line_of_costs"

ODD: dict[str, str] = {
    **WORKBOOK_ODD,
    "never pays back": _YEARS
    + """
products: {lamp: {units: 1_000/year, price: {base: 20, low: 18, high: 22}, unit_cost: 12}}
capex: {mould: {amount: 90k, when: opening}}
""",
    "no funding needed": _YEARS + "products: {lamp: {units: 900/year, price: 20, unit_cost: 8}}",
    "two rates of return": _YEARS
    + """
revenue: {deposit: {payments: {2027-01: 230k}}}
costs: {dig: {amount: 100k, when: opening}, restore: {payments: {2028-01: 132k}}}
""",
    "no rate of return": _YEARS
    + """
revenue: {deposit: {payments: {2027-01: 200k}}}
costs: {dig: {amount: 100k, when: opening}, restore: {payments: {2028-01: 132k}}}
""",
    "all zero": _YEARS + "revenue: {sales: 0/year}",
    "hardly anything": _YEARS
    + """
products: {bead: {units: 10/year, price: {base: 0.02, low: 0.01, high: 0.04}, unit_cost: 0.005}}
""",
    "huge": _YEARS
    + """
products: {grid: {units: 4bn/year, price: {base: 9_000, low: 7_000, high: 9_500}, unit_cost: 8_000}}
capex: {plant: {amount: 5_000bn, when: opening, depreciation: straight line, life: 5 years}}
""",
    "very long names": _YEARS
    + f"""
products:
  {_LONG}_one:
    units: {{base: 1_000/year, low: 700/year, high: 1_300/year}}
    price: {{base: 20, low: 18, high: 22}}
    unit_cost: {{base: 12, low: 11, high: 14}}
  {_LONG}_two: {{units: 800/year, price: 21, unit_cost: 12}}
costs:
  {_LONG}_three: {{base: 900/year, low: 700/year, high: 1_300/year}}
  {_LONG}_four: 700/year
capex: {{{_LONG}_five: {{amount: 20k, when: opening, depreciation: straight line, life: 5 years}}}}
""",
    "adoption by three products": """
timeline: {start: 2027-04, step: month, length: 10 years}
discounting: {rate: 10%/year, timing: mid}
tax: {rate: 25%, losses: carry forward}
products:
  phone:
    adoption:
      model: bass
      market: {base: 90k, low: 60k, high: 120k}
      innovation: 2%/year
      imitation: 50%/year
    price: {base: 300, grows: -3%/year}
    unit_cost: 240
  watch:
    adoption: {model: bass, market: 40k, innovation: 1%/year, imitation: 60%/year, launch: 2029-04}
    price: 200
    unit_cost: {base: 120, low: 100, high: 150}
    subscription: {price: 4/month, attach: 40%, churn: 3%/month, cost: 1/month}
  ring: {units: 900/year, price: 90, unit_cost: 99}
costs: {team: {people: 6, salary: 80_000/year}}
capex: {tooling: {amount: 2M, when: opening, depreciation: straight line, life: 5 years}}
""",
}
_NAMES = {
    "very long names": f'"{"A scenario with a name that goes on and on, " * 6}"',
    "live texts": '"Cost is $5 to $6, x_1 and 日本"',
}


def odd_text(name: str) -> str:
    """One of them as the text of a file."""
    return f"bizcase: 1\nname: {_NAMES.get(name, name)}\ncurrency: EUR\n{ODD[name]}"
