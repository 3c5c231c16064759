"""The headline measures, each with the range in which eight of ten trials lie."""

from __future__ import annotations

import math
from collections.abc import Iterator

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element
from bizcase.report.tables.measures import peak_funding_time
from bizcase.report.tables.simulation import lacking
from bizcase.report.tables.stages import VALUED, valued
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from bizcase.study.simulation.result import Simulation
from bizcase.study.stages.advice import holds
from bizcase.study.verdict import shown
from bizcase.units.money import chance, percent

_NAMES = ("npv", "irr", "payback_years", "peak_funding")
_LOW, _HIGH = 0.1, 0.9
_IN_A_LINE = 6  # tiles
_MEANT = ("all paths by their chances", "with the option to stop at every gate")
_NO_FAILURE = "that no stage ends it"
Tile = tuple[str, str, tuple[str, ...]]  # what it is, its value, remarks


def tiles(findings: Findings) -> Html:
    """One tile for each figure that a board asks for first."""
    found = [_tile(tile) for tile in _tiles(findings)]
    return element("dl", *found, class_="tiles many" if len(found) > _IN_A_LINE else "tiles")


def _tile(tile: Tile) -> Html:
    name, value, remarks = tile
    said = [element("dd", remark, class_="remark") for remark in remarks if remark]
    return element("div", element("dt", name), element("dd", value, class_="value"), *said)


def _tiles(findings: Findings) -> Iterator[Tile]:
    run, simulation = findings.run, findings.simulation
    if run.stages is not None:
        for (name, title), remark in zip(VALUED, _MEANT, strict=True):
            yield title, valued(run, name), (remark,)
        yield "Chance of the market", percent(run.stages.chance_of_market), (_NO_FAILURE,)
    when = holds(run.model)
    for name in _NAMES:
        value = run.measures[name]
        remark = run.why_null.get(name, "")
        if name == "peak_funding" and value:
            remark = peak_funding_time(run)
        spread = "" if simulation is None else _range(run, simulation, name)
        text = "none" if value is None else shown(run, name, value)
        yield MEASURES[name].label, text, (spread, remark, "" if value is None else when)
    if simulation is not None and run.stages is None:
        share = chance(simulation.gain_chance.value)
        yield "Chance of a gain", share, (f"NPV above zero, {simulation.trials:,} trials",)


def _range(run: Run, simulation: Simulation, name: str) -> str:
    """`EUR 1.2M to 8.0M (P10–P90)`; of a measure that some trials lack, how many and why."""
    spread = simulation.measures[name]
    low, high = spread.percentiles[_LOW], spread.percentiles[_HIGH]
    if math.isnan(low):
        return "none in any trial"
    ends = [shown(run, name, low), shown(run, name, high)]
    ends[1] = ends[1].removeprefix(f"{run.model.currency} ")
    ends[0] = ends[0].removesuffix(" years")
    of = f" of the trials that have one; {lacking(spread)}" if spread.missing else ""
    return f"{ends[0]} to {ends[1]} (P10–P90{of})"
