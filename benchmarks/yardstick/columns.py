"""What all trials of the yardstick case share: one value for each month, the opening first."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tests.yardstick.by_hand import GROWTH, INFLATION, RATE, YEARS, heads

Array = NDArray[np.float64]

PER_YEAR: Final = 12
PERIODS: Final = YEARS * PER_YEAR
TERMINAL: Final = (1 + GROWTH) / (RATE - GROWTH)
TIED_UP: Final = PER_YEAR * 45 / 360  # receivables over the revenue of a month

_periods = np.arange(PERIODS + 1)
YEAR: Final[Array] = _periods / PER_YEAR
INDEX: Final[Array] = (1 + INFLATION) ** YEAR
DEVICE_PRICE: Final[Array] = 199 * 0.92**YEAR
PREMIUM: Final[Array] = np.where(_periods > PER_YEAR, 0.06, 0.0)
HOSTING: Final[Array] = 1.10 * 0.90**YEAR
SUPPORT: Final[Array] = 0.90 * INDEX
ACQUISITION: Final[Array] = 30 * INDEX
TEAM: Final[Array] = 5_500 * INDEX * [0, *(heads(n // PER_YEAR) for n in range(PERIODS))]
SITE: Final[Array] = (6_000 + 25_000 * np.exp(-0.15 * YEAR)) * INDEX
MARKETING: Final[Array] = 100_000 * np.exp(-1.2 * YEAR) + 15_000
FIXED: Final[Array] = TEAM + SITE + MARKETING
WRITTEN_OFF: Final[Array] = np.where((_periods > 0) & (YEAR <= 5), 1 / (5 * PER_YEAR), 0.0)
DISCOUNT: Final[Array] = (1 + RATE) ** -YEAR
HALVING: Final = math.log(2)
