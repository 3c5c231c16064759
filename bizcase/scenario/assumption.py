"""Turns what a user writes for a value into an assumption and a formula.

A value may be a number, a list by year, a table by date, a base with growth, an index and a
range, a formula or a column of a table file. What changes in time gets a row of its own.
"""

from __future__ import annotations

from dataclasses import replace as changed

from bizcase.engine.model import FACTOR, Input, Places, Range, Series
from bizcase.formula.check import Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import Node as Formula
from bizcase.formula.nodes import Reference, plus, times, walk
from bizcase.library.block import BlockInput
from bizcase.problems import did_you_mean, listing
from bizcase.scenario.choose import DRIVER_KEYS, is_date_key
from bizcase.scenario.formulas import NOTHING, formula_meaning
from bizcase.scenario.growth import growth_factor
from bizcase.scenario.instance import Instance
from bizcase.scenario.place import META_KEYS, identifier, join, name_of
from bizcase.scenario.ranges import KEYS_ELSEWHERE, draws_key, places_of, read_range
from bizcase.scenario.series import read_series
from bizcase.scenario.state import State
from bizcase.scenario.values import in_years
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import NUMBER, YEAR, Quantity, Quoting, Unit


class Assumptions:
    """Reads values and registers them as inputs of the model."""

    def __init__(self, state: State) -> None:
        self.state = state

    def driver(
        self, instance: Instance, spec: BlockInput, path: str, node: Node, unit: Unit
    ) -> Meaning:
        """The meaning of a value as it is written at a path."""
        written = _as_mapping(node)
        if spec.parts and _are_parts(written):
            return self.parts(instance, spec, path, written, unit)
        if isinstance(node, Mapping):
            self.refuse_unknown_keys(spec, node, path)
        name = self.row_name(instance, spec, path)
        value = self.value(instance, spec, path, written, unit, name)
        self.opening(instance, spec, path, written, unit)
        factor = growth_factor(self.state, self.driver, instance, spec, path, written)
        formula = times(value.node, factor)
        if formula == value.node and not _changes(formula):
            return value
        if not _changes(formula):
            return changed(value, node=formula, quoted=None)
        if isinstance(formula, Reference) and formula.to == "row":
            return changed(value, node=formula)
        self.state.add_driver_row(name, unit, formula, spec, instance, node)
        return Meaning(Reference(name, "row"), Measured(unit))

    def row_name(self, instance: Instance, spec: BlockInput, path: str) -> str:
        """The name of the row of a driver that changes in time."""
        name = join(instance.prefix, spec.name) if path == instance.path else name_of(path)
        return join(name, "value") if name in self.state.rows else name

    def refuse_unknown_keys(self, spec: BlockInput, node: Mapping, path: str) -> None:
        """Reports keys beside a value that mean nothing."""
        known = DRIVER_KEYS | META_KEYS | self.state.child_places(path)
        for key in node.values:
            dated = is_date_key(key) or (spec.kind == "payments" and self.state.is_date(key))
            if key not in known and not dated:
                remedy = (
                    KEYS_ELSEWHERE.get(key.casefold())
                    or did_you_mean(key, known)
                    or f"known here: {listing(sorted(known), 20)}"
                )
                self.state.say(
                    "unknown-key",
                    f"unknown key `{key}` for `{spec.name}`",
                    node.key_span(key),
                    remedy,
                )

    def parts(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit
    ) -> Meaning:
        """The sum of named parts: {price: 200k, shipping: 10k}."""
        whole = changed(spec, parts=False)
        terms = [
            self.driver(instance, whole, join(path, key), part, unit).node
            for key, part in node.items()
            if key not in META_KEYS
        ]
        return Meaning(plus(*terms), Measured(unit))

    def value(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit, name: str
    ) -> Meaning:
        """The value without its growth."""
        base = node.get("base")
        if isinstance(base, Sequence | Mapping):
            return self.value(instance, spec, path, _merged_into(base, node), unit, name)
        series = read_series(self.state, spec, path, node, unit)
        if series is not None:
            return self.series(spec, path, node, unit, *series)
        if base is None:
            self.state.say(
                "missing-key",
                f"`{spec.name}` has no `base`",
                node.span,
                "write {base: 100, low: 80, high: 130}",
            )
            return NOTHING
        if is_formula(base):
            return self.formula(instance, base, unit, name)
        if spec.kind == "date":
            return self.date(instance, spec, path, node, base)
        return self.number(spec, path, node, base, unit)

    def formula(self, instance: Instance, base: Scalar, unit: Unit, name: str) -> Meaning:
        """`= 2% * thermostat.revenue`, or `20% of amount`."""
        text = base.text
        if text.lstrip().startswith("="):
            offset = text.index("=") + 1
            return formula_meaning(self.state, text[offset:], instance, unit, base, offset, name)
        share, _, of = text.partition("% of ")
        product = f"{share}% * {identifier(of)}"
        return formula_meaning(self.state, product, instance, unit, hidden=name)

    def number(
        self, spec: BlockInput, path: str, node: Mapping, base: Scalar, unit: Unit
    ) -> Meaning:
        """A plain number with its range."""
        found = self.state.values.number(base, spec, unit)
        if found is None:
            return NOTHING
        scale, _ = self.state.values.scale(node.get("unit"))
        quantity = Quantity(found.value * scale, found.quoting)
        spread = read_range(self.state, spec, node, unit, quantity, scale)
        return self.input(
            path, quantity, spread, spec, node, unit, base.text, places_of(node, scale)
        )

    def date(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, base: Scalar
    ) -> Meaning:
        """A date as a number of years, or the launch of a product."""
        word = base.text.strip()
        if word == "launch" or word.endswith(".launch"):
            scope = self.state.scope(instance, hidden=instance.name)
            launch = self.state.launch(scope, word)
            if launch is None:
                self.state.say(
                    "not-a-date",
                    f"`{word}`: there is no single launch date",
                    base.span,
                    "name the product: `PRODUCT.launch`",
                )
            return launch or NOTHING
        years = self.state.values.date(base, spec.edge)
        if years is None:
            self.state.values.not_a_date(base, spec)
            return NOTHING
        quantity = Quantity(years, Quoting(YEAR, time="year"))
        spread = read_range(self.state, spec, node, YEAR, quantity, 1.0)
        return self.input(path, quantity, spread, spec, node, YEAR, word, places_of(node))

    def input(
        self,
        path: str,
        quantity: Quantity,
        spread: Range | None,
        spec: BlockInput,
        node: Mapping,
        unit: Unit,
        written: str,
        places: Places,
    ) -> Meaning:
        """Registers an assumption and gives its meaning."""
        self.state.add_input(
            Input(
                path,
                quantity.value,
                unit,
                quantity.quoting,
                kind="date" if spec.kind == "date" else "number",
                range=spread,
                bounds=_bounds(spec),
                above=spec.above is not None,
                neutral=spec.neutral,
                doc=spec.doc,
                origin=self.state.origin(node, path),
                written=written,
                span=node.span,
                places=self.state.with_latest(places, node.span),
                key=draws_key(self.state, path, node),
            )
        )
        reference = Reference(path, "input")
        plain = in_years(reference, quantity.quoting, self.state.days)
        return Meaning(plain, Measured(unit), reference, quantity.quoting)

    def series(
        self,
        spec: BlockInput,
        path: str,
        node: Mapping,
        unit: Unit,
        series: Series,
        quoting: Quoting,
        written: Places,
    ) -> Meaning:
        """Several values; an uncertain series is multiplied by an uncertain factor."""
        origin = self.state.origin(node, path)
        around = places_of(node)
        places = changed(around, low=None, high=None, values=written.values, dates=written.dates)
        self.state.add_input(
            Input(
                path,
                series,
                unit,
                quoting,
                bounds=_bounds(spec),
                above=spec.above is not None,
                doc=spec.doc,
                origin=origin,
                span=node.span,
                places=changed(places, scale=written.scale),
            )
        )
        reference: Formula = Reference(path, "series")
        plain = in_years(reference, quoting, self.state.days)
        if not {"low", "high", "min", "max", "values"} & set(node.values):
            return Meaning(plain, Measured(unit), reference, quoting)
        share = BlockInput(spec.name + FACTOR, unit="share")
        bounds = {k: v for k, v in node.items() if k in DRIVER_KEYS - {"base", "by_year", "unit"}}
        one = Quantity(1.0, Quoting(percent=True))
        limits = Mapping(bounds, node.span, node.keys)
        spread = read_range(self.state, share, limits, NUMBER, one, 1.0, by=1.0)
        places = changed(around, base=None)
        factor = self.input(join(path, "factor"), one, spread, share, node, NUMBER, "1", places)
        return Meaning(times(plain, factor.node), Measured(unit))

    def opening(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit
    ) -> None:
        """The value in the opening column: an amount where the driver flows."""
        opening = node.get("opening")
        if opening is None or "opening" in instance.block.inputs or spec.kind == "payments":
            return
        unit = unit * YEAR if unit.year < 0 else unit
        inner = BlockInput(f"{spec.name}.opening", unit="", doc=f"{spec.doc} at the opening")
        found = self.state.values.number(opening, inner, unit)
        if found is None:
            return
        scale, _ = self.state.values.scale(node.get("unit"))
        quantity = Quantity(found.value * scale, found.quoting)
        around = Mapping({"base": opening}, opening.span)
        places = places_of(around, scale)
        meaning = self.input(join(path, "opening"), quantity, None, inner, around, unit, "", places)
        instance.meanings[f"{spec.name}.opening"] = meaning


