"""The stages that may fail: what they make of the value, the decision at each gate, the tree."""

from __future__ import annotations

from bizcase.report.page.findings import Findings
from bizcase.report.page.html import Html, element, joined
from bizcase.report.page.tables import facts_of, table_of
from bizcase.report.tables.stages import gates_table, values_table
from bizcase.report.tables.tree import branch_words, depth_shown, start_words
from bizcase.study.stages.result import Staged
from bizcase.study.stages.tree import Branch

_TONES = {"ends": "bad", "stop": "bad", "go on": "good", "market": "good"}


def write(findings: Findings) -> Html:
    """Nothing without stages."""
    staged = findings.run.stages
    if staged is None:
        return Html()
    parts = [facts_of(values_table(staged))]
    if not staged.missing:
        parts += [table_of(gates_table(staged)), element("h3", "Tree"), _tree(staged)]
    return joined(parts)


def _tree(staged: Staged) -> Html:
    """Lists within lists; after a stop nothing more is shown."""
    depth = depth_shown(staged)

    def grown(branches: tuple[Branch, ...]) -> Html:
        here = [branch for branch in branches if branch.stage < depth]
        return element("ul", *map(item, here)) if here else Html()

    def item(branch: Branch) -> Html:
        said = branch_words(staged, branch)
        decision = element("b", said.decision, class_=_TONES[said.decision])
        further = grown(branch.further) if branch.goes_on else Html()
        return element("li", f"{said.outcome}: ", decision, said.worth, further)

    return element("div", element("p", start_words(staged)), grown(staged.branches), class_="tree")
