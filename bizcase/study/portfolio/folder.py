"""The scenarios of a folder as options that can be chosen together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.problems import Problem, ProblemsFoundError, Span, did_you_mean, listing
from bizcase.scenario.load import read_scenario
from bizcase.study.portfolio.option import MOST, Option, first_year, month_of, option_of, worth_of
from bizcase.study.run import Run
from bizcase.study.scenario import load
from bizcase.text import Mapping as Keys
from bizcase.text import Node, Scalar
from bizcase.text import Sequence as Items

FILE = "portfolio.yaml"


@dataclass(frozen=True, slots=True)
class Found:
    """The options of a folder, and what they have in common.

    `first` is the year of the first opening, None where scenarios have no start; `notes` say what
    was done to make them comparable.
    """

    options: tuple[Option, ...] = ()
    currency: str = ""
    first: int | None = None
    year_ends: int = 12
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()  # warnings of the scenarios


def files_in(folder: Path, node: Node | None) -> list[Path]:
    """The scenario files that are named, or else all of the folder. Raises ProblemsFoundError."""
    there = sorted(path for path in folder.glob("*.yaml") if path.name != FILE)
    if node is None:
        return there
    names = {path.stem: path for path in there}
    found, problems = [], []
    for item in node.items if isinstance(node, Items) else (node,):
        name = item.text.strip().removesuffix(".yaml") if isinstance(item, Scalar) else ""
        if name in names:
            found.append(names[name])
        else:
            remedy = did_you_mean(name, names) or f"the scenarios here: {listing(names)}"
            said = f"there is no scenario `{name}.yaml` in the folder"
            problems.append(Problem("file-not-found", said, item.span, remedy))
    if problems:
        raise ProblemsFoundError(problems)
    return list(dict.fromkeys(found))


def options_in(files: Sequence[Path]) -> Found:
    """Runs the base case of every scenario. Raises ProblemsFoundError with all that is wrong."""
    runs: dict[Path, Run] = {}
    problems: list[Problem] = []
    for path in files:
        try:
            runs[path] = load(path).run()
        except ProblemsFoundError as found:
            problems += found.problems
    problems += [p for path, run in runs.items() for p in _worthless(path, run)]
    problems += _unlike(runs)
    if problems:
        raise ProblemsFoundError(problems)
    if not runs:
        return Found()
    lines = [run.model.timeline for run in runs.values()]
    earliest = min(lines, key=month_of)
    names = [run.model.name for run in runs.values()]
    options = [
        option_of(
            path.stem,
            run.model.name if names.count(run.model.name) == 1 else path.stem,
            run,
            month_of(earliest),
        )
        for path, run in runs.items()
    ]
    return Found(
        tuple(options),
        next(iter(runs.values())).model.currency,
        int(first_year(earliest)) if earliest.start else None,
        earliest.fiscal_year_ends,
        tuple(_notes(options, list(runs.values()))),
        tuple(problem for run in runs.values() for problem in run.problems),
    )


def _worthless(path: Path, run: Run) -> Iterator[Problem]:
    amounts = [worth_of(run), *run.rows["free_cash_flow"]]
    if any(amount is None or abs(amount) > MOST for amount in amounts):
        why = "amounts are too large" if None not in amounts else "a cash flow is missing"
        yield Problem(
            "no-npv", f"there is no NPV: {why}", where=str(path),
            help=f"`bizcase run {path}` shows what is missing",
        )  # fmt: skip


def _unlike(runs: Mapping[Path, Run]) -> Iterator[Problem]:
    """What keeps options from being added up."""
    if not runs:
        return
    (first, base), *others = runs.items()
    for code, what, of, place, remedy in _COMMON:
        for path, run in others:
            ours, theirs = of(base.model), of(run.model)
            if ours != theirs:
                said = f"{what} is {theirs} here and {ours} in `{first.name}`"
                yield Problem(code, said, _span(path, place), remedy, where=str(path))


def _money(model: Model) -> str:
    real = model.conventions.get("kind") == "real"
    return "constant" if real and "inflation.general" not in model.inputs else "nominal"


def _start(model: Model) -> str:
    return "given" if model.timeline.start else "not given"


# In what all options must be alike: code, what it is, its value, where it is written, what to do.
_COMMON: tuple[tuple[str, str, Callable[[Model], object], str, str], ...] = (
    ("currencies-differ", "the currency", lambda model: model.currency, "currency",
     "amounts are added up: write all options in one currency"),
    ("mixed-options", "the start", _start, "timeline",
     "budgets are by year: give all options a `start:`, or none"),
    ("mixed-options", "the last month of the fiscal year",
     lambda model: model.timeline.fiscal_year_ends, "timeline.fiscal_year_ends",
     "budgets are by fiscal year: let it end in the same month"),
    ("price-bases-differ", "the money", _money, "discounting.kind",
     "say what inflation is, as in `inflation: {general: 2%/year}`"),
)  # fmt: skip


def _span(path: Path, place: str) -> Span | None:
    node: Node | None = read_scenario(path)
    for key in place.split("."):
        node = node.get(key) if isinstance(node, Keys) else None
    return node.span if node else None


def _notes(options: Sequence[Option], runs: Sequence[Run]) -> Iterator[str]:
    later = [option for option in options if option.delay > 0]
    if later:
        said = ", ".join(f"{option.name} {option.delay:g} years" for option in later)
        yield f"Start later than the first, and their NPV is discounted to its start: {said}"
    staged = [o.name for o, run in zip(options, runs, strict=True) if run.stages]
    if staged:
        said = "Valued with the chances of stages and the right to stop, needing what success needs"
        yield f"{said}: {', '.join(staged)}"
    rates = {round(run.rate, 9) for run in runs}
    if len(rates) > 1:
        low, high = (f"{100 * rate:g}%" for rate in (min(rates), max(rates)))
        yield f"Each option is discounted at its own rate, {low} to {high}"
