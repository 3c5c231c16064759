"""The line below a chart: on what it rests, and which version of everything made it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bizcase import __version__
from bizcase.engine.model import Input, Model
from bizcase.report.charts.look import NOTE
from bizcase.report.charts.words import name_in
from bizcase.report.tables.adjustments import adjusted_by_hand
from bizcase.report.tables.conventions import rate_and_timing, tax_treatment
from bizcase.study.comparison.option import Option
from bizcase.study.run import Run
from bizcase.study.stages.advice import holds

SET = "--set"  # what is set for one time stands in a text of this name
_NAME = 3.5  # inches for the name of a scenario
_MOST = 3  # changed values that are named


def shows(run: Run, words: str) -> str:
    """What a chart shows and, where stages may fail, under which condition it comes true."""
    when = holds(run.model, named=True).replace("_", " ")
    return f"{words}; holds {when}" if when else words


def shows_of_options(options: Sequence[Option], words: str) -> str:
    """The same for several options, of which some may fail."""
    conditions = [(one.name, holds(one.run.model)) for one in options if one.run]
    said = (
        f"that of {name_in(_NAME, name, NOTE)} holds {when}" for name, when in conditions if when
    )
    return "; ".join((words, *said))


def note(run: Run, further: str = "") -> str:
    """Scenario, case, conventions and version, with what else must be said."""
    model = run.model
    parts = (
        name_in(_NAME, model.name, NOTE),
        f"case {model.case}",
        _set(model),
        rate_and_timing(run),
        tax_treatment(model),
        adjusted_by_hand(model),
        further,
        f"as of {model.as_of}" if model.as_of else "",
        f"bizcase {__version__}",
    )
    return " · ".join(part for part in parts if part)


def note_of_options(options: Sequence[Option], further: str = "") -> str:
    """The conventions of several options, each said once, with what else must be said."""
    runs = [one.run for one in options if one.run]
    parts = (
        *_once(rate_and_timing(run) for run in runs),
        *_once(tax_treatment(run.model) for run in runs),
        "changed by hand" if any(adjusted_by_hand(run.model) for run in runs) else "",
        further,
        *_once(f"as of {run.model.as_of}" for run in runs if run.model.as_of),
        f"bizcase {__version__}",
    )
    return " · ".join(part for part in parts if part)


def not_shown(count: int) -> str:
    """That there are more options; empty where there are none."""
    return f"{count} more option{' is' if count == 1 else 's are'} not shown" if count > 0 else ""


def _once(parts: Iterable[str]) -> Iterator[str]:
    """What all say, or what each says in the order of the options."""
    yield " / ".join(dict.fromkeys(parts))


def _set(model: Model) -> str:
    """What was changed for this time, so that no one takes the chart for the signed version."""
    changed = [path for path, given in model.inputs.items() if _is_set(given)]
    more = f" and {len(changed) - _MOST} more" if len(changed) > _MOST else ""
    return f"changed: {', '.join(changed[:_MOST])}{more}" if changed else ""


def _is_set(given: Input) -> bool:
    spans = (given.span, given.places.base, *given.places.values)
    return any(span is not None and span.source.name == SET for span in spans)
