"""Compares product options: which one, why, and what would change that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.comparison.align import aligned, differences
from bizcase.study.comparison.asked import Asked, Wanted, asked, names_for, place_among
from bizcase.study.comparison.chances import Chances, chances
from bizcase.study.comparison.increment import Increment
from bizcase.study.comparison.option import EXPECTED, Option, do_nothing
from bizcase.study.comparison.ranking import Ranking, best, ranking
from bizcase.study.comparison.result import Comparison
from bizcase.study.comparison.switches import Switch, switches
from bizcase.study.run import Run
from bizcase.study.simulation.interrupt import Progress
from bizcase.study.simulation.task import TRIALS
from bizcase.timeline import Timeline


def compare(
    options: Sequence[Wanted],
    against: str | None = None,
    trials: int = TRIALS,
    seed: int = 1,
    progress: Progress | None = None,
) -> Comparison:
    """Puts options beside each other and beside doing nothing.

    An option is a file (`lamp.yaml`), one of its cases (`lamp.yaml#downside`), a Scenario or a
    Run. Increments are against the option of that name, else the first. What is uncertain is
    simulated in `trials` trials, none for 0: options that extend one file share its draws. Raises
    ProblemsFoundError for fewer than two options, one given twice, or what cannot be compared.
    """
    if trials < 0:
        raise ValueError(f"trials is at least 0, not {trials}")
    found = asked(options)
    names = names_for(found)
    base = 0 if against is None else place_among(found, names, against)
    return _compared(found, names, base, trials, seed, progress)


def beside_nothing(case: Run) -> Comparison:
    """One case beside doing nothing, without trials."""
    found = [Asked(case.model.name, case)]
    return _compared(found, names_for(found), 0, 0, 1, None)


def _compared(
    found: Sequence[Asked],
    names: Sequence[str],
    base: int,
    trials: int,
    seed: int,
    progress: Progress | None,
) -> Comparison:
    """Options by their names, increments against the one at the place `base`; -1 is nothing."""
    chosen = aligned(found, names)
    nothing = do_nothing(chosen[0])
    order = ranking(chosen, nothing)
    whole = [*chosen, nothing]
    problems = list(dict.fromkeys(problem for one in found for problem in one.run.problems))
    odds, unsimulated = _chances(chosen, order, trials, seed, progress)
    return Comparison(
        currency=found[0].run.model.currency,
        options=tuple(chosen),
        nothing=nothing,
        against=whole[base],
        increments=tuple(Increment(o, whole[base]) for o in chosen if o is not whole[base]),
        ranking=order,
        best=best(chosen, nothing, order.only_costs),
        differences=differences(chosen),
        chances=odds,
        switches=_switches(order),
        calendar=_calendar(found),
        problems=tuple(dict.fromkeys([*problems, *unsimulated])),
    )


def _chances(
    chosen: Sequence[Option], order: Ranking, trials: int, seed: int, progress: Progress | None
) -> tuple[Chances | None, list[Problem]]:
    """Of all options that can be ranked.

    A range without a law keeps from simulating, not from comparing: it becomes a warning.
    """
    ranked = [one for one in chosen if one in order.order]
    if not trials or not ranked or order.measure == EXPECTED:
        return None, []
    try:
        with_nothing, judged = not order.only_costs, order.recommended
        return chances(ranked, order.measure, trials, seed, with_nothing, progress, judged), []
    except ProblemsFoundError as found:
        return None, [replace(problem, severity="warning") for problem in found.problems]


def _switches(order: Ranking) -> tuple[Switch, ...]:
    first, *others = order.order
    if not others or order.tied(first, others[0]) or order.measure == EXPECTED:
        return ()
    return switches(first, others, order.measure)


def _calendar(found: Sequence[Asked]) -> Timeline:
    """The timeline whose fiscal years are shown: the first one, from the earliest start."""
    lines = [one.run.model.timeline for one in found]
    starts = [line.start for line in lines if line.start]
    return replace(lines[0], start=min(starts, default=None))
