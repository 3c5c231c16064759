"""From a folder of scenarios, with or without `portfolio.yaml`, to the choice among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bizcase.problems import Problem, ProblemsFoundError, Source, Span, listing
from bizcase.problems.problem import errors_in
from bizcase.study.portfolio.budget import ANY_TIME, Budget
from bizcase.study.portfolio.choice import Portfolio
from bizcase.study.portfolio.figures import budgets, calendar_years, projects
from bizcase.study.portfolio.folder import FILE, Found, files_in, options_in
from bizcase.study.portfolio.option import OPENING, Option, years_of
from bizcase.study.portfolio.reader import Reader
from bizcase.study.portfolio.rules import Rules
from bizcase.study.portfolio.typed import typed_budgets
from bizcase.study.portfolio.written_rules import rules
from bizcase.study.portfolio.years import Years
from bizcase.text import Mapping as Keys
from bizcase.text import Scalar, read_file
from bizcase.units.money import short

KEYS = ("bizcase", "name", "note", "currency", "options", "projects", "budgets", "exclude",
        "requires", "must")  # fmt: skip


def portfolio(folder: str | Path, budget: Sequence[str] = (), divisible: bool = False) -> Portfolio:
    """The best choice of the options of a folder.

    `budget` has budgets as on the command line, `10M` or `2027=10M,2028=5M`, in place of those of
    the file. Raises ProblemsFoundError with all that is wrong in the file and in the scenarios, and
    where no choice keeps budgets and rules.
    """
    place = Path(folder)
    top, problems = _file(place)
    found = options_in(files_in(place, top.get("options")))
    years = Years(found.first or min(calendar_years(top), default=None))
    reader = Reader(years, _currency(top, found), problems)
    reader.keys(top, KEYS)
    options = [*found.options, *_projects(reader, top, found.options)]
    if budget:
        given = typed_budgets(reader, budget)
    else:
        node = top.get("budgets")
        given = list(budgets(reader, node)) if node else []
    if not given and not problems:
        problems.append(_no_budget(place))
    # A file is called by its own name, even where another option has that one.
    known = {o.name: o.key for o in options} | {o.key: o.key for o in options}
    written = rules(reader, top, known)
    problems += _strange_years(given, options, years)
    problems += _nothing(options, place)
    if errors_in(problems):
        raise ProblemsFoundError(problems)
    result = Portfolio(
        tuple(options),
        tuple(given),
        written,
        years.numbered(1),
        divisible,
        reader.currency,
        found.year_ends,
        (*found.notes, *_alternatives(place, options, written)),
        (*problems, *found.problems),
    )
    if result.shares is None:
        raise ProblemsFoundError([_no_choice(result, top, place)])
    return result


def _file(folder: Path) -> tuple[Keys, list[Problem]]:
    """What `portfolio.yaml` says, and what is wrong with it; nothing where there is none."""
    if not folder.is_dir():
        said = f"there is no folder `{folder}`"
        remedy = "name the folder that holds the scenarios of the options"
        raise ProblemsFoundError([Problem("file-not-found", said, help=remedy, where=str(folder))])
    path = folder / FILE
    problems: list[Problem] = []
    if not path.exists():
        return Keys({}, Span(Source(str(path), ""), 0, 0)), problems
    top = read_file(path, problems)
    if not isinstance(top, Keys):
        remedy = "budgets: {2027: 10M}"
        raise ProblemsFoundError(
            [Problem("wrong-shape", "the file is made of keys with values", top.span, remedy)]
        )
    return top, problems


def _currency(top: Keys, found: Found) -> str:
    node = top.get("currency")
    written = node.text.strip() if isinstance(node, Scalar) else ""
    if node and found.currency and written != found.currency:
        said = f"the scenarios are in {found.currency}"
        raise ProblemsFoundError(
            [Problem("currencies-differ", said, node.span, f"write `currency: {found.currency}`")]
        )
    return found.currency or written


def _projects(reader: Reader, top: Keys, others: Sequence[Option]) -> Iterator[Option]:
    node = top.get("projects")
    names = {name for option in others for name in (option.key, option.name)}
    for project, span in projects(reader, node) if node else ():
        if project.key in names:
            remedy = "a project and a scenario are told apart by their names: choose another one"
            reader.say("duplicate-name", f"`{project.key}` is there twice", span, remedy)
        else:
            names.add(project.key)
            yield project


def _no_budget(folder: Path) -> Problem:
    remedy = f"`--budget 10M`, `--budget 2027=10M,2028=5M`, or `budgets:` in {folder / FILE}"
    return Problem("missing-key", "no budget is given", help=remedy, where=str(folder))


def _strange_years(
    given: Sequence[Budget], options: Sequence[Option], years: Years
) -> Iterator[Problem]:
    """Budgets for the same year twice, or for one in which no option needs or brings money."""
    known = list(dict.fromkeys([OPENING, years.numbered(1), *years_of(options)]))
    seen: set[str] = set()
    for budget in given:
        if budget.year in seen:
            said = f"there are two budgets for `{budget.year}`"
            yield Problem("duplicate-key", said, budget.span, "keep one of them")
        elif budget.year not in known and budget.year != ANY_TIME and options:
            said = f"no money flows in `{budget.year}`"
            remedy = f"money flows in the opening and from {known[1]} to {known[-1]}"
            yield Problem("date-outside", said, budget.span, remedy, "warning")
        seen.add(budget.year)


def _nothing(options: Sequence[Option], folder: Path) -> Iterator[Problem]:
    if not options:
        said = f"there is no scenario in `{folder}`"
        remedy = "`bizcase new NAME` writes one; or list `projects:` in portfolio.yaml"
        yield Problem("file-not-found", said, help=remedy, where=str(folder))


def _alternatives(folder: Path, options: Sequence[Option], found: Rules) -> Iterator[str]:
    """What to think of where one option is a variant of another and no rule tells them apart."""
    names = {option.key: option.name for option in options}
    for key in names:
        path = folder / f"{key}.yaml"
        top = read_file(path) if path.exists() else None
        extends = top.get("extends") if isinstance(top, Keys) else None
        base = Path(extends.text.strip()).stem if isinstance(extends, Scalar) else ""
        if base in names and not any({key, base} <= set(group) for group in found.exclude):
            yield (
                f"{names[key]} extends {names[base]}: if only one of them can be chosen, say "
                f"`exclude: [[{base}, {key}]]`"
            )


def _no_choice(found: Portfolio, top: Keys, folder: Path) -> Problem:
    """Without anything that must be chosen, choosing nothing keeps all budgets and rules."""
    node = top.get("must")
    names = listing(o.key for o in found.options if o.key in found.rules.decided)
    decided = {o.key: float(o.key in found.rules.decided) for o in found.options}
    over = [
        f"{short(found.used(budget, decided))} for `{budget.year}`, where there is "
        f"{short(budget.amount)}"
        for budget in found.budgets
        if found.used(budget, decided) > budget.amount
    ]
    said = f"{names} must be chosen, and need {', '.join(over)}" if over else (
        f"{names} must be chosen, and the other rules do not allow it"
    )  # fmt: skip
    remedy = "raise the budget, or take one of them out of `must:`"
    return Problem("budget-not-met", said, node.span if node else None, remedy, where=str(folder))
