"""Writes the pages that follow from the program itself: blocks, functions, commands, charts.

Run it after a block, a function, a command or a chart has changed:

    python docs/reference.py
"""

from __future__ import annotations

from pathlib import Path

import typer
from typer.core import TyperArgument, TyperGroup

from bizcase.cli.app import COMMANDS, application
from bizcase.formula.functions import FUNCTIONS, TIME_ROWS
from bizcase.library.block import Block, BlockInput
from bizcase.library.read import FOLDER, read_block
from bizcase.report.charts.registry import CHARTS
from bizcase.text import Node

HERE = Path(__file__).parent
WRITTEN = "<!-- written by docs/reference.py -->\n"
CHARTS_BEGIN = "<!-- charts: written by docs/reference.py -->"
CHARTS_END = "<!-- end of charts -->"
GROUPS = {
    "discounting": "What a later euro is worth today.",
    "inflation": "Indices that lines can follow.",
    "products": "What is sold.",
    "adoption": "How many are sold, and when.",
    "pricing": "What customers pay.",
    "costs": "What the product costs to make, and the people.",
    "flows": "Lines of money: costs, other revenue, benefits.",
    "opportunity": "What the company gives up for the product.",
    "stages": "Steps of the development that may fail.",
    "capex": "What is bought for longer than a year, and how it is written off.",
    "working_capital": "Cash tied up in receivables and stock.",
    "tax": "Tax on profit.",
    "terminal_value": "What the product is worth after the last period.",
    "statements": "From revenue to cash flow: always there.",
}


def pages() -> dict[str, str]:
    """Every written page with its text, by its path below this folder."""
    blocks = [read_block(path) for path in sorted(FOLDER.rglob("*.yaml"))]
    groups: dict[str, list[Block]] = {name: [] for name in GROUPS}
    for block in blocks:
        if block.at or block.name.startswith("statements/"):
            groups[block.name.split("/")[0]].append(block)
    found = {f"blocks/{name}.md": block_page(name, members) for name, members in groups.items()}
    return {
        "blocks/README.md": overview(groups),
        **found,
        "functions.md": functions_page(),
        "commands.md": commands_page(),
        "charts.md": charts_page(),
    }


_WHAT_A_BLOCK_IS = (
    "A block is a part of a business case: its keys, its rows. In a formula `collected` is the sum",
    "of the rows that go into that line, as costs go into `operating_costs`.",
)


def overview(groups: dict[str, list[Block]]) -> str:
    """The list of all blocks."""
    lines = ["# Blocks", "", WRITTEN, *_WHAT_A_BLOCK_IS]
    for name, members in groups.items():
        lines += ["", f"## [{name}]({name}.md)", "", GROUPS[name], ""]
        lines += [f"- `{block.name}`: {block.doc}" for block in members]
    return "\n".join(lines) + "\n"


def block_page(name: str, blocks: list[Block]) -> str:
    """The page of one group of blocks."""
    lines = [f"# {name}", "", WRITTEN, GROUPS[name]]
    for block in blocks:
        lines += ["", *block_lines(block)]
    return "\n".join(lines) + "\n"


def block_lines(block: Block) -> list[str]:
    """One block: where it stands, its keys, its rows, an example."""
    lines = [f"## {block.name}", "", block.doc, ""]
    if block.at:
        lines.append(f"- stands at {', '.join(f'`{place}`' for place in block.at)}")
    for key, words in block.where.items():
        lines.append(f"- chosen by `{key}:` {' or '.join(f'`{word}`' for word in words)}")
    if block.source:
        lines.append(f"- source: {block.source}")
    if block.inputs:
        lines += ["", "| key | | what |", "|---|---|---|"]
        lines += [f"| `{i.name}` | {value_of(i)} | {cell(i.doc)} |" for i in block.inputs.values()]
    if block.rows:
        lines += ["", "| row | formula |", "|---|---|"]
        lines += [
            f"| `{row.name}` | `{cell(' '.join(row.formula.text.split()))}` |"
            for row in block.rows.values()
        ]
    if block.example is not None:
        lines += ["", "```yaml", dedented(block.example), "```"]
    return lines


def value_of(spec: BlockInput) -> str:
    """What may be written for an input."""
    if spec.kind in ("choice", "line") and spec.options:
        what = ", ".join(f"`{word}`" for word in spec.options if "*" not in word)
    else:
        what = spec.unit if spec.kind == "number" else spec.kind
    needed = "needed" if spec.required else f"else `{cell(spec.default or '')}`"
    return f"{what or 'a line'}; {needed}"


def cell(text: str) -> str:
    """A text that may stand in a table."""
    return text.replace("|", "\\|")


def dedented(node: Node) -> str:
    """The text of a mapping as it stands in its file, moved to the left."""
    lines = node.span.source.text[node.span.start : node.span.end].split("\n")
    indent = node.span.column - 1
    return "\n".join([lines[0], *(line[indent:] for line in lines[1:])]).rstrip()


def functions_page() -> str:
    """The functions of the formula language."""
    lines = ["# Functions", "", WRITTEN]
    lines += ["In the examples `x` is 1, 2, 3, 4 in four years, and the fourth year is shown.", ""]
    lines += ["| function | | example |", "|---|---|---|"]
    for f in FUNCTIONS.values():
        call = f"{f.name}({', '.join(f.parameters)})"
        lines.append(f"| `{call}` | {cell(f.doc)} | `{f.example}` = {f.example_value:g} |")
    lines += ["", "## Rows of the timeline", "", "| name | unit |", "|---|---|"]
    lines += [f"| `{name}` | {unit} |" for name, unit in TIME_ROWS.items()]
    return "\n".join(lines) + "\n"


def commands_page() -> str:
    """The commands with their options."""
    group = typer.main.get_command(application())
    assert isinstance(group, TyperGroup)
    lines = ["# Commands", "", WRITTEN, "`bizcase COMMAND --help` shows the same in the terminal."]
    for name in COMMANDS:
        command = group.commands[name]
        arguments = [p for p in command.params if isinstance(p, TyperArgument)]
        options = [p for p in command.params if not isinstance(p, TyperArgument)]
        usage = " ".join(["bizcase", name, *(str(a.metavar or a.name) for a in arguments)])
        lines += ["", f"## {name}", "", f"`{usage}`", ""]
        lines += [" ".join(part.split()) + "\n" for part in (command.help or "").split("\n\n")]
        lines += ["| | |", "|---|---|"]
        lines += [f"| `{a.metavar or a.name}` | {cell(a.help or '')} |" for a in arguments]
        lines += [
            f"| {', '.join(f'`{one}`' for one in o.opts)} | {cell(getattr(o, 'help', '') or '')} |"
            for o in options
        ]
    return "\n".join(lines) + "\n"


def charts_page() -> str:
    """The page of charts with the list of those there are."""
    lines = [CHARTS_BEGIN, "", "| chart | what it shows |", "|---|---|"]
    lines += [f"| `{chart.name}` | {cell(chart.doc)} |" for chart in CHARTS.values()]
    page = (HERE / "charts.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(CHARTS_BEGIN)
    after = rest.partition(CHARTS_END)[2]
    return before + "\n".join([*lines, "", CHARTS_END]) + after


def main() -> None:
    """Writes all pages; pages of what is no longer there go away."""
    (HERE / "blocks").mkdir(exist_ok=True)
    current = pages()
    for path in (HERE / "blocks").glob("*.md"):
        if f"blocks/{path.name}" not in current:
            path.unlink()
    for name, text in current.items():
        (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
