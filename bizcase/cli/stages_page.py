"""What `bizcase stages` prints: conventions, values, the stages, the tree, the rule, advice."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from bizcase.cli.page import COLOURS, rules, title
from bizcase.cli.terminal import INDENT, facts, figures
from bizcase.report.tables.stages import gates_table, stops_table, values_table
from bizcase.report.tables.tree import branch_words, depth_shown, start_words
from bizcase.study.run import Run
from bizcase.study.stages.by_rule import advice_by_rule, starts_by_rule
from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch
from bizcase.study.verdict import outcome

_DECISIONS = {"ends": "red", "stop": "bold red", "go on": "green", "market": "bold green"}
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
    yield Text(f"{outcome(run)}.")
    yield Text(advice_by_rule(run), f"bold {COLOURS[starts_by_rule(run)]}")


def _tree(staged: Staged) -> Iterator[RenderableType]:
    """The branches that are met, in as many stages as make a picture."""
    depth = depth_shown(staged)
    yield Padding.indent(_grown(staged, depth), INDENT)
    yield Padding.indent(Text(_KEY, "dim"), INDENT)
    if depth < len({branch.stage for branch in staged.met()}):
        last = staged.model.stages[depth - 1].called
        said = f"Cut after `{last}`: --json has all {sum(1 for _ in staged.walk())} branches."
        yield Padding.indent(Text(said, "dim"), INDENT)


def _grown(staged: Staged, depth: int) -> Tree:
    """The stages up to a depth; after a stop nothing more is shown."""
    top = Tree(start_words(staged))

    def grow(around: Tree, branches: tuple[Branch, ...]) -> None:
        for branch in branches:
            if branch.stage < depth:
                here = around.add(_words(staged, branch))
                grow(here, branch.further if branch.goes_on else ())

    grow(top, staged.branches)
    return top


def _words(staged: Staged, branch: Branch) -> Text:
    said = branch_words(staged, branch)
    text = Text(f"{said.outcome}: ")
    return text.append(said.decision, _DECISIONS[said.decision]).append(said.worth)
