"""Arrays of numbers as a program writes them, short where values stay the same for a while."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bizcase.formula.render.javascript import literal

# held([3, 0, 9, 1.5]) is three times 0 and nine times 1.5.
HELD = (
    "const held = runs => runs.flatMap((count, i) => i % 2 ? [] : Array(count).fill(runs[i + 1]));"
)


def array(values: Sequence[float]) -> str:
    """The text of an array."""
    plain = [literal(value) for value in values]
    runs = [(len(list(same)), text) for text, same in groupby(plain)]
    if 2 * len(runs) < len(plain):
        return f"held([{', '.join(f'{count}, {text}' for count, text in runs)}])"
    return f"[{', '.join(plain)}]"
