"""A bar of text about a base: how far a result lies to the left and to the right of it."""

from __future__ import annotations

from dataclasses import dataclass

FULL, AXIS = "█", "│"
PLAIN = {FULL: "#", AXIS: "|"}  # where a terminal knows no others


@dataclass(frozen=True, slots=True)
class Axis:
    """From the least to the greatest result, with the base between them, in so many characters."""

    least: float
    base: float
    greatest: float
    width: int

    @property
    def before(self) -> int:
        """The characters to the left of the base; at least one on each side."""
        span = self.greatest - self.least
        share = (self.base - self.least) / span if span > 0 else 0.5
        return min(max(round(share * (self.width - 1)), 1), self.width - 2)

    def bar(self, left: float, right: float) -> str:
        """The bar from one result to another; what moves too little to be seen is left out."""
        before, after = self.before, self.width - 1 - self.before
        on_left = _length(self.base - left, self.base - self.least, before)
        on_right = _length(right - self.base, self.greatest - self.base, after)
        half = " " * (before - on_left) + FULL * on_left
        return half + AXIS + FULL * on_right + " " * (after - on_right)


def _length(part: float, whole: float, room: int) -> int:
    if part <= 0 or whole <= 0:
        return 0
    return min(room, round(part / whole * room))
