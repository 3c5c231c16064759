"""Writes changed values back into the YAML files of a scenario, and nothing else.

changes -> amend, lists, adjust   where each value stands, and its text in the old spelling
        -> draft                  edits of the files
        -> proof                  the new texts are loaded: every value is the one wanted
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.library.read import FOLDER
from bizcase.scenario.load import load_cases, own_block_folders, read_scenario
from bizcase.scenario.rewriting.adjust import amend_adjustment
from bizcase.scenario.rewriting.amend import Desk, amend, follow_dates
from bizcase.scenario.rewriting.change import ADJUSTMENTS, NUMBERS, TEXTS, Change, refusal
from bizcase.scenario.rewriting.draft import Draft
from bizcase.scenario.rewriting.outline import outline_of
from bizcase.scenario.rewriting.proof import prove
from bizcase.scenario.rewriting.save import save
from bizcase.scenario.rewriting.unwritten import amend_unlisted
from bizcase.units.respell import respelt

_LEAST, _MOST = 1e-300, 1e300  # sizes of numbers
_WRITABLE = re.compile(r"[^\0\ud800-\udfff\ue000]*")

__all__ = ["Change", "rewritten", "save"]


def rewritten(path: str | Path, changes: Iterable[Change]) -> dict[Path, str]:
    """The new text of each file of a scenario that the changes alter.

    A value is changed in the file in which it stands, be it one that the scenario extends; a case
    that does not say a value yet gets it. Nothing is written: see `save`. Raises
    ProblemsFoundError for what cannot be written, and if a value that was not meant would change.
    """
    wanted = list(dict.fromkeys(changes))
    models = load_cases(path)
    for change in wanted:
        _check(change, models, str(path))
    top = read_scenario(path)
    desk = Desk(models, top, Draft(outline_of(path)), str(path))
    folders = (FOLDER, *own_block_folders(top, Path(path)))
    groups = _groups(wanted, str(path)).items()
    for (case, where, literal), group in sorted(groups, key=lambda one: not _moves_dates(*one)):
        found = models[case].inputs.get(where)
        if literal:
            _amend_literals(desk, group)
        elif where.startswith(ADJUSTMENTS):
            amend_adjustment(desk, group)
        elif found is not None:
            amend(desk, found, group)
        else:
            amend_unlisted(desk, group, folders)
    follow_dates(desk)
    texts = desk.draft.texts()
    if texts:
        new = {file.resolve(): text for file, text in texts.items()}
        prove(models, load_cases(path, new), wanted)
    return texts


def _groups(changes: list[Change], file: str) -> dict[tuple[str, str, bool], list[Change]]:
    """The changes of each input in each case; those of formulas apart."""
    groups: dict[tuple[str, str, bool], list[Change]] = {}
    for change in changes:
        key = (change.case, change.path, change.span is not None)
        group = groups.setdefault(key, [])
        if not change.span and any(other.part == change.part for other in group):
            said = f"the {change.part} of `{change.path}` cannot have two values"
            raise refusal("duplicate-key", said, None, "change it once", file)
        group.append(change)
    return groups


def _moves_dates(key: tuple[str, str, bool], group: list[Change]) -> bool:
    """Whether the base case moves dates, under which its cases then say their values."""
    return key[0] == "base" and any(change.part.startswith("dates.") for change in group)


def _check(change: Change, models: dict[str, Model], file: str) -> None:
    """Refuses a change that means nothing, whatever stands in the files."""
    path, part, value = change.path, change.part, change.value
    if change.case not in models:
        known = f"known: {', '.join(models)}"
        raise refusal("unknown-case", f"there is no case `{change.case}`", None, known, file)
    text = part in TEXTS or (path.startswith(ADJUSTMENTS) and part == "reason")
    if not (text or part in NUMBERS or change.index is not None or path.startswith(ADJUSTMENTS)):
        known = "`base`, `low`, `high`, `source`, `owner`, `note`, `values.3` or `dates.3`"
        raise refusal("unknown-key", f"`{path}` has no `{part}`", None, known, file)
    if value is None:
        if (part == "base" and change.case == "base") or change.span is not None:
            said = f"`{path}` needs a value"
            raise refusal("missing-key", said, None, "only a case can leave it to the base", file)
    elif text != isinstance(value, str) or isinstance(value, bool):
        kind = "a text" if text else "a number"
        raise refusal("wrong-shape", f"the {part} of `{path}` is {kind}", None, "write one", file)
    elif isinstance(value, float | int) and (value and not _LEAST < abs(value) < _MOST):
        size = "small" if abs(value) <= _LEAST else "large"
        said = f"the {part} of `{path}` is {value:g}, which is too {size} for a business case"
        remedy = f"write 0, or a number between {_LEAST:g} and {_MOST:g}, with or without a minus"
        raise refusal("not-a-number", said, None, remedy, file)
    elif isinstance(value, str) and not _WRITABLE.fullmatch(value):
        said = f"the {part} of `{path}` has a character that no file can hold"
        raise refusal("not-text", said, None, "leave it out", file)


def _amend_literals(desk: Desk, changes: list[Change]) -> None:
    """Writes changed numbers of formulas, each at its place."""
    for change in changes:
        span = change.span
        assert span is not None
        if desk.draft.outline.text_of_file(span.source.name) != span.source.text:
            said = f"`{span.text}` does not stand in the scenario as it was"
            raise refusal("wrong-shape", said, span, "read the scenario again, then change it")
        text = respelt(span.text, change.number)
        text = f"({text})" if text.startswith("-") else text
        desk.draft.replace_span(None, span, text)
