"""The keys of a scenario that describe it: conventions, acceptance, cases."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bizcase.problems import did_you_mean, listing
from bizcase.scenario.limits import Misread, read_limit
from bizcase.scenario.state import State
from bizcase.text import Mapping, Node, Scalar, Sequence
from bizcase.units import read_quantity

HEADER_KEYS = frozenset(
    (
        "bizcase",
        "name",
        "description",
        "note",
        "source",
        "owner",
        "version",
        "as_of",
        "currency",
        "show_in",
        "timeline",
        "growth",
        "ranges",
        "rows",
        "adjustments",
        "cases",
        "correlations",
        "accept_if",
        "extends",
        "blocks",
    )
)
ACCEPTED = {
    "npv": "npv",
    "irr": "irr",
    "mirr": "mirr",
    "payback": "payback_years",
    "discounted_payback": "discounted_payback_years",
    "roi": "roi",
    "profitability_index": "profitability_index",
    "peak_funding": "peak_funding",
}
_NEEDED = {
    "timeline": "timeline: {start: 2027-01, step: year, length: 5 years}",
    "discounting": "discounting: {rate: 10%/year, timing: end}",
}
_CONDITION = re.compile(r"\s*(<=|>=|<|>)\s*(.+)$")


@dataclass(slots=True)
class Header:
    """What outputs say about a scenario."""

    conventions: dict[str, str] = field(default_factory=dict)
    accept_if: dict[str, tuple[str, float]] = field(default_factory=dict)
    also_at: tuple[float, ...] = ()
    cases: dict[str, float | None] = field(default_factory=dict)


def read_header(top: Mapping, state: State) -> Header:
    """The header of a scenario; problems go to the state."""
    header = Header()
    others = [key for key in top.values if key not in HEADER_KEYS]
    for key, example in _NEEDED.items():
        misspelt = any(did_you_mean(other, [key]) for other in others if other != key)
        if (key not in top or _word(top.get(key), "") == "none") and not misspelt:
            state.say_of_file("missing-key", f"a scenario needs `{key}`", top, f"write {example}")
    _conventions(top, header)
    _accept_if(top.get("accept_if"), header, state)
    _also(top.get("discounting"), header, state)
    _cases(top.get("cases"), header, state)
    return header


def _word(node: Node | None, default: str) -> str:
    return node.text.strip() if isinstance(node, Scalar) else default


def _conventions(top: Mapping, header: Header) -> None:
    discounting, tax = top.get("discounting"), top.get("tax")
    if isinstance(discounting, Mapping):
        header.conventions["kind"] = _word(discounting.get("kind"), "nominal")
        header.conventions["timing"] = _word(discounting.get("timing"), "end")
        header.conventions["compounded"] = _word(discounting.get("compounded"), "yearly")
    if isinstance(tax, Mapping):
        header.conventions["tax"] = "after tax"
        header.conventions["losses"] = _word(tax.get("losses"), "")
        header.conventions["assessed"] = _word(tax.get("assessed"), "fiscal year")
        header.conventions["paid"] = _word(tax.get("paid"), "same period")
    else:
        header.conventions["tax"] = "before tax"


def _accept_if(node: Node | None, header: Header, state: State) -> None:
    if node is None or _word(node, " ") in ("none", ""):
        return
    if not isinstance(node, Mapping):
        example = 'accept_if: {npv: "> 0", payback: "< 4 years"}'
        state.say("wrong-shape", "`accept_if` is made of measures", node.span, example)
        return
    for key, value in node.items():
        measure = ACCEPTED.get(key)
        if measure is None:
            state.say(
                "unknown-key",
                f"there is no measure `{key}`",
                node.key_span(key),
                did_you_mean(key, ACCEPTED) or f"known: {listing(ACCEPTED)}",
            )
            continue
        match = _CONDITION.match(_word(value, ""))
        limit = (
            read_limit(measure, key, match[1], match[2], state.settings.currency, state.days)
            if match
            else None
        )
        if match is None or (isinstance(limit, Misread) and limit.code == "not-a-number"):
            state.say(
                "not-a-number",
                "a condition such as `> 0` or `< 4 years` is meant",
                value.span,
                "begin with `<`, `<=`, `>` or `>=`, in quotes where the value stands alone",
            )
        elif isinstance(limit, Misread):
            state.say(limit.code, limit.message, value.span, _meant(key, match[1], limit))
        elif limit is not None:
            header.accept_if[measure] = (match[1], limit)


def _meant(key: str, symbol: str, wrong: Misread) -> str:
    """What could stand instead of a condition that cannot be read."""
    if wrong.code == "out-of-bounds":
        return f"write {key}: {symbol} {wrong.meant}"
    return f"for example `{symbol} {wrong.meant}`"


def _also(node: Node | None, header: Header, state: State) -> None:
    also = node.get("also") if isinstance(node, Mapping) else None
    if also is None:
        return
    rates = []
    for item in also.items if isinstance(also, Sequence) else (also,):
        quantity = read_quantity(_word(item, ""))
        if quantity is None or not -0.99 < quantity.value < 10:
            state.say("not-a-number", "a discount rate is meant", item.span, "also: [4%, 15%]")
        else:
            rates.append(quantity.value)
    header.also_at = tuple(rates)


def _overrides(case: Node) -> bool:
    """Whether a case changes anything; the base case may have a probability."""
    return isinstance(case, Mapping) and bool(case.values.keys() - {"probability", "note"})


def _as_spreadsheets_see_it(name: str, cases: Mapping, state: State) -> None:
    """Spreadsheets find a case by its name, without capitals and with `*` for any text."""
    names = list(cases.values)
    twin = next((n for n in names[: names.index(name)] if n.lower() == name.lower()), None)
    if twin is not None:
        said = f"the cases `{twin}` and `{name}` differ in capitals alone"
        remedy = "spreadsheets take them for the same case; choose another name"
        state.say("duplicate-name", said, cases.key_span(name), remedy)
    if set(name) & set("*?~"):
        said = f"the name of the case `{name}` has a `*`, `?` or `~` in it"
        remedy = "spreadsheets take these characters for any text; leave them out"
        state.say("bad-name", said, cases.key_span(name), remedy)


def _cases(node: Node | None, header: Header, state: State) -> None:
    if node is None:
        return
    if not isinstance(node, Mapping):
        state.say(
            "wrong-shape",
            "`cases` is made of names with values",
            node.span,
            "cases: {downside: {products.thermostat.price: 159}}",
        )
        return
    for name, overrides in node.items():
        if name == "all" or (name.lower() == "base" and (name != "base" or _overrides(overrides))):
            state.say(
                "bad-name",
                f"a case cannot be called `{name}`",
                node.key_span(name),
                "`all` are all cases, `base` is the scenario itself; choose another name",
            )
        _as_spreadsheets_see_it(name, node, state)
        if not isinstance(overrides, Mapping):
            state.say(
                "wrong-shape", f"the case `{name}` is made of paths with values", overrides.span
            )
            continue
        written = overrides.get("probability")
        quantity = read_quantity(_word(written, "")) if written is not None else None
        if written is not None and (quantity is None or not 0 <= quantity.value <= 1):
            quantity = None
            state.say(
                "probabilities",
                "a probability lies between 0% and 100%",
                written.span,
                "probability: 30%",
            )
        header.cases[name] = quantity.value if quantity else None
    if sum(p or 0.0 for p in header.cases.values()) > 1 + 1e-9:
        state.say(
            "probabilities",
            "the probabilities of the cases add up to more than 100%",
            node.span,
            "what is left of 100% is the probability of the base case",
        )
