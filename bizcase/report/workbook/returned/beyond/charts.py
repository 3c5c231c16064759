"""Charts: whether each still shows the cells that it was drawn for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import TypeAlias
from xml.sax.saxutils import unescape

from bizcase.report.workbook.addresses import Area, area_of
from bizcase.report.workbook.book import Chart
from bizcase.report.workbook.file.package import parts_of
from bizcase.report.workbook.returned.edited import Edited
from bizcase.report.workbook.returned.finding import Finding

Pair: TypeAlias = tuple[Area, Area]  # categories and values of one series
_SERIES = re.compile(r"<(?:\w+:)?ser>(.*?)</(?:\w+:)?ser>", re.DOTALL)
_REFERENCE = r"<(?:\w+:)?{}>\s*<(?:\w+:)?\w+Ref>\s*<(?:\w+:)?f>([^<]*)<"
_CATEGORIES, _VALUES = (re.compile(_REFERENCE.format(role)) for role in ("cat", "val"))


def changed_charts(edited: Edited) -> Iterator[Finding]:
    """Charts that are gone, or that show other cells than they did."""
    left = Counter(_shown(edited.found.raw))
    lost = False
    for sheet in edited.book.sheets:
        title = edited.alignment.moves[sheet.title].title
        for chart in sheet.charts if title else ():
            pairs = _wanted(edited, chart)
            lost |= None in pairs
            missing = []
            for pair in filter(None, pairs):
                if left[pair]:
                    left[pair] -= 1
                else:
                    missing.append(pair[1].text)
            if missing:
                said = f"the chart `{chart.title}` does not show {missing[0]} any more"
                more = f" (and {len(missing) - 1} more)" if len(missing) > 1 else ""
                yield Finding("chart", f"{said}{more}", title or "")
    new = [pair[1].text for pair in left.elements()]
    if new and not lost:  # what shrank with deleted cells is told with them
        more = f" (and {len(new) - 1} more)" if len(new) > 1 else ""
        yield Finding("chart", f"a chart shows {new[0]}, which none did{more}")


def _wanted(edited: Edited, chart: Chart) -> list[Pair | None]:
    """What the series of a chart show, where it is now; None where cells were deleted."""
    found: list[Pair | None] = []
    categories = _now(edited, chart.categories)
    for series in chart.series:
        values = _now(edited, series.values)
        found.append((categories, values) if categories and values else None)
    return found


def _now(edited: Edited, area: Area) -> Area | None:
    first = edited.place((area.sheet, area.row, area.column))
    last = edited.place((area.sheet, area.last_row, area.last_column))
    return Area(*first, *last[1:]) if first and last else None


def _shown(raw: bytes) -> Iterator[Pair]:
    """What the charts in a file show."""
    for part in parts_of(raw, "xl/charts/chart"):
        for series in _SERIES.findall(part.decode()):
            categories, values = _CATEGORIES.search(series), _VALUES.search(series)
            try:
                yield _area(categories), _area(values)
            except ValueError:
                continue  # no area of this workbook


def _area(found: re.Match[str] | None) -> Area:
    return area_of(unescape(found[1]) if found else "")
