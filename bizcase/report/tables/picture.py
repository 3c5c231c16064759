"""A histogram as lines of text: bars of blocks, an axis with round values, marks below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bizcase.study.simulation.histogram import Histogram, round_width
from bizcase.units.money import short

HEIGHT = 7  # lines
_EIGHTHS = " ▁▂▃▄▅▆▇█"
# Where a terminal knows no others: parts of a block from a half on are whole ones.
PLAIN = {ord(sign): "#" for sign in "▄▅▆▇█▌▋▊▉"} | {ord(sign): " " for sign in "▁▂▃▏▎▍"}
PLAIN |= {ord("▲"): "^", ord("┼"): "+", ord("─"): "-"}
_WIDE = 24  # stretches up to which each is three characters wide
_LABEL = 9  # characters from one label of the axis to the next, at least


@dataclass(frozen=True, slots=True)
class Picture:
    """`bars` from the top down, the `axis` with its `labels`, and lines of `marks`.

    `zero` is the character at which zero stands: what is left of it is a loss.
    """

    bars: tuple[str, ...]
    axis: str
    labels: str
    marks: tuple[str, ...]
    zero: int


def picture(found: Histogram, marks: Mapping[str, float]) -> Picture:
    """Draws a histogram; `marks` are values of its axis with their names."""
    count = len(found.shares)
    wide = 3 if count <= _WIDE else 2
    width = count * wide
    first, step = found.edges[0], found.edges[1] - found.edges[0]

    def place(value: float) -> int:
        return round((value - first) / step * wide)

    axis, labels = ["─"] * (width + 1), [" "] * (width + 2 * _LABEL)
    apart = round_width(step * _LABEL / wide)
    tick = round(first / apart) * apart
    while tick <= found.edges[-1] + step / 2:
        if 0 <= place(tick) <= width:
            axis[place(tick)] = "┼"
            text = short(0.0 if abs(tick) < step / 2 else tick)
            start = max(0, place(tick) - len(text) // 2)
            labels[start : start + len(text)] = text
        tick += apart
    return Picture(
        bars=tuple(_bars(found, wide)),
        axis="".join(axis),
        labels="".join(labels).rstrip(),
        marks=tuple(_marks({name: place(value) for name, value in marks.items()}, width)),
        zero=place(0.0),
    )


def _bars(found: Histogram, wide: int) -> list[str]:
    top = max(found.shares)
    # A stretch with any trial at all shows something.
    heights = [max(round(s / top * HEIGHT * 8), int(s > 0)) for s in found.shares]
    return [
        "".join(_EIGHTHS[min(8, max(0, height - 8 * line))] * wide for height in heights).rstrip()
        for line in reversed(range(HEIGHT))
    ]


def _marks(places: Mapping[str, int], width: int) -> list[str]:
    """The names below their places, in as many lines as keep them from touching each other."""
    lines: list[str] = []
    for name, place in sorted(places.items(), key=lambda item: item[1]):
        if not 0 <= place <= width:
            continue
        text = f"▲ {name}"
        for number, line in enumerate(lines):
            if len(line) + 2 <= place:
                lines[number] = line.ljust(place) + text
                break
        else:
            lines.append(" " * place + text)
    return lines
