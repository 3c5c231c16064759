"""An assumption that names no source, or one that only says `illustrative`, cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bizcase.engine.model import Input, Model, Series
from bizcase.study.evidence import is_evidence, placeholder_in
from bizcase.study.lint.rule import Finding, Rule, names
from bizcase.units import YEAR

# Conventions of the company rather than beliefs about the product; dates and times are plans, and
# an adjustment by hand gives a reason.
_NOT_BELIEFS = (
    "discounting.", "tax.", "inflation.", "working_capital.", "terminal_value.", "adjustments.",
)  # fmt: skip
_BOOKKEEPING = ".depreciation."

_EXAMPLE = '{base: 120, source: "Price test, May 2026"}'
_MOST = 3  # placeholders that are quoted


def _find(model: Model) -> Iterable[Finding]:
    """What has no source at all, and what has one that says that there is none yet."""
    asked = [found for found in model.inputs.values() if _is_belief(found, model)]
    without = [one for one in asked if not one.origin.source.strip()]
    weak = [one for one in asked if one not in without and not is_evidence(one.origin.source)]
    if without:
        yield _finding(without, "without a source", "say where each comes from")
    if weak:
        said = dict.fromkeys(f"`{placeholder_in(one.origin.source)}`" for one in weak)
        words = f"whose source is only {' or '.join([*said][:_MOST])}"
        yield _finding(weak, words, "replace it by where the value comes from")


def _is_belief(given: Input, model: Model) -> bool:
    """Whether somebody wrote it down, believing it; a default and the factor of a series are not.

    What stands inside another assumption, as its growth, is small print unless it has a range.
    """
    return (
        not given.path.startswith(_NOT_BELIEFS)
        and _BOOKKEEPING not in given.path
        and given.kind == "number"
        and (given.places.base is not None or isinstance(given.value, Series))
        and (given.range is not None or given.path.rpartition(".")[0] not in model.inputs)
        and given.unit != YEAR
        and given.value != 0.0
    )


def _finding(found: Sequence[Input], words: str, remedy: str) -> Finding:
    count = f"{len(found)} assumption{'s' * (len(found) > 1)}"
    paths = names(one.path for one in found)
    return Finding(f"{count} {words}: {paths}", f"{remedy}: {_EXAMPLE}", found[0].span)


NO_SOURCE = Rule("no-source", "every assumption has a source that can be looked up", _find)
