"""Turns what a user writes for an input into an assumption and a formula.

A driver may be a number, a list by year, a table by date, a base with growth, an index and a
range, a formula or a column of a table file. What changes in time gets a row of its own.
"""

from __future__ import annotations

from dataclasses import replace as changed

from bizcase.engine.model import Input, Range, Series
from bizcase.formula.check import Checker, Meaning
from bizcase.formula.measured import ANY, Measured
from bizcase.formula.nodes import ONE, Node as Formula
from bizcase.formula.nodes import Number, Operator, Reference, plus, times
from bizcase.formula.parse import parse
from bizcase.library.block import BlockInput
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.scenario.choose import DRIVER_KEYS, is_date_key
from bizcase.scenario.growth import growth_factor
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope
from bizcase.scenario.place import META_KEYS, identifier, join, name_of
from bizcase.scenario.ranges import read_range
from bizcase.scenario.series import read_series
from bizcase.scenario.state import State
from bizcase.scenario.values import in_years
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import NUMBER, YEAR, Quantity, Quoting, Unit, read_unit


class Drivers:
    """Builds drivers when they are first asked for."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.values = state.values
        self.started: set[tuple[int, str]] = set()

    def meaning(self, instance: Instance, name: str) -> Meaning:
        """What an input of a block stands for."""
        if name not in instance.meanings:
            key = (id(instance), name)
            if key in self.started:
                self.state.say("circle", f"`{name}` depends on itself", instance.span)
                return Meaning(Number(0.0), ANY)
            self.started.add(key)
            if name.endswith(".opening"):
                self.meaning(instance, name.removesuffix(".opening"))
                instance.meanings.setdefault(name, Meaning(Number(0.0), ANY))
            else:
                instance.meanings[name] = self._build(instance, instance.block.inputs[name])
        return instance.meanings[name]

    def scope(self, instance: Instance, hidden: str = "") -> LocalScope:
        """The names as seen from around the block."""
        return LocalScope(self.state.names, instance.name, hidden=hidden)

    def unit(self, instance: Instance, spec: BlockInput) -> Unit:
        """The unit of an input; `of` in it is the unit of the row that `of:` names."""
        unit = NUMBER
        for i, part in enumerate(spec.unit.split("/")):
            other = instance.block.inputs.get(part)
            if other is not None and other.kind == "row":
                of = self.meaning(instance, part).measured.unit
            else:
                of = read_unit(part)
            unit = unit * of if i == 0 else unit / of
        return unit

    def _build(self, instance: Instance, spec: BlockInput) -> Meaning:
        given = instance.given.get(spec.name)
        if spec.kind == "line":
            return Meaning(Number(0.0), ANY)
        if given is None:
            return self._default(instance, spec)
        path, node = given
        if spec.kind == "row":
            return self._rows(instance, node)
        if spec.kind == "choice":
            return self._choice(instance, spec, node)
        unit = self.unit(instance, spec)
        if spec.kind == "table":
            return self._table(path, node, spec, unit)
        return self._driver(instance, spec, path, node, unit)

    def _default(self, instance: Instance, spec: BlockInput) -> Meaning:
        if spec.default is None:
            return Meaning(Number(0.0), ANY)
        if spec.kind == "choice":
            return self._formula(spec.options[spec.default], instance, None)
        if spec.kind == "row":
            return self._named(instance, spec.default, None)
        return self._formula(
            spec.default, instance, self.unit(instance, spec),
            hidden=join(instance.name, spec.name),
        )  # fmt: skip

    def _formula(
        self, text: str, instance: Instance, unit: Unit | None, node: Scalar | None = None,
        offset: int = 0, hidden: str = "",
    ) -> Meaning:  # fmt: skip
        place = (lambda a, b: node.part(a + offset, b + offset)) if node else (lambda _a, _b: None)
        try:
            tree = parse(text, place)
        except ProblemsFoundError as found:
            self.state.problems.extend(found.problems)
            return Meaning(Number(0.0), ANY)
        checker = Checker(self.scope(instance, hidden), self.state.problems)
        if unit is None:
            return Meaning(*checker.check(tree))
        return Meaning(checker.formula(tree, unit)[0], Measured(unit))

    def _rows(self, instance: Instance, node: Node) -> Meaning:
        items = node.items if isinstance(node, Sequence) else (node,)
        found = [
            self._named(instance, item.text, item) for item in items if isinstance(item, Scalar)
        ]
        if not found:
            self.state.say("wrong-shape", "the name of a row is meant, or a list of names", node.span)
            return Meaning(Number(0.0), ANY)
        units = {m.measured.unit for m in found if m.measured.firmness != "any"}
        if len(units) > 1:
            names = " and ".join(u.text(self.state.settings.currency) for u in units)
            self.state.say("units-clash", f"{names} cannot be added", node.span)
        return Meaning(plus(*(m.node for m in found)), found[0].measured)

    def _named(self, instance: Instance, words: str, node: Scalar | None) -> Meaning:
        text = words.strip()
        ahead = text.removeprefix("next year ")
        scope = self.scope(instance, hidden=instance.name)
        found = scope.meaning(identifier(ahead)) or scope.meaning(ahead)
        if found is None:
            known = list(scope.known())
            remedy = did_you_mean(identifier(ahead), known) or f"for example {listing(known, 6)}"
            self.state.say(
                "unknown-name", f"there is no row `{text}`", node.span if node else instance.span,
                remedy,
            )  # fmt: skip
            return Meaning(Number(0.0), ANY)
        if ahead != text:
            one_year = Number(1.0)
            from bizcase.formula.nodes import Call

            return changed(found, node=Call("sum_next", (found.node, one_year)))
        return found

    def _choice(self, instance: Instance, spec: BlockInput, node: Node) -> Meaning:
        word = node.text.strip() if isinstance(node, Scalar) else ""
        if word not in spec.options:
            self.state.say(
                "not-a-choice", f"`{spec.name}` is one of {listing(spec.options)}", node.span,
                did_you_mean(word, spec.options),
            )  # fmt: skip
            return Meaning(Number(0.0), ANY)
        return self._formula(spec.options[word], instance, None)

    def _table(self, path: str, node: Node, spec: BlockInput, unit: Unit) -> Meaning:
        items = node.items if isinstance(node, Sequence) else (node,)
        found = [self.values.number(item, spec, unit) for item in items]
        values = tuple(q.value for q in found if q is not None)
        quoting = next((q.quoting for q in found if q is not None), Quoting(unit))
        self.state.add_input(
            Input(path, Series("table", values), unit, quoting, doc=spec.doc, span=node.span)
        )
        return Meaning(Reference(path, "table"), Measured(unit))

    def _driver(
        self, instance: Instance, spec: BlockInput, path: str, node: Node, unit: Unit
    ) -> Meaning:
        if isinstance(node, Scalar):
            node = Mapping({"base": node}, node.span)
            short = True
        elif isinstance(node, Sequence):
            node = Mapping({"by_year": node}, node.span)
            short = True
        else:
            short = False
        if spec.parts and self._are_parts(node):
            return self._parts(instance, spec, path, node, unit)
        if not short:
            self._known_keys(spec, node, path)
        name = join(instance.prefix, spec.name) if path == instance.path else name_of(path)
        if name == instance.row_name("this") and "this" in instance.block.rows:
            name = join(name, spec.name)
        value = self._value(instance, spec, path, node, unit, name)
        self._opening(instance, spec, path, node, unit)
        factor = growth_factor(self.state, self, instance, spec, path, node)
        if factor == ONE and isinstance(value.node, Number | Reference | Operator):
            if not _changes(value.node):
                return value
        formula = times(value.node, factor)
        if not _changes(formula):
            return changed(value, node=formula, quoted=None)
        if isinstance(formula, Reference) and formula.to == "row":
            return changed(value, node=formula)
        self.state.add_driver_row(name, unit, formula, spec, instance, node)
        return Meaning(Reference(name, "row"), Measured(unit))

    def _known_keys(self, spec: BlockInput, node: Mapping, path: str) -> None:
        children = self.state.child_keys(path)
        for key in node.values:
            if key in DRIVER_KEYS or key in META_KEYS or is_date_key(key) or key in children:
                continue
            known = sorted(DRIVER_KEYS | META_KEYS | children)
            self.state.say(
                "unknown-key", f"unknown key `{key}` for `{spec.name}`", node.key_span(key),
                did_you_mean(key, known) or f"known here: {listing(known, 20)}",
            )  # fmt: skip

    def _are_parts(self, node: Mapping) -> bool:
        own = [k for k in node.values if k not in META_KEYS]
        return bool(own) and not any(k in DRIVER_KEYS or is_date_key(k) for k in own)

    def _parts(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit
    ) -> Meaning:
        terms = [
            self._driver(instance, changed(spec, parts=False), join(path, key), part, unit)
            for key, part in node.items()
            if key not in META_KEYS
        ]
        return Meaning(plus(*(term.node for term in terms)), Measured(unit))

    def _value(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit, name: str
    ) -> Meaning:
        series = read_series(self.state, spec, path, node, unit)
        if series is not None:
            return self._series_value(spec, path, node, unit, *series)
        base = node.get("base")
        if base is None:
            distribution = node.get("values")
            if distribution is None:
                self.state.say("missing-key", f"`{spec.name}` has no `base`", node.span,
                               "write {base: 100, low: 80, high: 130}")  # fmt: skip
                return Meaning(Number(0.0), ANY)
            base = distribution
        if isinstance(base, Sequence | Mapping) and base is not node.get("values"):
            inner = Mapping({**base.values, **{k: v for k, v in node.items() if k != "base"}},
                            node.span, {**getattr(base, "keys", {}), **node.keys}) if isinstance(
                base, Mapping) else Mapping({**{k: v for k, v in node.items() if k != "base"},
                                             "by_year": base}, node.span, node.keys)  # fmt: skip
            return self._value(instance, spec, path, inner, unit, name)
        if isinstance(base, Scalar) and _is_formula(base):
            return self._formula_value(instance, spec, base, unit, name)
        return self._scalar_value(instance, spec, path, node, base, unit)

    def _formula_value(
        self, instance: Instance, spec: BlockInput, base: Scalar, unit: Unit, name: str
    ) -> Meaning:
        text, offset = base.text, 0
        if text.lstrip().startswith("="):
            offset = len(text) - len(text.lstrip()) + 1
        share, _, of = text.partition("% of ")
        if not offset and of:
            text = f"{share}% * {identifier(of.strip())}"
            meaning = self._formula(text, instance, unit, hidden=name)
            return meaning
        return self._formula(text[offset:], instance, unit, base, offset, hidden=name)

    def _scalar_value(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, base: Node, unit: Unit
    ) -> Meaning:
        if spec.kind == "date":
            return self._date_value(instance, spec, path, node, base)
        found = self.values.number(base, spec, unit) if isinstance(base, Scalar) else None
        if found is None:
            return Meaning(Number(0.0), ANY)
        factor, _ = self.values.scale(node.get("unit"))
        quantity = Quantity(found.value * factor, found.quoting)
        spread = read_range(self.state, spec, node, unit, quantity, factor)
        written = base.text if isinstance(base, Scalar) else ""
        return self._input(path, quantity, spread, spec, node, unit, written)

    def _input(
        self, path: str, quantity: Quantity, spread: Range | None, spec: BlockInput,
        node: Mapping, unit: Unit, written: str,
    ) -> Meaning:  # fmt: skip
        self.state.add_input(
            Input(
                path, quantity.value, unit, quantity.quoting, range=spread, doc=spec.doc,
                kind="date" if spec.kind == "date" else "number", written=written,
                span=node.span, **self.state.meta(node, path),
            )
        )  # fmt: skip
        reference = Reference(path, "input")
        plain = in_years(reference, quantity.quoting, self.state.settings.timeline.days_in_year)
        return Meaning(plain, Measured(unit), reference, quantity.quoting)

    def _date_value(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, base: Node
    ) -> Meaning:
        word = base.text.strip() if isinstance(base, Scalar) else ""
        if word == "launch" or word.endswith(".launch"):
            launch = self.state.launch(self.scope(instance, hidden=instance.name), word)
            if launch is None:
                self.state.say("not-a-date", f"`{word}`: there is no single launch date", base.span,
                               "name the product: `PRODUCT.launch`")  # fmt: skip
                return Meaning(Number(0.0), ANY)
            return launch
        years = self.values.date(base, spec.edge)
        if years is None:
            self.values.not_a_date(base, spec)
            return Meaning(Number(0.0), ANY)
        quantity = Quantity(years, Quoting(YEAR, time="year"))
        spread = read_range(self.state, spec, node, YEAR, quantity, 1.0)
        return self._input(path, quantity, spread, spec, node, YEAR, word)

    def _series_value(
        self, spec: BlockInput, path: str, node: Mapping, unit: Unit, series: Series,
        quoting: Quoting,
    ) -> Meaning:  # fmt: skip
        self.state.add_input(
            Input(path, series, unit, quoting, doc=spec.doc, span=node.span,
                  **self.state.meta(node, path))
        )  # fmt: skip
        reference: Formula = Reference(path, "series")
        plain = in_years(reference, quoting, self.state.settings.timeline.days_in_year)
        low, high = node.get("low"), node.get("high")
        if low is None and high is None and node.get("min") is None:
            return Meaning(plain, Measured(unit), reference, quoting)
        share = BlockInput(f"{spec.name}.factor", unit="share")
        around = {k: v for k, v in node.items() if k in DRIVER_KEYS - {"base", "by_year", "unit"}}
        one = Quantity(1.0, Quoting(percent=True))
        spread = read_range(self.state, share, Mapping(around, node.span), NUMBER, one, 1.0, by=1.0)
        factor = self._input(join(path, "factor"), one, spread, share, node, NUMBER, "1")
        return Meaning(times(plain, factor.node), Measured(unit))

    def _opening(
        self, instance: Instance, spec: BlockInput, path: str, node: Mapping, unit: Unit
    ) -> None:
        opening = node.get("opening")
        if opening is None or "opening" in instance.block.inputs:
            return
        flows = unit.year < 0
        opening_unit = unit * YEAR if flows else unit
        inner = BlockInput(f"{spec.name}.opening", unit="", doc=f"{spec.doc} at the opening")
        factor, _ = self.values.scale(node.get("unit"))
        found = self.values.number(opening, inner, opening_unit)
        if found is None:
            return
        scaled = Quantity(found.value * factor, found.quoting)
        wrapped = Mapping({"base": opening}, opening.span)
        instance.meanings[f"{spec.name}.opening"] = self._input(
            join(path, "opening"), scaled, None, inner, wrapped, opening_unit, ""
        )


def _changes(node: Formula) -> bool:
    """Whether a value differs between periods."""
    from bizcase.formula.nodes import walk

    return any(
        isinstance(p, Reference) and p.to in ("row", "series", "time") for p in walk(node)
    )


def _is_formula(scalar: Scalar) -> bool:
    text = scalar.text.lstrip()
    return text.startswith("=") or "% of " in text


def problem_free(problems: list[Problem]) -> bool:
    """Whether nothing is wrong so far."""
    return not problems
