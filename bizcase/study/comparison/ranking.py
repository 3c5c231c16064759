"""Puts options in order: by which measure, which is the best of each, where two orders disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key

from bizcase.study.comparison.option import EXPECTED, Option
from bizcase.study.run import Run

NPV, ANNUITY = "npv", "equivalent_annual_annuity"
# 1 where more is better, -1 where less is. The others say nothing of good and bad.
BETTER: dict[str, int] = {
    "npv": 1,
    "irr": 1,
    "mirr": 1,
    "payback_years": -1,
    "discounted_payback_years": -1,
    "profitability_index": 1,
    "equivalent_annual_annuity": 1,
    "roi": 1,
    "peak_funding": -1,
}
# Doing nothing needs no money and pays back nothing: only in these it is a choice like another.
_FOR_NOTHING = (NPV, ANNUITY, EXPECTED)
SAME = 1e-9  # relative: figures nearer than this are a tie


@dataclass(frozen=True)
class Ranking:
    """Options by `measure`, the best first, those without it left out.

    `only_costs` says that no option brings any money: then doing nothing, which would win, is not
    ranked, since somebody needs what the options give.
    """

    measure: str
    order: tuple[Option, ...]
    only_costs: bool

    def value(self, one: Option) -> float:
        """What an option of the order is ranked by."""
        found = one.by(self.measure)
        assert found is not None
        return found

    @property
    def recommended(self) -> Run | None:
        """What the rule of its scenario judges: the best option, where it is one to be chosen.

        None where doing nothing or a tie is best, where stages say whether it is started, and where
        one of the options is needed, whatever it costs.
        """
        if len(self.order) < 2 or self.only_costs or self.tied(*self.order[:2]):
            return None
        run = self.order[0].run
        return None if run is None or run.stages is not None else run

    def tied(self, one: Option, other: Option) -> bool:
        """Whether two options of the order are worth the same."""
        return near(self.value(one), self.value(other))


def ranking(options: Sequence[Option], nothing: Option) -> Ranking:
    """The order by net present value, or by equivalent annual annuity where lives differ.

    What may be expected ranks them if one has stages that may fail: its NPV is that of success. An
    annuity says nothing where a terminal value stands for what follows: then lives are not what
    they seem, and NPV decides; so it does where an option has no annuity, as its rate changes.
    """
    comparable = not any(one.goes_on for one in options) and all(
        one.by(ANNUITY) is not None for one in options if one.by(NPV) is not None
    )
    measure = ANNUITY if comparable and lives_differ(options) else NPV
    if may_fail(options):
        measure = EXPECTED
    only_costs = not any(one.flows.benefits.any() for one in options)
    ranked = [*options, *([] if only_costs else [nothing])]
    known = [(one.by(measure), one) for one in ranked]
    there = [(value, one) for value, one in known if value is not None]
    there.sort(key=cmp_to_key(_before))
    return Ranking(measure, tuple(one for _, one in there), only_costs)


def may_fail(options: Sequence[Option]) -> bool:
    """Whether an option has stages that may end it."""
    return any(one.run is not None and one.run.model.stages for one in options)


def _before(one: tuple[float, Option], other: tuple[float, Option]) -> int:
    """Negative where the first is worth more, 0 where both are worth the same."""
    return 0 if near(one[0], other[0]) else 1 if one[0] < other[0] else -1


def lives_differ(options: Sequence[Option]) -> bool:
    """Whether some are in operation longer than others."""
    lives = [one.life for one in options]
    return max(lives) - min(lives) > SAME


def best(
    options: Sequence[Option], nothing: Option, only_costs: bool
) -> dict[str, tuple[str, ...]]:
    """The names of the best by each measure; none where all are the same or only one has it."""
    found: dict[str, tuple[str, ...]] = {}
    expected = {EXPECTED: 1} if may_fail(options) else {}
    for measure, sign in {**BETTER, **expected}.items():
        with_nothing = nothing_counts(measure, only_costs)
        chosen = [*options, *([nothing] if with_nothing else [])]
        values = {one.name: one.by(measure) for one in chosen}
        there = {name: sign * value for name, value in values.items() if value is not None}
        most = max(there.values(), default=0.0)
        top = tuple(name for name, value in there.items() if near(value, most))
        found[measure] = top if len(top) < len(there) else ()
    return found


def nothing_counts(measure: str, only_costs: bool) -> bool:
    """Whether doing nothing is a choice like another by a measure."""
    return measure in _FOR_NOTHING and not only_costs


def near(one: float, other: float) -> bool:
    """Whether two figures are the same but for rounding."""
    return abs(one - other) <= SAME * max(abs(one), abs(other))


@dataclass(frozen=True)
class Reversal:
    """Two options of which one is the better by `measure` and the other by NPV."""

    measure: str
    by_measure: Option
    by_npv: Option


def reversals(first: Option, second: Option) -> list[Reversal]:
    """Where the order of two options by rate of return, or by annuity, is not that by NPV."""
    one, other = first.measures[NPV], second.measures[NPV]
    if one is None or other is None or near(one, other):
        return []
    richer, poorer = (first, second) if one > other else (second, first)
    lives = first.run and second.run and lives_differ([first, second])
    found = []
    for measure in ("irr", *([ANNUITY] if lives else [])):
        ours, theirs = richer.measures[measure], poorer.measures[measure]
        if ours is not None and theirs is not None and theirs > ours and not near(ours, theirs):
            found.append(Reversal(measure, poorer, richer))
    return found
