"""What the inputs of blocks stand for: rows, choices, tables, and values of every kind."""

from __future__ import annotations

from bizcase.engine.model import Input, Places, Series
from bizcase.formula.check import Meaning
from bizcase.formula.measured import Measured
from bizcase.formula.nodes import Number, Reference, plus
from bizcase.library.block import BlockInput
from bizcase.library.read import default_at
from bizcase.problems import did_you_mean, listing, not_a_choice
from bizcase.scenario.assumption import Assumptions
from bizcase.scenario.formulas import NOTHING, formula_meaning
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope
from bizcase.scenario.place import identifier, join
from bizcase.scenario.state import State
from bizcase.text import Node, Scalar, Sequence
from bizcase.units import NUMBER, Quoting, Unit, read_unit

# Where a terminal value stands for what follows, the flow goes on at its last rate.
NEXT_YEAR = "sum_next({0}, 1 year) + continues * {0} / years * max(0 years, t + 1 year - horizon)"


class Drivers:
    """Builds the meaning of an input when it is first asked for."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.assumptions = Assumptions(state)
        self.started: set[tuple[int, str]] = set()

    def meaning(self, instance: Instance, name: str) -> Meaning:
        """What an input of a block, its `.opening` or a table's `.length` stands for."""
        if name in instance.meanings:
            return instance.meanings[name]
        if name.endswith((".opening", ".length")):
            self.meaning(instance, name.rpartition(".")[0])
            return instance.meanings.setdefault(name, NOTHING)
        if (id(instance), name) in self.started:
            self.state.say("circle", f"`{name}` depends on itself", instance.span)
            return NOTHING
        self.started.add((id(instance), name))
        instance.meanings[name] = self.build(instance, instance.block.inputs[name])
        return instance.meanings[name]

    def unit(self, instance: Instance, spec: BlockInput) -> Unit:
        """The unit of an input; the name of a row input in it stands for that row's unit."""
        unit = NUMBER
        for i, part in enumerate(spec.unit.split("/")):
            other = instance.block.inputs.get(part)
            if other is not None and other.kind == "row":
                of = self.meaning(instance, part).measured.unit
            else:
                of = read_unit(part)
            unit = unit * of if i == 0 else unit / of
        return unit

    def build(self, instance: Instance, spec: BlockInput) -> Meaning:
        """The meaning of an input that has not been asked for before."""
        if spec.kind == "line":
            return NOTHING
        if spec.kind == "part":
            name = join(instance.name, spec.name)
            names = self.state.names
            return (names.find(name) if name in names.rows else None) or NOTHING
        given = instance.given.get(spec.name)
        if given is None:
            return self.default(instance, spec)
        path, node = given
        if spec.kind == "row":
            return self.rows(instance, spec, node)
        if spec.kind == "choice":
            return self.choice(instance, spec, node)
        if spec.kind == "table":
            return self.table(instance, path, node, spec)
        return self.assumptions.driver(instance, spec, path, node, self.unit(instance, spec))

    def default(self, instance: Instance, spec: BlockInput) -> Meaning:
        """The meaning of an input that the scenario does not give.

        With a `hint`, a default that names something absent says that the input is needed.
        """
        if spec.default is None:
            return NOTHING
        before = len(self.state.problems)
        found = self.fallback(instance, spec)
        if spec.hint and len(self.state.problems) > before:
            del self.state.problems[before:]
            doc = f" ({spec.doc})" if spec.doc else ""
            message = f"`{instance.path}` needs `{spec.name}`{doc}"
            self.state.say("missing-key", message, instance.span, spec.hint)
        return found

    def fallback(self, instance: Instance, spec: BlockInput) -> Meaning:
        """The meaning of the default of an input."""
        assert spec.default is not None
        if spec.kind == "choice":
            return formula_meaning(self.state, spec.options[spec.default], instance, None)
        if spec.kind == "row":
            return self.row(instance, default_at(spec, instance.path) or spec.default, None)
        unit = self.unit(instance, spec)
        return formula_meaning(
            self.state, spec.default, instance, unit, hidden=join(instance.name, spec.name)
        )

    def rows(self, instance: Instance, spec: BlockInput, node: Node) -> Meaning:
        """The sum of the rows that are named."""
        items = node.items if isinstance(node, Sequence) else (node,)
        named = [i for i in items if isinstance(i, Scalar) and i.text.strip()]
        if not named or len({i.text.strip() for i in named}) < len(items):
            message = "the name of a row is meant, or a list of names, each once"
            self.state.say("wrong-shape", message, node.span, "for example `revenue`")
            return NOTHING
        found = [self.row(instance, i.text, i) for i in named]
        for item, meaning in zip(named, found, strict=True):
            if spec.flow and self.is_stock(meaning):
                message = f"`{item.text}` is a stock: an amount for each of them, in which time?"
                self.state.say("rate-needed", message, item.span, spec.hint)
        units = {m.measured.unit for m in found if m.measured.firmness != "any"}
        if len(units) > 1:
            names = " and ".join(u.text(self.state.settings.currency) for u in units)
            self.state.say("units-clash", f"{names} cannot be added", node.span)
        return Meaning(plus(*(m.node for m in found)), found[0].measured)

    def is_stock(self, meaning: Meaning) -> bool:
        """Whether a row stands at a moment rather than flowing in a period."""
        if not isinstance(meaning.node, Reference):
            return False
        row = self.state.rows.get(meaning.node.name)
        return row is not None and row.stock

    def row(self, instance: Instance, words: str, node: Scalar | None) -> Meaning:
        """The row that is named, or `next year ROW`: its sum over the year that follows."""
        name = words.strip()
        ahead = name.removeprefix("next year ")
        around, _, _ = instance.name.rpartition(".")  # the block's own inputs are no rows
        scope = LocalScope(self.state.names, around, hidden=instance.name)
        found = scope.meaning(identifier(ahead)) or scope.meaning(ahead)
        if found is None:
            known = list(scope.known())
            remedy = did_you_mean(identifier(ahead), known) or f"for example {listing(known, 6)}"
            span = node.span if node else instance.span
            self.state.say("unknown-name", f"there is no row `{name}`", span, remedy)
            return NOTHING
        if ahead == name:
            return found
        return formula_meaning(self.state, NEXT_YEAR.format(identifier(ahead)), instance, None)

    def choice(self, instance: Instance, spec: BlockInput, node: Node) -> Meaning:
        """The formula that a word stands for."""
        word = node.text.strip() if isinstance(node, Scalar) else ""
        for option, formula in spec.options.items():
            before, star, after = option.partition("*")
            if word == option:
                return formula_meaning(self.state, formula, instance, None)
            if star and word.startswith(before) and word.endswith(after):
                inside = word.removeprefix(before).removesuffix(after)
                return formula_meaning(self.state, formula.replace("*", inside), instance, None)
        self.state.problems.append(not_a_choice(spec.name, word, spec.options, node.span))
        return NOTHING

    def table(self, instance: Instance, path: str, node: Node, spec: BlockInput) -> Meaning:
        """A list of rates by age, or the name of one of the tables of `options`."""
        unit = self.unit(instance, spec)
        items = node.items if isinstance(node, Sequence) else (node,)
        named = spec.options.get(node.text.strip()) if isinstance(node, Scalar) else None
        if named:
            items = tuple(Scalar(rate, node.span) for rate in named.split())
        read = [self.state.values.number(item, spec, unit) for item in items]
        found = [quantity for quantity in read if quantity is not None]
        quoting = found[0].quoting if found else Quoting(unit)
        series = Series("table", tuple(q.value for q in found))
        places = Places(values=tuple(None if named else item.span for item in items))
        self.state.add_input(
            Input(path, series, unit, quoting, doc=spec.doc, span=node.span, places=places)
        )
        length = Meaning(Number(float(len(found))), Measured(NUMBER))
        instance.meanings[f"{spec.name}.length"] = length
        return Meaning(Reference(path, "table"), Measured(unit))
