"""The PERT distribution that three points describe: P10, the likeliest value, P90."""

from __future__ import annotations

import numpy as np

SHARE_BELOW = 0.1  # of low; as much lies above high
_STEPS = 32  # into which a stretch is divided; each time one of them is left
_ROUNDS = 11  # 32 ** -11 is less than the last digit


def pert_ends(low: float, mode: float, high: float) -> tuple[float, float] | None:
    """The ends of the PERT distribution with P10 `low`, mode `mode` and P90 `high`.

    PERT is a beta distribution with weight 4 on its mode (Malcolm et al. 1959). Its shape depends
    on one number, where its mode lies between its ends: the one is looked for that puts the mode
    at its place between P10 and P90. None where the mode lies outside of these.
    """
    from scipy.special import betaincinv

    if not low <= mode <= high or low == high:
        return None
    wanted = (mode - low) / (high - low)
    first, last = 0.0, 1.0
    for _ in range(_ROUNDS):
        modes = np.linspace(first, last, _STEPS + 1)
        up, down = 1 + 4 * modes, 5 - 4 * modes
        below = betaincinv(up, down, SHARE_BELOW)
        width = betaincinv(up, down, 1 - SHARE_BELOW) - below
        # The further right the mode, the nearer it is to P90.
        place = int(np.searchsorted(((modes - below) / width)[1:-1], wanted)) + 1
        first, last = float(modes[place - 1]), float(modes[place])
    scale = (high - low) / float(width[place])
    least = low - scale * float(below[place])
    return least, least + scale
