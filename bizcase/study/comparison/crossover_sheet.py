"""How a spreadsheet finds the rates at which two options are worth the same.

As an internal rate of return is found, of the flows of the one less those of the other: the sign
of what they are worth is looked at on a grid of rates, and each interval in which it changes is
halved until it is as small as numbers can be.
"""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.study.measures.irr_sheet import GRID, SEARCH, SIGNS, halving, low_sign
from bizcase.study.measures.sheet_part import (
    SheetColumn,
    SheetPart,
    SheetResult,
    SheetTable,
    Shown,
)

CROSSOVERS = 3  # rates that are shown
RATE, WORTH = "crossover", "worth_at"  # before the number of a crossover
_THERE = 'IF(ISNUMBER({{total_flow}}),{value},"n/a")'
# What is said of each crossover: name, label, how it is shown, template, what it means.
_OF_EACH: tuple[tuple[str, str, Shown, str, str], ...] = (
    (RATE, "crossover rate", "share", "EXP({{middle_{n}:last}})-1",
     "At this discount rate both are worth the same."),
    (WORTH, "crossover rate: worth of the difference", "money", "{{middle_value_{n}:last}}",
     "Zero but for rounding: a check."),
)  # fmt: skip
_ORDINALS = ("first", "second", "third")


def _found(number: int) -> tuple[str, str]:
    """Whether there is a crossover of that number, from 1, and in which line of the grid."""
    return f"{{crossovers}}>={_number(number)}", f"MATCH({_number(number)},{{count:all}},0)"


def _number(number: int) -> str:
    return "1" if number == 1 else f"{{{number}}}"


def _results(number: int) -> Iterator[SheetResult]:
    found, _ = _found(number)
    which = _ORDINALS[number - 1].capitalize()
    for name, words, shown, template, doc in _OF_EACH:
        value = f'IF({found},{template.format(n=number)},"n/a")'
        yield SheetResult(
            f"{name}_{number}",
            f"{which} {words}",
            shown,
            _THERE.format(value=value),
            doc if number == 1 else "",
        )


_NUMBERS = range(1, CROSSOVERS + 1)
_COUNTED = SheetTable(
    GRID.label,
    lines=GRID.lines,
    columns=(
        *GRID.columns,
        SheetColumn("count", "Crossovers so far", "flag", "{count:above}+{inside}", first="0"),
    ),
)

CROSSOVER_SHEET = SheetPart(
    "{incremental_irr}",
    rows=SIGNS,
    cells=(*SEARCH, *(low_sign(*_found(number), end=f"_{number}") for number in _NUMBERS)),
    tables=(_COUNTED, *(halving(*_found(number), end=f"_{number}") for number in _NUMBERS)),
    further=(
        SheetResult(
            "incremental_irr",
            "Incremental internal rate of return",
            "share",
            _THERE.format(value='IF({one_change}=1,{crossover_1},"n/a")'),
            doc="The rate at which the difference is worth nothing, if there is exactly one.",
        ),
        SheetResult(
            "crossovers",
            "Crossover rates, how many",
            "number",
            _THERE.format(value="SUM({inside:all})"),
            doc="Between -99 % and 100,000 %.",
        ),
        *(result for number in _NUMBERS for result in _results(number)),
    ),
)