def _bounds(spec: BlockInput) -> tuple[float | None, float | None]:
    """The least and the greatest value that make sense."""
    return spec.min if spec.above is None else spec.above, spec.max


def _as_mapping(node: Node) -> Mapping:
    """The long form of a value."""
    if isinstance(node, Mapping):
        return node
    return Mapping({"base" if isinstance(node, Scalar) else "by_year": node}, node.span)


def _merged_into(base: Sequence | Mapping, node: Mapping) -> Mapping:
    """A base that is itself a list or a table, with what stands beside it."""
    beside = {key: value for key, value in node.items() if key != "base"}
    if isinstance(base, Sequence):
        return Mapping({**beside, "by_year": base}, node.span, node.keys)
    keys, put = {**base.keys, **node.keys}, (*base.put, *node.put)
    return Mapping({**base.values, **beside}, node.span, keys, put)


def _are_parts(node: Mapping) -> bool:
    own = [key for key in node.values if key not in META_KEYS]
    return bool(own) and not any(key in DRIVER_KEYS or is_date_key(key) for key in own)


def _changes(node: Formula) -> bool:
    """Whether a value differs between periods."""
    changing = ("row", "series", "time")
    return any(isinstance(part, Reference) and part.to in changing for part in walk(node))


def is_formula(node: Node) -> bool:
    """Whether a value is written as a formula: `= 2% * revenue`, `20% of amount`."""
    text = node.text if isinstance(node, Scalar) else ""
    return text.lstrip().startswith("=") or "% of " in text
