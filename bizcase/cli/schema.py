"""`bizcase schema`: the JSON Schema of scenario files, for editors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def command(
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to a file, not the terminal."),
    ] = None,
) -> None:
    """Print the JSON Schema of scenarios, for editors.

    With the schema in scenario.schema.json, this first line makes editors use it:
    # yaml-language-server: $schema=scenario.schema.json
    """
    from bizcase.scenario.schema import json_schema

    text = json.dumps(json_schema(), indent=1, ensure_ascii=False)
    if output is None:
        typer.echo(text)
        return
    output.write_text(text + "\n", encoding="utf-8")
    typer.echo(f"Wrote {output}. In the first line of a scenario write:", err=True)
    typer.echo(f"  # yaml-language-server: $schema={output}", err=True)
