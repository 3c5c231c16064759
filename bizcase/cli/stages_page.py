"""What `bizcase stages` prints: conventions, values, the stages, the tree, advice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from bizcase.cli.page import COLOURS, rules, title
from bizcase.cli.terminal import INDENT, facts, figures
from bizcase.report.tables.stages import gates_table, stops_table, values_table
from bizcase.study.run import Run
from bizcase.study.stages.advice import advice, comes_to
from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch
from bizcase.units.money import money, percent, short

MOST_BRANCHES = 60  # more are no picture
_KEY = (
    "worth, stopping, going on: what may be expected from that gate on. NPV: the whole path, with "
    "what was spent before the gate. All in money of the opening."
)


def stages_page(run: Run, width: int) -> Iterator[RenderableType]:
    """One case, its tables fitted to a width in characters."""
    staged = run.stages
    assert staged is not None
    yield rules(run)
    yield title(run)
    yield facts(values_table(staged))
    if not staged.missing:
        yield ""
        yield from figures(gates_table(staged), width)
        yield ""
        yield Text("Tree", "bold")
        yield from _tree(staged)
        if (stopped := stops_table(staged)) is not None:
            yield ""
            yield from figures(stopped, width)
    yield ""
    yield Text(advice(staged), f"bold {COLOURS[staged.starts]}")


def _tree(staged: Staged) -> Iterator[RenderableType]:
    """The branches that are met, in as many stages as make a picture."""
    counts = Counter(branch.stage for branch in staged.met())
    depth, shown = 0, 0
    while depth < len(counts) and shown + counts[depth] <= MOST_BRANCHES:
        shown += counts[depth]
        depth += 1
    yield Padding.indent(_grown(staged, depth), INDENT)
    yield Padding.indent(Text(_KEY, "dim"), INDENT)
    if depth < len(counts):
        last = staged.model.stages[depth - 1].called
        said = f"Cut after `{last}`: --json has all {sum(1 for _ in staged.walk())} branches."
        yield Padding.indent(Text(said, "dim"), INDENT)


def _grown(staged: Staged, depth: int) -> Tree:
    """The stages up to a depth; after a stop nothing more is shown."""
    value = money(staged.value_if_started or 0.0, staged.model.currency)
    top = Tree(f"start: worth {value}" if staged.starts else f"do not start: worth {value}")

    def grow(around: Tree, branches: tuple[Branch, ...]) -> None:
        for branch in branches:
            if branch.stage < depth:
                here = around.add(_words(staged, branch))
                grow(here, branch.further if branch.goes_on else ())

    grow(top, staged.branches)
    return top


def _words(staged: Staged, branch: Branch) -> Text:
    """`prototype succeeds (60%): go on, worth 2.1M`."""
    text = Text(f"{comes_to(staged, branch)} ({percent(branch.probability)}): ")
    at_the_end = f", NPV {short(branch.worth)}, chance {percent(branch.reached)}"
    if branch.going_on is None:
        return text.append("ends", "red").append(at_the_end)
    against = f", stopping {short(branch.stopped)}" if branch.stopped else ""
    if not branch.goes_on:
        text.append("stop", "bold red").append(f", worth {short(branch.stopped)}")
        return text.append(f", going on {short(branch.going_on)}{at_the_end}")
    if branch.further:
        return text.append("go on", "green").append(f", worth {short(branch.going_on)}{against}")
    return text.append("market", "bold green").append(at_the_end)
