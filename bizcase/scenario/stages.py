"""Reads the stages of a development: their dates, their chances, and whether these fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace as changed

from bizcase.engine.located import Located
from bizcase.engine.model import Model, Outcome, Stage
from bizcase.formula.check import Checker
from bizcase.formula.nodes import ONE, Node, Operator
from bizcase.formula.parse import parse
from bizcase.problems import Problem, did_you_mean
from bizcase.scenario.instance import Instance
from bizcase.scenario.names import LocalScope
from bizcase.scenario.place import identifier
from bizcase.scenario.state import State
from bizcase.text import Mapping, Scalar
from bizcase.text import Node as Written
from bizcase.units import MONEY, NUMBER, Unit

STAGES = "stages"
MOST_PATHS = 1_000
_CHANCES = ("success", "outcomes")


def with_dates(top: Mapping) -> Mapping:
    """The scenario in which every stage says when it begins and is decided, if that is known.

    The first one begins at the opening, the others when the one before is decided; a stage is
    decided when the next one begins.
    """
    written = top.get(STAGES)
    if not isinstance(written, Mapping):
        return top
    stages, values = [*written.items()], dict(written.values)
    for i, (name, stage) in enumerate(stages):
        if not isinstance(stage, Mapping):
            continue
        known, at = dict(stage.values), written.key_span(name)
        if "when" not in stage and i == 0:
            known["when"] = Scalar("opening", at)
        elif "when" not in stage and (gate := _date_of(stages[i - 1], "decided")):
            known["when"] = Scalar(gate, at)
        if "decided" not in stage and i + 1 < len(stages):
            beginning = _date_of(stages[i + 1], "when")
            if beginning:
                known["decided"] = Scalar(beginning, at)
        values[name] = Mapping(known, stage.span, stage.keys)
    stages_known = Mapping(values, written.span, written.keys)
    return Mapping({**top.values, STAGES: stages_known}, top.span, top.keys, top.put)


def _date_of(stage: tuple[str, Written], key: str) -> str:
    """The date of another stage as a formula; empty if it says none."""
    name, node = stage
    if not isinstance(node, Mapping):
        return ""
    if key not in node and any(did_you_mean(other, [key]) for other in node.values):
        return "opening"  # misspelt there, which will be said
    return f"= {STAGES}.{identifier(name)}.{key}" if key in node else ""


def read_stages(state: State, written: Written | None) -> tuple[Stage, ...]:
    """The stages in their order, without what their outcomes change; problems go to the state."""
    found = [i for i in state.instances if i.block.name == "stages/stage"]
    return tuple(
        _stage(state, i, written.get(i.path.removeprefix(f"{STAGES}.")))
        for i in found
        if isinstance(written, Mapping)
    )


def _stage(state: State, instance: Instance, written: Written | None) -> Stage:
    inside = f"{instance.path}.outcomes."
    branches = [i for i in state.instances if i.path.startswith(inside)]
    success = instance.given.get("success")
    if success and branches:
        remedy = "`success: 60%` is short for two outcomes; keep one of them"
        said = f"`success` says again what the `outcomes` of `{instance.path}` say"
        state.say("duplicate-key", said, success[1].span, remedy)
    if not success and not branches and _says_nothing(written):
        said = f"`{instance.path}` needs `success` or `outcomes`"
        remedy = "say how likely it is that it succeeds: success: 60%"
        state.say("missing-key", said, instance.span, remedy)
    return Stage(
        instance.name,
        _formula(state, instance, "at(when)", NUMBER),
        _formula(state, instance, "at(decided)", NUMBER),
        _formula(state, instance, "if_stopped * at(decided)", MONEY),
        tuple(_outcome(state, i) for i in branches) or _success_or_not(state, instance),
        instance.span,
    )


def _says_nothing(written: Written | None) -> bool:
    """Whether a stage says nothing of its chance, not even misspelt or in a wrong shape."""
    if not isinstance(written, Mapping):
        return False
    outcomes = written.get("outcomes")
    if outcomes is not None:
        nothing = isinstance(outcomes, Scalar) and outcomes.text.strip() in ("none", "")
        return nothing or (isinstance(outcomes, Mapping) and not outcomes.values)
    return not any(did_you_mean(key, _CHANCES) for key in written.values)


def _outcome(state: State, instance: Instance) -> Outcome:
    stops = instance.given.get("stops")
    ends = stops is not None and isinstance(stops[1], Scalar) and stops[1].text.strip() == "yes"
    name = instance.name.rpartition(".")[2]
    chance = _formula(state, instance, "probability", NUMBER)
    return Outcome(name, chance, ends, span=instance.span)


def _success_or_not(state: State, instance: Instance) -> tuple[Outcome, ...]:
    chance = _formula(state, instance, "success", NUMBER)
    failure = Operator("-", (ONE, chance))
    return (
        Outcome("success", chance, span=instance.span),
        Outcome("failure", failure, stops=True, span=instance.span),
    )


def _formula(state: State, instance: Instance, text: str, unit: Unit) -> Node:
    """A formula as seen from inside a block."""
    scope = LocalScope(state.names, instance.name, instance)
    return Checker(scope, state.problems).formula(parse(text), unit)[0]


def folded_stages(stages: tuple[Stage, ...], fold: Callable[[Node], Node]) -> tuple[Stage, ...]:
    """The stages with each formula changed in one way."""
    return tuple(
        changed(
            stage,
            begins=fold(stage.begins),
            gate=fold(stage.gate),
            received=fold(stage.received),
            outcomes=tuple(changed(o, chance=fold(o.chance)) for o in stage.outcomes),
        )
        for stage in stages
    )


def stage_problems(model: Model, places: tuple[Located, ...]) -> Iterator[Problem]:
    """What does not fit together: dates out of order, chances that miss 100 %, too many paths.

    `places` are the stages on the timeline.
    """
    before: tuple[Stage, Located] | None = None
    for stage, at in zip(model.stages, places, strict=True):
        yield from _dates(model, stage, at, before)
        yield from _chances(stage, at)
        before = (stage, at)
    paths = 1
    for stage in reversed(model.stages):
        paths = sum(1 if outcome.stops else paths for outcome in stage.outcomes)
    if paths > MOST_PATHS:
        yield Problem(
            "too-many-paths",
            f"the outcomes of the stages make {paths:,} paths; at most {MOST_PATHS:,} are followed",
            model.stages[0].span,
            "put outcomes that differ little together",
        )


def _dates(
    model: Model, stage: Stage, at: Located, before: tuple[Stage, Located] | None
) -> Iterator[Problem]:
    labels = model.timeline.labels

    def when(column: int) -> str:
        return f"in {labels[column]}" if column else "at the opening"

    if at.begins is None or at.gate is None:
        what = "gate" if at.gate is None else "beginning"
        yield Problem(
            "date-outside",
            f"the {what} of `{stage.called}` lies outside of the timeline",
            stage.span,
            f"the timeline runs from {labels[1]} to {labels[model.timeline.periods]}",
        )
        return
    if at.gate <= at.begins:
        yield Problem(
            "stage-order",
            f"`{stage.called}` is decided {when(at.gate)}, but begins {when(at.begins)}",
            stage.span,
            "a gate stands at the beginning of its period, the stage begins in one before: give a "
            "later `decided:`, or a timeline in shorter steps",
        )
    if before and before[1].gate is not None and at.begins < before[1].gate:
        yield Problem(
            "stage-order",
            f"`{stage.called}` begins {when(at.begins)}, before `{before[0].called}` is decided "
            f"{when(before[1].gate)}",
            stage.span,
            "write stages in the order of time: none begins before the one above it is decided",
        )


def _chances(stage: Stage, at: Located) -> Iterator[Problem]:
    total = sum(at.chances)
    if at.gate is not None and abs(total - 1) > 1e-9:
        yield Problem(
            "probabilities",
            f"the outcomes of `{stage.called}` have a probability of {total * 100:g}% together",
            stage.outcomes[0].span,
            "one of them comes true: their probabilities add up to 100%",
        )
