"""A scenario from a stranger, who wrote into every text what a page must not take for its own."""

from __future__ import annotations

NASTY = "</script><script>window.taken=1</script><img src=x onerror=window.taken=2>\"'&lt;`"

# In YAML single quotes end at one that is not doubled.
_QUOTED = NASTY.replace("'", "''")
SCENARIO = f"""\
bizcase: 1
name: '{_QUOTED}'
currency: EUR
timeline: {{start: 2027-01, step: year, length: 4 years}}
discounting: {{rate: 10%, timing: end}}
tax: none
products:
  lamp:
    units: {{base: 1_000/year, low: 800/year, high: 1_200/year, source: '{_QUOTED}'}}
    price: {{base: 100, low: 80, high: 110, owner: '{_QUOTED}', note: '{_QUOTED}'}}
    unit_cost: 40
capex:
  tool: {{amount: 90k, when: opening}}
adjustments:
  revenue: {{2028: -1_000, reason: '{_QUOTED}', owner: '{_QUOTED}'}}
cases:
  "{NASTY.replace(chr(34), "")}": {{products.lamp.price: 90}}
"""
