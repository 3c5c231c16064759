"""Which draws the options of a comparison have in common, and which are each one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from bizcase.chance.assumed import uncertain
from bizcase.engine.model import Input, Model
from bizcase.engine.operations import Array
from bizcase.study.simulation.blocks import Blocks


@dataclass(frozen=True)
class CommonDraws:
    """Uncertain values by their paths: `shared` ones are drawn once for several options.

    `own` counts for each option those that it alone has. `out_of_step` are shared ones that a
    correlation moves in one option and not, or not so, in another.
    """

    shared: tuple[str, ...]
    own: Mapping[str, int]
    out_of_step: tuple[str, ...]


def told_apart(models: Sequence[Model]) -> list[Model]:
    """The models with keys of draws that tell files of one name apart by what is in them.

    A key names the file by its name alone, so that draws are the same in every folder.
    """
    texts: dict[str, set[str]] = {}
    for model in models:
        for given in uncertain(model).values():
            if given.span and not given.key.startswith("shared:"):
                texts.setdefault(given.key, set()).add(given.span.source.text)
    doubtful = {key for key, found in texts.items() if len(found) > 1}
    return [
        replace(
            model,
            inputs={
                path: _marked(given) if given.key in doubtful else given
                for path, given in model.inputs.items()
            },
        )
        if doubtful
        else model
        for model in models
    ]


def _marked(given: Input) -> Input:
    text = given.span.source.text if given.span else ""
    mark = blake2b(text.encode(), digest_size=8).hexdigest()
    return replace(given, key=f"{given.key} [{mark}]")


def common_draws(
    names: Sequence[str], models: Sequence[Model], parts: Sequence[Blocks]
) -> CommonDraws:
    """What the options, of these names, share."""
    users: dict[str, list[tuple[str, str, Array]]] = {}
    for name, model, part in zip(names, models, parts, strict=True):
        for path, scores in zip(part.laws, part.scores(0), strict=True):
            users.setdefault(model.inputs[path].key, []).append((name, path, scores))
    several = {key: f for key, f in users.items() if len({name for name, _, _ in f}) > 1}
    alone = [found[0][0] for key, found in users.items() if key not in several]
    return CommonDraws(
        shared=tuple(found[0][1] for found in several.values()),
        own={name: alone.count(name) for name in names},
        out_of_step=tuple(
            path
            for (_, path, first), *others in several.values()
            if not all(np.array_equal(first, scores) for _, _, scores in others)
        ),
    )
