"""The users' own rows: the same language as the blocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as changed

from bizcase.formula.check import Checker
from bizcase.formula.nodes import names
from bizcase.formula.parse import parse
from bizcase.problems import Problem, ProblemsFoundError, did_you_mean, listing
from bizcase.scenario.complain import unknown_key
from bizcase.scenario.names import LocalScope
from bizcase.scenario.place import META_KEYS, identifier, not_a_name
from bizcase.scenario.state import PendingRow, State
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import NUMBER, Unit, read_unit

ROW_KEYS = ("formula", "in", "unit", "opening", "tax_only")


def add_user_rows(state: State, node: Node | None) -> None:
    """Registers the rows under `rows:`."""
    if node is None:
        return
    if not isinstance(node, Mapping):
        state.say(
            "wrong-shape",
            "`rows` is made of names with formulas",
            node.span,
            "rows: {warranty: {formula: 2% * thermostat.revenue, in: cost of sales}}",
        )
        return
    for key, written in node.items():
        _add(state, node, key, written)
    _settle_units(state)


def _settle_units(state: State) -> None:
    """Infers the unit of every row after those that it names, so that no chain is too long."""
    rows = {name: row for name, row in state.rows.items() if row.block == "rows"}
    waiting, seen = list(rows), set[str]()
    while waiting:
        name = waiting[-1]
        if name in seen:
            _settle_unit(rows[waiting.pop()])
        else:
            seen.add(name)
            waiting += [other for other in _named(rows[name]) if other in rows.keys() - seen]


def _settle_unit(row: PendingRow) -> None:
    try:
        row.unit()
    except RecursionError:
        message = f"`{row.name}` is part of a circle of more rows than can be followed"
        remedy = "make the circle shorter"
        raise ProblemsFoundError(
            [Problem("nested-too-deeply", message, row.span, remedy)]
        ) from None


def _named(row: PendingRow) -> list[str]:
    """The names in the formula of a row."""
    try:
        return sorted(names(parse(row.formula.text))) if isinstance(row.formula, Scalar) else []
    except ProblemsFoundError:
        return []


def _add(state: State, node: Mapping, key: str, written: Node) -> None:
    name = identifier(key)
    if remedy := not_a_name(key):
        state.say(
            "bad-name",
            f"`{key}` cannot be a name in formulas",
            node.key_span(key),
            remedy,
        )
        return
    if name in state.rows:
        state.say(
            "duplicate-name",
            f"there is a row `{name}` already",
            node.key_span(key),
            "choose another name",
        )
        return
    row = Mapping({"formula": written}, written.span) if isinstance(written, Scalar) else written
    formula = row.get("formula") if isinstance(row, Mapping) else None
    if not isinstance(row, Mapping) or not isinstance(formula, Scalar):
        state.say("missing-key", f"the row `{key}` has no `formula`", node.key_span(key))
        return
    for other in row.values:
        if other not in ROW_KEYS and other not in META_KEYS:
            unknown_key(state, row, other, list(ROW_KEYS))
    opening, tax_only = row.get("opening"), row.get("tax_only")
    scope = LocalScope(state.names, "", hidden="")
    pending = PendingRow(
        name,
        lambda: NUMBER,
        _bare(formula),
        scope,
        _same(opening, formula),
        _same(tax_only, formula),
        tuple(_lines(state, row.get("in"))),
        span=node.key_span(key),
        block="rows",
    )
    pending = changed(pending, unit=_unit(state, pending, row.get("unit")))
    state.rows[name] = pending
    state.names.rows[name] = pending.unit


def _bare(formula: Scalar) -> Scalar:
    """The formula; a leading `=` is allowed, as in a spreadsheet."""
    text = formula.text
    if text.lstrip().startswith("="):
        return changed(formula, text=text.replace("=", " ", 1))
    return formula


def _same(node: Node | None, formula: Scalar) -> Scalar | None:
    if not isinstance(node, Scalar):
        return None
    return _bare(formula) if node.text.strip() == "same" else _bare(node)


def _lines(state: State, node: Node | None) -> list[str]:
    """The lines that are written under `in:`; one that does not exist is a problem."""
    items = node.items if isinstance(node, Sequence) else [node] if node is not None else []
    lines = [identifier(item.text) for item in items if isinstance(item, Scalar)]
    known = {row.name.rsplit(".", 1)[-1] for row in state.rows.values() if row.collects}
    for item, line in zip(items, lines, strict=False):
        if line not in known:
            state.say(
                "unknown-name",
                f"there is no line `{line}` to collect in",
                item.span,
                did_you_mean(line, known) or f"known: {listing(sorted(known))}",
            )
    return lines


def _unit(state: State, pending: PendingRow, node: Node | None) -> Callable[[], Unit]:
    """The unit that is written, or that of the line, or else that of the formula."""
    if isinstance(node, Scalar):
        try:
            declared = read_unit(node.text.replace(state.settings.currency, "money"))
        except ValueError as error:
            state.say("wrong-unit", str(error), node.span, "for example `money/unit` or `unit`")
            declared = NUMBER
        return lambda: declared
    if pending.lines and (line := state.rows.get(pending.lines[0])):
        return line.unit
    known: list[Unit] = []

    def inferred() -> Unit:
        if not known:
            known.append(NUMBER)  # for a row that reads itself
            assert isinstance(pending.formula, Scalar)
            try:
                tree = parse(pending.formula.text)
            except ProblemsFoundError:
                return NUMBER
            known[0] = Checker(pending.scope, []).formula(tree, None)[1]
        return known[0]

    return inferred
