"""The PERT distribution that three points describe: P10, the likeliest value, P90."""

from __future__ import annotations

import math

SHARE_BELOW = 0.1  # of low; as much lies above high


def pert_ends(low: float, mode: float, high: float) -> tuple[float, float] | None:
    """The ends of the PERT distribution with P10 `low`, mode `mode` and P90 `high`.

    PERT is a beta distribution with weight 4 on its mode (Malcolm et al. 1959). None where no
    PERT has these three points: the mode lies too near to one of the others.
    """
    from scipy.optimize import root
    from scipy.special import betainc

    width = high - low
    if not low < mode < high:
        return None

    def ends(steps: tuple[float, float]) -> tuple[float, float]:
        return low - width * math.exp(steps[0]), high + width * math.exp(steps[1])

    def misses(steps: tuple[float, float]) -> list[float]:
        least, most = ends(steps)
        alpha = 1 + 4 * (mode - least) / (most - least)
        shares = [(x - least) / (most - least) for x in (low, high)]
        below, above = (float(betainc(alpha, 6 - alpha, share)) for share in shares)
        return [below - SHARE_BELOW, above - (1 - SHARE_BELOW)]

    found = root(misses, (-1.0, -1.0))
    if not found.success or max(map(abs, misses(found.x))) > 1e-6:
        return None
    return ends(found.x)
