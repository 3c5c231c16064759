"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioFile = Annotated[
    Path, typer.Argument(metavar="SCENARIO", help="The scenario file, such as my_product.yaml.")
]
ScenarioOrCase = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="The scenario file, such as my_product.yaml, or a case of it as in "
        "my_product.yaml#downside.",
    ),
]
CaseName = Annotated[
    str,
    typer.Option("--case", metavar="NAME", help="A case of the scenario, or `all` of them."),
]
OneCase = Annotated[str, typer.Option("--case", metavar="NAME", help="A case of the scenario.")]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar="PATH=VALUE",
        help="Change a value for this time, as in --set products.lamp.price=49. May be repeated.",
    ),
]
Against = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Of several, the one that the others are set against."),
]
Force = Annotated[
    bool, typer.Option("--force", help="Replace a file although bizcase did not write it.")
]
ForceEdited = Annotated[
    bool,
    typer.Option(
        "--force",
        help="Replace a workbook although somebody edited it, or bizcase did not write it.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for other programs.")]


def file_and_case(written: str, case: str) -> tuple[Path, str]:
    """The file and the case of `lamp.yaml#downside`, or of `--case`. Raises typer.BadParameter."""
    from bizcase.study.comparison.asked import split

    path, own = split(written)
    if own != "base" and case not in ("base", own):
        raise typer.BadParameter(f"`{written}` names another case", param_hint="--case")
    return path, case if own == "base" else own


def settings_in(written: list[str] | None) -> dict[str, object]:
    """The values set on the command line by path. Raises typer.BadParameter."""
    found: dict[str, object] = {}
    for item in written or ():
        path, equals, value = item.partition("=")
        if not equals or not path.strip() or not value.strip():
            raise typer.BadParameter(
                f"`{item}` is not PATH=VALUE; write for example products.lamp.price=49",
                param_hint="--set",
            )
        found[path.strip()] = value.strip()
    return found


def two_drivers(written: str) -> tuple[str, str]:
    """The two drivers of a table. Raises typer.BadParameter."""
    first, comma, second = written.partition(",")
    if not comma or not first.strip() or not second.strip() or "," in second:
        raise typer.BadParameter(
            f"`{written}` is not A,B; write for example price,adoption.market",
            param_hint="--table",
        )
    return first, second
