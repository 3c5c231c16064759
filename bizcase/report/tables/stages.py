"""The stages of a case: what they make of its value, and one line for each with its decision."""

from __future__ import annotations

from bizcase.report.tables.table import Line, Table, scale_for
from bizcase.study.run import Run
from bizcase.study.stages.advice import comes_to, holds
from bizcase.study.stages.result import Gate, Staged
from bizcase.study.stages.stops import Stop, stops
from bizcase.units.money import money, percent

# The values that a run shows beside its measures.
VALUED = (
    ("risk_adjusted_npv", "Risk-adjusted NPV"),
    ("expected_commercial_value", "Expected commercial value"),
)
_NOTE = (
    "Go on, Stop: what may be expected from the gate on if the stage succeeds, "
    "in money of the opening."
)
_MEANS = "* Ways that differ lead here: means, weighted by their chances."
_STOP_NOTE = (
    "Stop: what it brings, in money of the opening. Go on: what may be expected instead, if one "
    "stops later where that is better; Regardless: if one stops nowhere. Adds: to the "
    "risk-adjusted NPV, the chance times Stop less Regardless."
)
MOST_STOPS = 6  # what adds less is counted together


def stage_lines(run: Run) -> list[Line]:
    """The two values with what they mean; none without stages."""
    if run.stages is None:
        return []
    remarks = ("all paths by their chances", _of_the_option(run.stages))
    return [
        Line(title, (valued(run, name), remark), "total")
        for (name, title), remark in zip(VALUED, remarks, strict=True)
    ]


def valued(run: Run, name: str) -> str:
    """One of the values of the stages; `none` where it does not exist."""
    assert run.stages is not None
    return _money(run.stages, getattr(run.stages, name))


def _of_the_option(staged: Staged) -> str:
    if staged.value_if_started is None:
        return staged.why_null["value_if_started"]
    if not staged.starts:
        return f"not started; {_money(staged, staged.value_if_started)} if it were"
    option = _money(staged, staged.option_to_stop)
    if option == money(0.0, staged.model.currency):
        return "nowhere is it better to stop"
    return f"with the option to stop, worth {option}"


def _money(staged: Staged, value: float | None) -> str:
    return "none" if value is None else money(value, staged.model.currency)


def values_table(staged: Staged) -> Table:
    """What the stages make of the case, each value with a remark."""
    if staged.missing:
        why = staged.why_null["risk_adjusted_npv"]
        return Table("", ("", ""), (Line("Expected commercial value", ("none", why)),))
    lines: tuple[tuple[str, str, str], ...] = (
        ("NPV", _money(staged, staged.npv), holds(staged.model)),
        (
            "Risk-adjusted NPV",
            _money(staged, staged.risk_adjusted_npv),
            "all paths by their chances",
        ),
        (
            "Expected commercial value",
            _money(staged, staged.expected_commercial_value),
            _of_the_option(staged),
        ),
        ("Chance of the market", percent(staged.chance_of_market), _by_choice(staged)),
        ("Expected spend", _money(staged, staged.expected_spend), _spend(staged)),
    )
    return Table(
        "",
        ("", ""),
        tuple(
            Line(title, (value, remark), "total" if 0 < i < 3 else "plain")
            for i, (title, value, remark) in enumerate(lines)
        ),
    )


def _by_choice(staged: Staged) -> str:
    decided = staged.chance_with_decisions
    shown = "" if decided is None else percent(decided)
    same = shown in ("", percent(staged.chance_of_market)) or not staged.starts
    return "" if same else f"{shown} if one stops where that is better"


def _spend(staged: Staged) -> str:
    whole = _money(staged, staged.spend_if_nothing_fails)
    same = whole in ("none", _money(staged, staged.expected_spend))
    return ("" if same else f"of {whole} ") + "before the last gate"


def gates_table(staged: Staged) -> Table:
    """One line for the start and each stage: when, cost, chances, the two values, the decision."""
    gates = staged.gates()
    amounts = [a for g in gates for a in (g.cost, g.going_on, g.stopped)]
    scale = scale_for([*amounts, staged.value_if_started], staged.model.show_in)

    def line(gate: Gate) -> Line:
        going_on = "" if gate.going_on is None else scale.text(gate.going_on)
        choice = "" if gate.decision == "none" else gate.decision
        values = (going_on, scale.text(gate.stopped), choice) if gate.reached else ("", "", "")
        date = staged.model.timeline.labels[gate.gate]
        chances = (percent(gate.success), percent(gate.reached))
        return Line(
            gate.stage + "*" * gate.averaged, (date, scale.text(gate.cost), *chances, *values)
        )

    started = staged.value_if_started
    choice = {True: "go on", False: "stop", None: ""}[staged.starts]
    start = ("opening", "", "", "100%", scale.text(started), scale.text(0.0), choice)
    return Table(
        title="Stages",
        headings=("Gate", "Cost", "Success", "Reached", "Go on", "Stop", "Choice"),
        lines=(Line("start", start), *map(line, gates)),
        corner=scale.unit(staged.model.currency),
        notes=(_NOTE, *([_MEANS] if any(gate.averaged for gate in gates) else [])),
    )


def stops_table(staged: Staged) -> Table | None:
    """Where one stops by choice and what that adds, the most first; None where one never does."""
    found = sorted(stops(staged), key=lambda stop: -stop.adds)
    if not found:
        return None
    shown, rest = found[:MOST_STOPS], found[MOST_STOPS:]
    amounts = [a for s in shown for a in (s.stopped, s.going_on, s.regardless, s.adds)]
    scale = scale_for([*amounts, staged.option_to_stop], staged.model.show_in)

    def line(stop: Stop) -> Line:
        values = (stop.stopped, stop.going_on, stop.regardless, stop.adds)
        return Line(_place(staged, stop), (percent(stop.chance), *map(scale.text, values)))

    lines = [line(stop) for stop in shown]
    if rest:
        added = scale.text(sum(stop.adds for stop in rest))
        chance = percent(sum(stop.chance for stop in rest))
        lines.append(Line(f"{len(rest)} others", (chance, "", "", "", added)))
    if len(found) > 1:
        lines.append(
            Line("Option to stop", ("", "", "", "", scale.text(staged.option_to_stop)), "total")
        )
    return Table(
        title="Where it is better to stop",
        headings=("Chance", "Stop", "Go on", "Regardless", "Adds"),
        lines=tuple(lines),
        corner=scale.unit(staged.model.currency),
        notes=(_STOP_NOTE,),
    )


def _place(staged: Staged, stop: Stop) -> str:
    """The last outcome, with those before it where a stage may go on in several ways."""
    if not stop.way:
        return "before the start"
    *before, last = stop.way
    told = [
        b for b in before if sum(not o.stops for o in staged.model.stages[b.stage].outcomes) > 1
    ]
    return ", ".join(comes_to(staged, branch) for branch in (*told, last))
