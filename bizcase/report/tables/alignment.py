"""On what a comparison rests: common conventions, and how what differs was made comparable."""

from __future__ import annotations

from collections.abc import Iterator

from bizcase.report.tables.assumption import short_name
from bizcase.report.tables.conventions import conventions
from bizcase.report.tables.kept_ranges import kept_words
from bizcase.study.comparison.result import Comparison
from bizcase.study.kept_ranges import kept_ranges


def alignment(found: Comparison) -> tuple[str, ...]:
    """The conventions that all share, those of each option, what differs, and what is drawn."""
    return (*common_ground(found), *_draws(found))


def common_ground(found: Comparison) -> tuple[str, ...]:
    """The conventions that all share, those of each option, and what differs."""
    parts = {one.name: conventions(one.run).split("; ") for one in found.options if one.run}
    first = next(iter(parts.values()))
    shared = [part for part in first if all(part in own for own in parts.values())]
    lines = [
        "; ".join(shared),
        *(f"{n}: {'; '.join(p for p in own if p not in shared)}" for n, own in parts.items()),
    ]
    if len(shared) == len(first):
        lines = lines[:1]
    unlike = [one.said for one in found.differences if one.about != "life"]  # the advice says it
    return (*(line for line in lines if line), *unlike)


def _draws(found: Comparison) -> Iterator[str]:
    """Which uncertain values are drawn together."""
    odds = found.chances
    if odds is None:
        yield f"No chances: {found.why_no_chances}."
        return
    own = [f"{count} of {name} alone" for name, count in odds.draws.own.items() if count]
    shared = len(odds.draws.shared)
    together = [f"{shared} drawn for all options together"] if shared else []
    drawn = ", ".join(together + own)
    done = f"{odds.trials:,}" + (f" of {odds.asked:,}" if odds.interrupted else "")
    yield f"{done} trials, seed {odds.seed}; uncertain values: {drawn}."
    for one in found.options:
        if one.run and (kept := kept_ranges(one.run.model)):
            names = {each.path: short_name(one.run.model, each.path) for each in kept}
            yield f"{one.name}: {kept_words(kept, names, one.run.model)}."
    if not shared and len(own) > 1:
        yield (
            "Each option has draws of its own; those that extend one file, or name values with "
            "`shared:`, have them in common."
        )
    if odds.draws.out_of_step:
        paths = ", ".join(odds.draws.out_of_step)
        yield f"Correlated otherwise in another option, so not quite drawn together: {paths}."
    if odds.left_out:
        yield f"{odds.left_out:.1%} of the trials are left out: an option has no value in them."
