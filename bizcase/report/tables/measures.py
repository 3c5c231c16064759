"""The measures of one case, each with what a reader needs to judge it."""

from __future__ import annotations

from bizcase.report.tables.stages import stage_lines
from bizcase.report.tables.table import Line, Table
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from bizcase.study.stages.advice import holds
from bizcase.study.unit_economics import SUBSCRIPTION_MEASURES, subscription_measures
from bizcase.study.verdict import shown
from bizcase.units.money import percent, short

SHORT_LIST = ("npv", "irr", "payback_years", "peak_funding", "terminal_value_share")


def measures_table(run: Run, names: tuple[str, ...] = SHORT_LIST) -> Table:
    """One line for each measure: its value, and beside it a remark or the reason why not."""
    lines = [
        Line(label(name), (value(run, name), _remark(run, name)),
             "total" if name == "npv" else "plain")
        for name in names
    ]  # fmt: skip
    return Table("", ("", ""), (*lines, *stage_lines(run)))


def all_measures(run: Run) -> tuple[str, ...]:
    """The names of all measures in the order in which they are shown, those of products last."""
    return (*MEASURES, *subscription_measures(run))


def label(name: str) -> str:
    """What a measure is called; `app: LTV` for one of a product."""
    product, _, measure = name.rpartition(".")
    return f"{product}: {SUBSCRIPTION_MEASURES[measure][1]}" if product else MEASURES[name].label


def value(run: Run, name: str) -> str:
    """The value of a measure in its unit, `none` where it does not exist."""
    found = subscription_measures(run).get(name) if "." in name else run.measures[name]
    return "none" if found is None else shown(run, name, found)


def _remark(run: Run, name: str) -> str:
    if name in run.why_null:
        return run.why_null[name]
    if name == "npv":
        at = (f"{short(npv, whole=False)} at {percent(rate)}" for rate, npv in run.npv_at.items())
        return "; ".join(part for part in (holds(run.model), ", ".join(at)) if part)
    if name == "peak_funding" and run.measures[name]:
        return peak_funding_time(run)
    if name == "payback_years" and run.lost_again_column is not None:
        return f"but cumulative cash is below zero again in {run.periods[run.lost_again_column]}"
    return "in the launch year" if "." in name else ""


def peak_funding_time(run: Run) -> str:
    """When the cash is lowest."""
    column = run.peak_funding_column
    if not column:
        return "" if column is None else "at the opening"
    date = run.peak_funding_date
    return f"on {date}" if date else f"at the end of {run.periods[column]}"
