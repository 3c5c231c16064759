"""Changes of values that are no inputs yet: defaults of a block, and ranges of a series."""

from __future__ import annotations

from dataclasses import replace as changed
from pathlib import Path

from bizcase.engine.model import FACTOR
from bizcase.library.block import BlockInput
from bizcase.library.read import blocks_at
from bizcase.problems import did_you_mean
from bizcase.scenario.assumption import is_formula
from bizcase.scenario.choose import chosen_by
from bizcase.scenario.rewriting.amend import Desk, amend
from bizcase.scenario.rewriting.change import Change, is_series, refusal
from bizcase.scenario.rewriting.wording import worded_date
from bizcase.text import Mapping, Scalar
from bizcase.units import NUMBER, Quoting, read_quantity, read_unit
from bizcase.units.respell import like, respelt


def amend_unlisted(desk: Desk, changes: list[Change], folders: tuple[Path, ...]) -> None:
    """Writes the changes of what has no input of its own in the model of its case."""
    path, case = changes[0].path, changes[0].case
    inputs = desk.models[case].inputs
    whole = inputs.get(path.removesuffix(FACTOR))
    if whole is not None and whole.path != path and is_series(whole):
        places = changed(whole.places, base=None, scale=1.0, values=())
        amend(desk, changed(whole, path=path, value=1.0, places=places), changes)
        return
    site = desk.draft.outline.under(path.split("."))
    spec = _spec(desk, path, folders)
    if site is not None and is_formula(site.node):
        said = f"`{path}` follows from a formula"
        remedy = "change the formula in the file, or the numbers in it"
        raise refusal("wrong-shape", said, site.node.span, remedy)
    if spec is None or spec.kind not in ("number", "date"):
        span = site.node.span if site else None
        remedy = did_you_mean(path, inputs) or "give the path of an input, as `run` shows it"
        raise refusal("unknown-path", f"there is no value `{path}`", span, remedy, desk.file)
    for change in changes:
        if change.part != "base" or change.value is None or case != "base":
            span = site.node.span if site else None
            said = f"`{path}` is not written in the scenario"
            raise refusal("unknown-path", said, span, "give its base first", desk.file)
        if site is None:
            _add(desk, path, _text(desk, spec, spec.default or "", change.number))
        elif isinstance(site.node, Scalar) and spec.kind == "date":
            text = worded_date(change.number, site.node.text, None, desk.timeline)
            desk.draft.replace(site, text)
        else:
            said = f"`{path}` is not written as a single value"
            raise refusal("wrong-shape", said, site.node.span, "change it in the file")


def _spec(desk: Desk, path: str, folders: tuple[Path, ...]) -> BlockInput | None:
    """The input of the block that stands around the path."""
    place, _, name = path.rpartition(".")
    around = desk.draft.outline.under(place.split("."))
    for block in blocks_at(place, folders) if around else ():
        if around and name in block.inputs and chosen_by(around.node, block):
            return block.inputs[name]
    return None


def _text(desk: Desk, spec: BlockInput, default: str, value: float) -> str:
    """A value in the words of its default, or else in the unit of its input."""
    if spec.kind == "date":
        return worded_date(value, default, None, desk.timeline)
    if read_quantity(default) is not None and default != "0":
        return respelt(default, value)
    try:
        unit = read_unit(spec.unit)
    except ValueError:  # it is that of a row
        unit = NUMBER
    percent = spec.unit.startswith("share")
    timed = bool(unit.year) and not spec.bare
    return respelt(like(Quoting(unit, percent, "year" if timed else None)), value)


def _add(desk: Desk, path: str, text: str) -> None:
    """A key more in the block that stands around."""
    place, _, name = path.rpartition(".")
    around = desk.draft.outline.under(place.split("."))
    if around is None or not isinstance(around.node, Mapping):
        span = around.node.span if around else None
        said = f"there is no place for `{name}`"
        raise refusal("wrong-shape", said, span, f"write `{place}` as keys with values first")
    desk.draft.add(around, {name: text})
