"""Which options are asked for: `lamp.yaml`, `lamp.yaml#downside`, or what was loaded before."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bizcase.problems import Problem, ProblemsFoundError, Source, Span, did_you_mean, listing
from bizcase.scenario.load import load_model, read_scenario
from bizcase.study.comparison.option import NOTHING
from bizcase.study.run import Run, run
from bizcase.study.scenario import Scenario
from bizcase.text import Mapping, Node

Wanted = str | Path | Scenario | Run
COMMAND = "compare"
_LONGEST = 36  # characters of a name; of longer ones the beginning is shown


@dataclass(frozen=True)
class Asked:
    """One option as it was asked for; `path` is None for a run without a file."""

    written: str
    run: Run
    path: Path | None = None

    @property
    def identity(self) -> tuple[object, str]:
        """What tells it from all others: the file and the case, or the run itself."""
        place: object = self.path.resolve() if self.path else id(self.run)
        return place, self.run.case

    def span(self, place: str) -> Span | None:
        """Where `currency` or `discounting.kind` is written, in its file or one that it extends."""
        if self.path is None:
            return None
        node: Node | None = None
        with suppress(ProblemsFoundError, OSError):
            node = read_scenario(self.path)
            for key in place.split("."):
                node = node.get(key) if isinstance(node, Mapping) else None
        return node.span if node else None


def asked(wanted: Sequence[Wanted]) -> list[Asked]:
    """Loads and runs all options. Raises ProblemsFoundError with what is wrong in any of them."""
    found: list[Asked] = []
    problems: list[Problem] = []
    for one in wanted:
        try:
            found.append(_asked(one))
        except ProblemsFoundError as wrong:
            problems += wrong.problems
    problems += _twice(found)
    if len(wanted) < 2:
        said = "one option cannot be compared" if wanted else "no option is given"
        problems.append(Problem("too-few-options", said, help=_more(found)))
    if problems:
        raise ProblemsFoundError(problems)
    return found


def _asked(one: Wanted) -> Asked:
    if isinstance(one, Run):
        return Asked(one.model.name, one)
    if isinstance(one, Scenario):
        return Asked(str(one.path), one.run(), one.path)
    path, case = split(str(one))
    return Asked(str(one), run(load_model(path, case)), path)


def split(written: str) -> tuple[Path, str]:
    """The file and the case of `lamp.yaml#downside`; a file may have a `#` in its name."""
    file, mark, case = written.rpartition("#")
    if not mark or Path(written).is_file():
        return Path(written), "base"
    return Path(file), case.strip() or "base"


def _more(found: Sequence[Asked]) -> str:
    """How another option is named."""
    if not found:
        return (
            "name two scenarios, or a scenario and one of its cases: lamp.yaml lamp.yaml#downside"
        )
    cases = [name for name in found[0].run.model.cases if name != found[0].run.case]
    file = found[0].path or "lamp.yaml"
    other = f"one of its cases, such as `{file}#{cases[0]}`" if cases else "`lamp.yaml#downside`"
    return f"name another scenario, or {other}"


def _twice(found: Sequence[Asked]) -> list[Problem]:
    problems: list[Problem] = []
    before: dict[tuple[object, str], Asked] = {}
    for one in found:
        if before.setdefault(one.identity, one) is not one:
            said = f"`{one.written}` is given twice"
            source = Source(COMMAND, one.written)
            problems.append(
                Problem("same-option-twice", said, Span(source, 0, len(one.written)), _more([one]))
            )
    return problems


def names_for(found: Sequence[Asked]) -> list[str]:
    """What the options are called: the scenario and the case, or as they were asked for.

    Long names are cut where they stay distinct.
    """
    own = [_name(one.run) for one in found]
    names = [
        one.written if own.count(name) > 1 or name == NOTHING else name
        for name, one in zip(own, found, strict=True)
    ]
    cut = [
        _cut(n, path=one.path is not None and n == one.written)
        for n, one in zip(names, found, strict=True)
    ]
    distinct = cut if len(set(cut)) == len(cut) else names
    return [
        name if distinct.count(name) == 1 else f"{name} ({distinct[: place + 1].count(name)})"
        for place, name in enumerate(distinct)
    ]


def _cut(name: str, path: bool) -> str:
    """The beginning of a long name; of a path its end, where the file is."""
    if len(name) <= _LONGEST:
        return name
    return f"…{name[1 - _LONGEST :]}" if path else f"{name[: _LONGEST - 1].rstrip()}…"


def _name(run: Run) -> str:
    return run.model.name if run.case == "base" else f"{run.model.name}, {run.case}"


def place_among(found: Sequence[Asked], names: Sequence[str], wanted: str) -> int:
    """Which option is meant by its name, its file or as it was asked for; -1 is doing nothing.

    Raises ProblemsFoundError if none is.
    """
    word = wanted.strip().casefold()
    if word == NOTHING.casefold():
        return -1
    for place, (name, one) in enumerate(zip(names, found, strict=True)):
        file = [one.path.name, one.path.stem] if one.path and one.run.case == "base" else []
        if word in [known.casefold() for known in (name, _name(one.run), one.written, *file)]:
            return place
    known = [*names, *(one.written for one in found), NOTHING]
    remedy = did_you_mean(wanted, known) or f"one of {listing(dict.fromkeys([*names, NOTHING]))}"
    span = Span(Source("--against", wanted), 0, len(wanted))
    said = f"there is no option `{wanted}` among those that are compared"
    raise ProblemsFoundError([Problem("unknown-option", said, span, remedy)])
