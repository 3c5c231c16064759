"""Carries out array operations so that infinities become missing values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from bizcase.engine.memory import small_buffers
from bizcase.engine.operations import Array, Operation

Step = tuple[Operation, Sequence[Any], Array]


def quiet(steps: Iterable[Step]) -> None:
    """Carries out `operation(*arguments, out=out)` one after the other.

    Only a division or an overflow makes an infinity out of finite numbers, and NumPy tells when
    that happens: so the arrays need not be searched after every operation.
    """
    faults: list[str] = []

    def fault(kind: str, _flag: int) -> None:
        faults.append(kind)

    told = np.errstate(divide="call", over="call", invalid="ignore", under="ignore", call=fault)
    with told, small_buffers():
        for operation, arguments, out in steps:
            operation(*arguments, out=out)
            if faults:
                faults.clear()
                out[np.isinf(out)] = np.nan
