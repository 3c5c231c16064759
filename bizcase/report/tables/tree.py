"""The tree of stages in words: what comes of each stage, what is decided, what that is worth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from bizcase.study.stages.advice import comes_to
from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch
from bizcase.units.money import money, percent, short

MOST_BRANCHES = 60  # more are no picture


@dataclass(frozen=True, slots=True)
class BranchWords:
    """`prototype succeeds (60%)`, `go on`, `, worth 2.1M`."""

    outcome: str
    decision: Literal["ends", "stop", "go on", "market"]
    worth: str


def start_words(staged: Staged) -> str:
    """The decision at the start, and what may be expected of starting."""
    value = money(staged.value_if_started or 0.0, staged.model.currency)
    return f"start: worth {value}" if staged.starts else f"do not start: worth {value}"


def branch_words(staged: Staged, branch: Branch) -> BranchWords:
    """What is said of a branch; amounts are worth at the opening."""
    outcome = f"{comes_to(staged, branch)} ({percent(branch.probability)})"
    at_the_end = f", NPV {short(branch.worth)}, chance {percent(branch.reached)}"
    if branch.going_on is None:
        return BranchWords(outcome, "ends", at_the_end)
    against = f", stopping {short(branch.stopped)}" if branch.stopped else ""
    if not branch.goes_on:
        instead = f", worth {short(branch.stopped)}, going on {short(branch.going_on)}"
        return BranchWords(outcome, "stop", f"{instead}{at_the_end}")
    if branch.further:
        return BranchWords(outcome, "go on", f", worth {short(branch.going_on)}{against}")
    return BranchWords(outcome, "market", at_the_end)


def depth_shown(staged: Staged) -> int:
    """In how many stages the branches that are met make a picture."""
    counts = Counter(branch.stage for branch in staged.met())
    depth, shown = 0, 0
    while depth < len(counts) and shown + counts[depth] <= MOST_BRANCHES:
        shown += counts[depth]
        depth += 1
    return depth
