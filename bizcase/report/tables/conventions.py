"""One line that says on what conventions the figures rest: rate, timing, tax, prices, horizon."""

from __future__ import annotations

from bizcase.engine.model import Model, Series
from bizcase.study.run import Run
from bizcase.study.stages.advice import holds
from bizcase.units.money import percent

_TIMING = {
    "end": "flows at period end",
    "mid": "flows at mid-period",
    "start": "flows at period start",
}
_LOSSES = {
    "carry forward": "losses carried forward",
    "offset": "losses offset at once",
}


def conventions(run: Run) -> str:
    """The conventions of a run in one line, its parts divided by semicolons."""
    parts = (
        rate_and_timing(run),
        tax_treatment(run.model),
        _prices(run.model),
        _horizon(run.model),
    )
    when = holds(run.model, named=True)
    return "; ".join((*parts, f"measures hold {when}") if when else parts)


def rate_and_timing(run: Run) -> str:
    """The discount rate as it is quoted, and when in a period cash flows."""
    words = run.model.conventions
    timing = _TIMING.get(words.get("timing", "end"), "")
    written = run.model.inputs.get("discounting.rate")
    if written and isinstance(written.value, Series):
        low, high = (
            percent(end, 2) for end in (min(written.value.values), max(written.value.values))
        )
        kind = "real" if words.get("kind") == "real" else "nominal"
        return f"yearly rates from {low} to {high} {kind}, {timing}"
    quoted = run.model.value("discounting.rate") if written else run.rate
    per = written.quoting.time if written and written.quoting.time else "year"
    real = words.get("kind") == "real"
    compounded = words.get("compounded", "yearly")
    inflated = real and "inflation.general" in run.model.inputs
    text = f"{percent(quoted, 2)}/{per} {'real' if real else 'nominal'}"
    if compounded != "yearly":
        text += f" compounded {compounded}"
    if inflated or compounded != "yearly" or per != "year":
        text += f" ({percent(run.rate, 2)} effective{', nominal' if inflated else ''})"
    if real and not inflated:
        text += " without general inflation"
    return f"{text}, {timing}"


def tax_treatment(model: Model) -> str:
    """The tax rate, and what becomes of losses."""
    words = model.conventions
    if words.get("tax") != "after tax" or "tax.rate" not in model.inputs:
        return "before tax"
    rate = model.inputs["tax.rate"].value
    shown = "at yearly rates" if isinstance(rate, Series) else percent(rate)
    losses = _LOSSES.get(words.get("losses", ""), "")
    over = "by fiscal year" if words.get("assessed") == "fiscal year" else "every period"
    paid = words.get("paid", "same period")
    late = "" if paid == "same period" else f", paid {paid}"
    return f"tax {shown}, {losses}, assessed {over}{late}"


def _prices(model: Model) -> str:
    indices = sorted({path.split(".")[1] for path in model.inputs if path.startswith("inflation.")})
    return f"nominal prices (index: {', '.join(indices)})" if indices else "prices as written"


def _horizon(model: Model) -> str:
    line = model.timeline
    span = f"opening + {line.periods} {line.step}{'s' if line.periods > 1 else ''}"
    if line.start is None:
        return span
    return f"{span}, {line.labels[1]} to {line.labels[line.periods]}"
