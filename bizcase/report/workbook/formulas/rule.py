"""The rule by which a case is accepted, as formulas: each condition, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bizcase.report.workbook.formulas.templates import Templates
from bizcase.report.workbook.layout.plan import Plan
from bizcase.report.workbook.look.roles import FINER
from bizcase.study.measures.registry import MEASURES
from bizcase.study.run import Run
from bizcase.study.verdict import rule_of
from bizcase.units.exact import side

MET, NOT_MET, UNCLEAR = "met", "not met", "n/a"
OUTCOMES = {True: "Passes", False: "Fails", None: "Cannot be judged"}
_WORDS = {">": "more than", ">=": "at least", "<": "less than", "<=": "at most"}
# What a payback rests on: never paid back is longer than any limit, nothing to pay back shorter.
_PAYBACKS = {"payback_years": "cash", "discounted_payback_years": "discounted_cash"}

# Of each unit the number format, and the decimals that it shows of a value.
_LOOKS = {
    "money": ("short_money", 0),
    "share": ("percent", 3),
    "years": ("short_years", 1),
    "ratio": ("decimal", 2),
}
_MOST, _MOST_OF_LIMIT = 10, 6  # decimals more; decimals of a limit that does not end


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of the rule: a measure, how it is compared, and with what."""

    measure: str
    symbol: str
    limit: float

    @property
    def words(self) -> str:
        """`Payback, less than`."""
        return f"{MEASURES[self.measure].label}, {_WORDS[self.symbol]}"

    def look(self, runs: Iterable[Run] = ()) -> str:
        """The number format of the limit, and of the values of runs so that they differ from it."""
        base, at = _LOOKS[MEASURES[self.measure].unit]
        found = [run.measures[self.measure] for run in runs]
        values = [value for value in found if value is not None]
        more = next((n for n in range(_MOST) if self._is_told(at + n, values)), 0)
        return f"{FINER}{more}_{base}" if more else base

    def _is_told(self, digits: int, values: Iterable[float]) -> bool:
        """Whether so many decimals show the limit in full, and on which side of it values are."""
        limit = round(self.limit, digits)
        ends = digits >= _MOST_OF_LIMIT or not side(limit, self.limit)
        return ends and all(
            side(round(value, digits), limit) == side(value, self.limit) for value in values
        )

    def status(self, plan: Plan, sheet: str, limit: str) -> str:
        """The formula that says whether it is met; `limit` is the cell with the limit."""
        fill = Templates(plan, sheet).filled
        number = f"{{{self.measure}}}"
        holds = f'IF({number}{self.symbol}{limit},"{MET}","{NOT_MET}")'
        return fill(f"IF(ISNUMBER({number}),{holds},{self._missing(limit)})")

    def _missing(self, limit: str) -> str:
        """What holds where the measure does not exist."""
        of = _PAYBACKS.get(self.measure)
        if of is None:
            return f'"{UNCLEAR}"'
        never = MET if ">" in self.symbol else NOT_MET
        at_once = f'IF(0{self.symbol}{limit},"{MET}","{NOT_MET}")'
        spent = f'IF(SUM({{{of}_in_debt:all}})>0,"{never}",{at_once})'
        return f'IF(ISNUMBER({{largest_{of}}}),{spent},"{UNCLEAR}")'


def conditions(plan: Plan) -> list[Condition]:
    """The team's rule, or else that the net present value is more than zero."""
    rule = rule_of(plan.model)
    return [Condition(name, symbol, limit) for name, (symbol, limit) in rule.items()]


def outcome(statuses: str) -> str:
    """The formula that sums up the conditions; `statuses` are their cells."""
    unclear = f'IF(COUNTIF({statuses},"{UNCLEAR}")>0,"{OUTCOMES[None]}","{OUTCOMES[True]}")'
    return f'IF(COUNTIF({statuses},"{NOT_MET}")>0,"{OUTCOMES[False]}",{unclear})'
