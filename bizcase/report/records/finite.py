"""Numbers as JSON knows them."""

from __future__ import annotations

import math


def finite(value: float | None) -> float | None:
    """The value, or None: JSON knows no NaN and no infinity."""
    return value if value is not None and math.isfinite(value) else None
