"""What drives the spread of the NPV, each driver with its range and what it rests on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bizcase.engine.model import FACTOR, Model
from bizcase.report.tables.assumption import evidence, range_text, short_name
from bizcase.report.tables.kept_ranges import KEPT, kept_notes
from bizcase.report.tables.table import Line, Table
from bizcase.study.evidence import is_evidence, placeholder_in
from bizcase.study.indices import SobolIndices
from bizcase.study.simulation.drivers import Driver, total_share
from bizcase.study.simulation.result import Simulation
from bizcase.units.money import percent

_ENOUGH = 0.98  # of the spread: drivers beyond are counted together
_FEW = 3  # drivers that are named in a sentence
_ALONE = 0.99  # of the variance: the rest may as well be chance
_BLIND = 0.5  # rank correlations that explain less of the ranks of the result miss something


@dataclass(frozen=True, slots=True)
class DriverLine:
    """A driver in words; `share` is a number as well, for a bar."""

    name: str
    correlation: str
    share: float
    percent: str
    values: str
    evidence: str
    sourced: bool
    path: str = ""


def driver_lines(result: Simulation, called: Mapping[str, str] | None = None) -> list[DriverLine]:
    """The drivers that make up nearly all of the spread, the strongest first.

    `called` has names of drivers by path, else the short ones.
    """
    found: list[DriverLine] = []
    reached = 0.0
    for driver in result.drivers:
        if reached >= _ENOUGH or not driver.share:
            break
        reached += driver.share
        given = result.model.inputs[driver.path]
        found.append(
            DriverLine(
                name=_marked(result, driver, called or {}),
                correlation=f"{driver.rank_correlation:+.2f}",
                share=driver.share,
                percent=_share(driver.share),
                values=range_text(given, result.model),
                evidence=evidence(given),
                sourced=is_evidence(given.origin.source),
                path=driver.path,
            )
        )
    return found


def _marked(result: Simulation, driver: Driver, called: Mapping[str, str]) -> str:
    name = _name(result.model, driver.path, called)
    return f"{name} {KEPT}" if any(one.path == driver.path for one in result.kept) else name


def driver_remarks(result: Simulation) -> list[str]:
    """What is to be known beside the lines: what is left out, and how well ranks explain it."""
    rest = result.drivers[len(driver_lines(result)) :]
    if not any(driver.share for driver in result.drivers):
        return []
    remarks = ["Rank: rank correlation with the NPV. Share: its square, in % of all squares."]
    names = {one.path: short_name(result.model, one.path) for one in result.kept}
    remarks += kept_notes(result.kept, names, result.model)
    if rest:
        others = f"{len(rest)} others" if len(rest) > 1 else short_name(result.model, rest[0].path)
        remarks.append(f"{others}: {_share(sum(driver.share for driver in rest))} of the spread")
    explained = sum(driver.rank_correlation**2 for driver in result.drivers)
    if not result.model.correlations and explained < _BLIND:
        remarks.append(
            "Rank correlations see little of this spread: the NPV does not simply rise or fall "
            "with its drivers. --indices sees all of it."
        )
    return remarks


def evidence_sentence(result: Simulation, called: Mapping[str, str] | None = None) -> str:
    """`62% of the spread rests on assumptions without a source: a and b.`; empty without spread.

    A source that says `illustrative`, or `tbd`, is none that could be checked. `called` has names
    of drivers by path, else the short ones.
    """
    moving = [driver for driver in result.drivers if driver.share]
    if math.isnan(result.measures["npv"].deviation):
        return ""
    if not moving:
        return "No uncertain value moves the NPV."
    without = [driver for driver in moving if not driver.source]
    weak = [driver for driver in moving if driver.source and not is_evidence(driver.source)]
    if not without and not weak:
        return "All of the spread rests on assumptions that name a source."
    sources = " or ".join(
        dict.fromkeys(f"`{placeholder_in(driver.source)}`" for driver in weak[:_FEW])
    )
    rests = [
        f"{'all' if len(found) == len(moving) else _share(total_share(found))} of the spread rests "
        f"on assumptions {words}: {_names(result.model, found, called or {})}"
        for found, words in (
            (weak, f"that are only {sources}"),
            (without, "without a source"),
        )
        if found
    ]
    said = "; ".join(rests)
    return f"{said[:1].upper()}{said[1:]}."


def _names(model: Model, found: Sequence[Driver], called: Mapping[str, str]) -> str:
    paths = [driver.path for driver in found[:_FEW]]
    names = [_name(model, path, called) for path in paths]
    if len(found) > len(names):
        names.append(f"{len(found) - len(names)} more")
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]


def _name(model: Model, path: str, called: Mapping[str, str]) -> str:
    return called.get(path.removesuffix(FACTOR)) or short_name(model, path)


def _share(share: float) -> str:
    return "< 1%" if 0 < share < 0.005 else percent(share, 0)


def indices_table(model: Model, found: SobolIndices) -> Table:
    """First order and total indices, one line for each input."""
    lines = [
        Line(
            ", ".join(short_name(model, path) for path in index.paths),
            (_index(index.first), _index(index.total)),
        )
        for index in found
    ]
    return Table(
        "Sobol indices of the NPV",
        ("Alone", "In all"),
        tuple(lines),
        notes=(
            "Alone: the part of the variance that would go if this value were known. In all: the "
            "part that would stay if all others were known. "
            f"{_together(found)}",
            f"From {found.points:,} points, each evaluated {2 + len(found.inputs)} times.",
        ),
    )


def _together(found: SobolIndices) -> str:
    """How much of the variance comes of single values."""
    alone = sum(index.first for index in found)
    if alone >= _ALONE:
        return "The values add up: hardly any of the variance comes of their acting together."
    return f"{percent(1 - alone, 0)} of the variance comes of values that act together."


def _index(value: float) -> str:
    return percent(max(0.0, value), whole=False)
