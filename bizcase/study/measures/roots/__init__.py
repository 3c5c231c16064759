"""All rates at which a stream of cash is worth nothing, for one stream or for very many.

Everything here works with the force of interest x = ln(1 + rate), because a present value is then
a sum of exponentials: every real x is a rate above -100 %, and flows may fall at any times.
"""
