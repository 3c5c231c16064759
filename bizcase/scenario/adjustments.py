"""Adjustments by hand: amounts that finance adds to a line of the statements in single periods."""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import replace as changed

from bizcase.engine.model import Input, Model, Origin, Places, Row, Series
from bizcase.formula.arguments import constant, is_constant
from bizcase.formula.nodes import ZERO, Node, Reference, names, plus
from bizcase.library.block import BlockInput
from bizcase.problems import Span, did_you_mean, listing
from bizcase.scenario.names import LocalScope
from bizcase.scenario.place import META_KEYS, identifier, join
from bizcase.scenario.state import State
from bizcase.text import Mapping, Scalar
from bizcase.text import Node as Written
from bizcase.text.commas import comma_in
from bizcase.timeline.dates import WORDS, needs_start
from bizcase.units import MONEY, Quoting, read_quantity

ADJUSTMENTS = "adjustments"
# The lines of the statements that are not mere sums of other lines.
ADJUSTABLE: tuple[str, ...] = (
    "revenue", "cost_of_sales", "operating_costs", "depreciation", "tax", "capital_expenditure",
    "disposals", "net_working_capital", "terminal_value",
)  # fmt: skip
TEXTS = ("reason", "owner", "source")  # what may stand beside the amounts of a line
_EXAMPLE = "{2028-03: -20_000, reason: one-off rebate, owner: Finance}"


def adjusted(model: Model, series: MappingOf[str, Input]) -> Model:
    """The model with amounts added to lines, given by path: `adjustments.revenue`.

    Each input holds a series of payments in money, in the line's own sign. It gets a row of its
    name, which is added to the line after everything else, in the opening as well. A line that is
    adjusted already gets the new amounts in place of the old ones. Raises ValueError for a path
    that is not `adjustments.` and one of ADJUSTABLE.
    """
    rows, inputs = dict(model.rows), dict(model.inputs)
    for path, given in series.items():
        line = path.removeprefix(f"{ADJUSTMENTS}.")
        if line not in ADJUSTABLE or line == path:
            raise ValueError(f"cannot be adjusted: {path}")
        inputs[path] = given
        if path in rows:
            continue
        amounts, row, more = Reference(path, "series"), rows[line], Reference(path, "row")
        rows[path] = Row(
            path, MONEY, amounts, opening=amounts, doc=given.doc, block=ADJUSTMENTS, span=given.span
        )
        rows[line] = changed(row, formula=_sum(row.formula, more), opening=_sum(row.opening, more))
    return changed(model, rows=rows, inputs=inputs)


def _sum(formula: Node, more: Node) -> Node:
    return more if formula == ZERO else plus(formula, more)


def read_adjustments(state: State, node: Written | None) -> dict[str, Input]:
    """What is written under `adjustments:`, by path; problems go to the state.

    Launch dates must be known: it is read after the blocks.
    """
    if node is None or _is(node, "none"):
        return {}
    if not isinstance(node, Mapping) or not node.values:
        code, said = "wrong-shape", "`adjustments` are lines with amounts by date"
        if _is(node, "") or isinstance(node, Mapping):
            code, said = "missing-key", "nothing is written for `adjustments`"
        state.say(code, said, node.span, f"adjustments: {{revenue: {_EXAMPLE}}}")
        return {}
    found: dict[str, Input | None] = {}
    for key, written in node.items():
        path, span = join(ADJUSTMENTS, identifier(key)), node.key_span(key)
        # What is wrong inside is said at once, although the line may be misspelt.
        if _can_be_adjusted(state, key, span, path in found) or isinstance(written, Mapping):
            found[path] = _input(state, key, path, written, span)
    return {path: given for path, given in found.items() if given is not None}


def _is(node: Written, word: str) -> bool:
    return isinstance(node, Scalar) and node.text.strip() == word


def _can_be_adjusted(state: State, key: str, span: Span, twice: bool) -> bool:
    """Whether a name is a line that can be adjusted, once; a problem where it is not."""
    line, known = identifier(key), listing(line.replace("_", " ") for line in ADJUSTABLE)
    if line not in ADJUSTABLE and line in state.rows:
        remedy = f"adjust the line from which it follows, or to which it is added: {known}"
        state.say("unknown-key", f"`{key}` cannot be adjusted itself", span, remedy)
    elif line not in ADJUSTABLE:
        near = did_you_mean(line, ADJUSTABLE)
        remedy = near.replace("_", " ") if near else f"known: {known}"
        state.say("unknown-key", f"there is no line `{key}` that can be adjusted", span, remedy)
    elif twice:
        state.say("duplicate-key", f"`{key}` is adjusted twice", span, "put both in one")
    elif (row := join(ADJUSTMENTS, line)) in state.rows:
        remedy = f"call the product or the line `{ADJUSTMENTS}` something else"
        state.say("duplicate-name", f"there is a row `{row}` already", span, remedy)
    else:
        return True
    return False


