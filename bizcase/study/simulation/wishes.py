"""What may be asked of a simulation: a model with ranges, measures and rows that there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bizcase.chance.assumed import held, uncertain
from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError, Source, Span, did_you_mean, listing
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.task import Task

_REMEDY = "say how sure you are: price: {base: 100, low: 90, high: 120}"


def refuse_unknown(model: Model, measures: Iterable[str], rows: Iterable[str] = ()) -> None:
    """Raises ProblemsFoundError with all unknown names, and where nothing is uncertain."""
    problems = [
        *_unknown("measure", measures, [*MEASURES]),
        *_unknown("row", rows, [*model.rows]),
        *_certain(model),
    ]
    if problems:
        raise ProblemsFoundError(problems)


def uneven_points(task: Task) -> list[Problem]:
    """A warning where the trials are Sobol points, and not as many as fill space evenly."""
    if task.sampler != "sobol" or not task.trials & (task.trials - 1):
        return []
    fewer = 1 << (task.trials.bit_length() - 1)
    said = f"{task.trials:,} Sobol points do not fill space evenly: powers of two do"
    remedy = f"ask for {fewer:,} or {2 * fewer:,} trials, or leave the sampler at latin-hypercube"
    return [Problem("sobol-count", said, help=remedy, severity="warning")]


def _unknown(kind: str, asked: Iterable[str], known: list[str]) -> Iterator[Problem]:
    for name in asked:
        if name not in known:
            remedy = did_you_mean(name, known) or f"for example {listing(known, 6)}"
            span = Span(Source(f"--{kind}", name), 0, max(len(name), 1))
            yield Problem("unknown-name", f"there is no {kind} `{name}`", span, remedy)


def _certain(model: Model) -> Iterator[Problem]:
    idle = held(model)
    if not uncertain(model):
        some = any(given.range for given in model.inputs.values())
        lack = "no range has more than one value" if some else "no value has a range"
        yield Problem("no-range", f"{lack}: every trial would be the same", help=_REMEDY)
    elif len(idle) == len(uncertain(model)):
        yield from idle
        said = "no other value has a range: every trial would be the same"
        yield Problem("no-range", said, help=_REMEDY)
