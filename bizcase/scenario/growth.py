"""Growth and inflation of a driver: one factor, whose time is counted as `growth:` says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from bizcase.formula.check import Meaning
from bizcase.formula.nodes import ONE, Call, Node, Number, Operator, Reference, times, walk
from bizcase.library.block import BlockInput
from bizcase.problems import did_you_mean, listing, not_a_choice
from bizcase.scenario.instance import Instance
from bizcase.scenario.place import join, name_of
from bizcase.scenario.settings import Growth, SettingsReader
from bizcase.scenario.state import State
from bizcase.text import Mapping, Scalar
from bizcase.text import Node as Written
from bizcase.units import NUMBER, Unit

RATE = BlockInput(
    "grows", unit="share/time", above=-1.0, doc="growth", hint="write {}/year or {}/month"
)
# Builds what a value stands for; `Assumptions.driver`.
Driver: TypeAlias = Callable[[Instance, BlockInput, str, Written, Unit], Meaning]
_T, _YEARS, _START, _MODEL_YEAR, _NEW_YEAR = (
    Reference(name, "time")
    for name in ("t", "years", "period_start", "model_year", "new_model_year")
)


def growth_factor(
    state: State, driver: Driver, instance: Instance, spec: BlockInput, path: str, node: Mapping
) -> Node:
    """The factor by which the base of a driver is multiplied in each period."""
    growth = state.settings.growth
    factors: list[Node] = []
    grows = node.get("grows")
    if grows is not None:
        own = growth
        if isinstance(grows, Mapping) and {"rate", "base_is", "moves"} & set(grows.values):
            settings = SettingsReader(Mapping({}, grows.span), state.problems)
            words = {k: v for k, v in grows.items() if k in ("base_is", "moves")}
            own = settings.growth(Mapping(words, grows.span, grows.keys), growth)
            grows = grows.get("rate") or grows
            rate_path = join(path, "grows", "rate")
        else:
            rate_path = join(path, "grows")
        rate = driver(instance, RATE, rate_path, grows, state.per_time)
        start = _start(state, instance, spec)
        factors.append(_grown(state, instance, name_of(join(path, "growth")), rate, own, start))
    index = node.get("inflation")
    if index is not None:
        factors.append(_index_factor(state, instance, spec, path, node, index))
    elif node.get("in_prices_of") is not None:
        state.say(
            "missing-key",
            "`in_prices_of` needs `inflation:`",
            node.key_span("in_prices_of"),
            "name one of the indices of `inflation:`",
        )
    return times(*factors)


def _index_factor(
    state: State,
    instance: Instance,
    spec: BlockInput,
    path: str,
    node: Mapping,
    index: object,
) -> Node:
    name = index.text.strip() if isinstance(index, Scalar) else ""
    known = state.indices()
    if name not in known:
        remedy = did_you_mean(name, known) or (
            f"known: {listing(known)}"
            if known
            else "define it at the top: inflation: {general: 2%/year}"
        )
        state.say(
            "unknown-name",
            f"there is no inflation index `{name}`",
            node.key_span("inflation"),
            remedy,
        )
        return ONE
    rate, growth = state.index(name), state.settings.growth
    prices = node.get("in_prices_of")
    if prices is not None:
        if not isinstance(prices, Scalar) or prices.text.strip() not in ("opening", "today"):
            word = prices.text.strip() if isinstance(prices, Scalar) else ""
            state.problems.append(not_a_choice("in_prices_of", word, ["opening"], prices.span))
        growth = Growth("today", growth.moves)
    start = _start(state, instance, spec)
    return _grown(state, instance, name_of(join(path, "index")), rate, growth, start)


def _grown(
    state: State, instance: Instance, name: str, rate: Meaning, growth: Growth, start: Node | None
) -> Node:
    """The factor of growth; a rate that changes gives it a row, compounded from year to year."""
    factor = Operator("+", (ONE, rate.quoted or rate.node))
    per_year = Number(rate.quoting.per_year(state.days))
    if not any(isinstance(n, Reference) and n.to in ("row", "series") for n in walk(factor)):
        return Operator("^", (factor, times(_time(growth, start), per_year)))
    row = Reference(name, "row")
    step = Operator("^", (factor, times(_passed(growth, start), per_year)))
    formula = times(Call("previous", (row,)), step)
    state.add_driver_row(name, NUMBER, formula, RATE, instance, opening=ONE)
    return row


def _passed(growth: Growth, start: Node | None) -> Node:
    """How much of the time for which something has grown lies in the period, in years."""
    if growth.moves == "continuously":
        if growth.base_is == "today":
            return _YEARS
        before = _time(growth, _YEARS if start is None else Operator("+", (start, _YEARS)))
        return Operator("-", (_time(growth, start), before))
    if growth.base_is == "today":
        return _NEW_YEAR
    return times(_NEW_YEAR, Call("min", (ONE, _time(growth, start))))


def _time(growth: Growth, start: Node | None) -> Node:
    """For how long something has grown, in years."""
    if growth.base_is == "today":
        return _T if growth.moves == "continuously" else _MODEL_YEAR
    if growth.moves == "continuously":
        since = _START if start is None else Operator("-", (_START, start))
        return Call("max", (Number(0.0), since))
    first_year: Node = ONE
    if start is not None:
        first_year = Operator("+", (ONE, Call("max", (Number(0.0), Call("floor", (start,))))))
    return Call("max", (Number(0.0), Operator("-", (_MODEL_YEAR, first_year))))


def _start(state: State, instance: Instance, spec: BlockInput) -> Node | None:
    """When the line becomes active; None for the first period."""
    on_a_product = instance.path.startswith("products.")
    for word in ("from", "when") if on_a_product else ("from", "when", "launch"):
        if word in instance.given and word in instance.block.inputs and spec.name != word:
            return state.names.driver(instance, word).node
    if on_a_product:
        launch = state.launch(state.scope(instance, hidden=instance.name), "launch")
        return launch.node if launch else None
    return None