def _input(state: State, key: str, path: str, node: Written, span: Span) -> Input | None:
    """The amounts of one line by date, with their reason and owner."""
    if _is(node, "none"):
        return None
    if not isinstance(node, Mapping):
        said = f"`{key}` is adjusted by amounts, each with its date"
        state.say("wrong-shape", said, node.span, f"{key}: {_EXAMPLE}")
        return None
    others = {k: v for k, v in node.items() if k not in TEXTS}
    dated = [(Scalar(k, node.key_span(k)), v) for k, v in others.items() if not _is_text(k, v)]
    for word in [k for k, v in others.items() if _is_text(k, v)]:
        remedy = did_you_mean(word, TEXTS) or f"known beside dates: {listing(TEXTS)}"
        state.say("unknown-key", f"unknown key `{word}`", node.key_span(word), remedy)
    if not others:
        said = f"`{key}` is adjusted by no amount"
        state.say("missing-key", said, span, f"{key}: {_EXAMPLE}")
    texts = {word: _text(state, word, node.get(word)) for word in TEXTS}
    dates = tuple(_date(state, path, at) for at, _ in dated)
    return Input(
        path,
        Series("payment", tuple(_amount(state, key, written) for _, written in dated), dates),
        MONEY,
        Quoting(MONEY),
        doc=f"{key.replace('_', ' ')}: what is added by hand",
        origin=Origin(texts["source"], texts["owner"], texts["reason"]),
        span=span,
        places=_places(node, dated),
    )


def _is_text(key: str, written: Written) -> bool:
    """Whether `reson: rebate` is meant for a text, and not for a date with its amount."""
    misspelt = isinstance(written, Scalar) and read_quantity(written.text) is None
    return key in META_KEYS or (misspelt and did_you_mean(key, TEXTS) is not None)


def _places(node: Mapping, dated: list[tuple[Scalar, Written]]) -> Places:
    """Where the texts stand; a launch is a name, and no date that could be changed here."""
    spans = {word: written.span for word in TEXTS if (written := node.get(word)) is not None}
    return Places(
        source=spans.get("source"),
        owner=spans.get("owner"),
        note=spans.get("reason"),
        values=tuple(written.span for _, written in dated),
        dates=tuple(None if _is_launch(at.text) else at.span for at, _ in dated),
    )


def _is_launch(text: str) -> bool:
    return text.strip() == "launch" or text.strip().endswith(".launch")


def _text(state: State, key: str, node: Written | None) -> str:
    if node is None:
        return ""
    if not isinstance(node, Scalar):
        state.say("wrong-shape", f"`{key}` is a text", node.span, f"{key}: a few words")
        return ""
    text = " ".join(node.text.split())
    if not text:
        said = f"nothing is written for `{key}`"
        state.say("missing-key", said, node.span, "write a few words, or take the key away")
    return text


def _amount(state: State, key: str, node: Written) -> float:
    """An amount of money; 0 after a problem."""
    remedy = "an adjustment is an amount of money in the period of its date, such as -20_000"
    if not isinstance(node, Scalar):
        state.say("wrong-shape", f"one amount is meant for `{key}`", node.span, remedy)
        return 0.0
    text = node.text.strip()
    if text.startswith("=") or (read_quantity(text) is None and not comma_in(text)):
        said = f"`{text}` is not an amount" if text else "an amount is missing"
        state.say("not-a-number", said, node.span, remedy)
        return 0.0
    found = state.values.number(node, BlockInput(key, unit="money", hint=remedy), MONEY)
    return found.value if found else 0.0


def _date(state: State, path: str, at: Scalar) -> float:
    """A date in years since the start; 0 after a problem."""
    word = at.text.strip()
    if _is_launch(word):
        return _launch(state, at)
    years = state.values.date(at, "start")
    if years is None:
        remedy = f"a date is {WORDS}"
        if needs_start(word) and state.settings.timeline.start is None:
            remedy = "the timeline has no `start:`; give it one, or write `year 2`"
        state.say("not-a-date", f"`{word}` is not a date", at.span, remedy)
        return 0.0
    if years < 0 and path.endswith(".terminal_value"):
        said = "there is no terminal value at the opening"
        state.say("date-outside", said, at.span, "`end` is the last period")
    return years


def _launch(state: State, at: Scalar) -> float:
    """The launch of a product as the case has it.

    The amounts of a period do not move in a simulation: an uncertain launch names no period.
    """
    word, timeline = at.text.strip(), state.settings.timeline
    launch = state.launch(LocalScope(state.names, ""), word)
    if launch is None:
        remedy = "give the product a `launch:`, or say which one is meant: `PRODUCT.launch`"
        said = f"`{word}`: there is no single launch date"
        state.say("not-a-date", said, at.span, remedy)
        return 0.0
    years = _fixed(state, launch.node)
    if years is None:
        said = f"`{word}` is uncertain, and an adjustment belongs to one period"
        state.say("not-a-date", said, at.span, "write the month, such as 2027-04 or year 1")
        return 0.0
    if not -1 / timeline.per_year <= years + 1e-9 < timeline.horizon:
        said = f"`{word}` lies outside of the timeline"
        state.say("date-outside", said, at.span, "write a date inside, or lengthen the timeline")
    return years


def _fixed(state: State, node: Node) -> float | None:
    """The number that a formula stands for; None if it has a range or changes in time."""
    if not is_constant(node) or any(state.inputs[name].range for name in names(node)):
        return None

    def value(path: str) -> float:
        found = state.inputs[path].value
        assert not isinstance(found, Series)  # a constant formula names no series
        return found

    try:
        return constant(node, value)
    except ZeroDivisionError:
        return None
