"""`bizcase new`: writes a commented scenario to start from."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

FOLDER = Path(__file__).parent / "templates"


class Template(StrEnum):
    """The kinds of product for which there is a template."""

    HARDWARE = "hardware"
    SAAS = "saas"
    CONSUMER = "consumer"
    SERVICE = "service"


_KINDS = {
    Template.HARDWARE: "a device with tooling, made and sold by the piece",
    Template.SAAS: "software by subscription",
    Template.CONSUMER: "a consumer good on the shelf",
    Template.SERVICE: "a service that people deliver",
}


def command(
    name: Annotated[
        str, typer.Argument(help="What the product is called; the file becomes NAME.yaml.")
    ],
    template: Annotated[
        Template | None,
        typer.Option(
            metavar="KIND",
            help="What it is: hardware, saas, consumer or service.",
            show_default="hardware",
        ),
    ] = None,
    currency: Annotated[
        str | None,
        typer.Option(metavar="EUR", help="The currency, three letters.", show_default="EUR"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")] = False,
) -> None:
    """Write a commented scenario to start from."""
    target = _target(name)
    if target.exists() and not force:
        typer.echo(
            f"error: {target} exists already and stays as it is; "
            "choose another name, or say --force to replace it",
            err=True,
        )
        raise typer.Exit(1)
    if template is None and currency is None and _on_a_terminal():
        template, currency = _asked()
    money = (currency or "EUR").upper()
    if not re.fullmatch("[A-Z]{3}", money):
        raise typer.BadParameter("three letters are meant, such as EUR", param_hint="--currency")
    text = (FOLDER / f"{template or Template.HARDWARE}.yaml").read_text(encoding="utf-8")
    _write(target, filled(text, target, money))
    shown = f'"{target}"' if " " in str(target) else shlex.quote(str(target))
    typer.echo(f"Wrote {target}. Open it in an editor, then:", err=True)
    for next_command in (f"check {shown}", f"run {shown}", f"run {shown} --case all"):
        typer.echo(f"  bizcase {next_command}", err=True)


def filled(text: str, target: Path, currency: str) -> str:
    """A template with the file's own name and currency."""
    title = " ".join(re.split(r"[\s_-]+", target.stem)).strip()
    title = title[:1].upper() + title[1:]
    written = title if re.fullmatch(r"[A-Za-z][\w ]*", title) else json.dumps(title)
    text = re.sub(r"^name: .*$", lambda _: f"name: {written}", text, count=1, flags=re.MULTILINE)
    text = text.replace("FILE.yaml", str(target))
    return re.sub(r"\bEUR\b", currency, text)


def _target(name: str) -> Path:
    path = Path(name.strip())
    if not path.name or path.name in (".", ".."):
        raise typer.BadParameter("a name is needed, such as my_product", param_hint="NAME")
    if path.suffix not in (".yaml", ".yml"):
        path = path.with_name(path.name + ".yaml")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder `{path.parent}`", param_hint="NAME")
    return path


def _on_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _asked() -> tuple[Template, str]:
    typer.echo("What kind of product is it?", err=True)
    for kind, what in _KINDS.items():
        typer.echo(f"  {kind:<10}{what}", err=True)
    words = [kind.value for kind in Template]
    answer = ""
    while answer not in words:
        answer = typer.prompt("Kind", default=Template.HARDWARE.value, err=True).strip().lower()
    return Template(answer), typer.prompt("Currency", default="EUR", err=True)


def _write(target: Path, text: str) -> None:
    """Writes beside the target first, so that the file is whole or not there."""
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
