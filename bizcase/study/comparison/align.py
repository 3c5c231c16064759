"""Makes options comparable, says what was aligned, and refuses what cannot be compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bizcase.engine.model import Model, Series
from bizcase.problems import Problem, ProblemsFoundError
from bizcase.study.comparison.asked import Asked
from bizcase.study.comparison.common_draws import told_apart
from bizcase.study.comparison.option import Option, option
from bizcase.study.run import Run
from bizcase.study.view import View
from bizcase.units.money import percent, years

_SAME = 1e-9  # rates and times nearer than this are equal


@dataclass(frozen=True, slots=True)
class Difference:
    """In what the options are unlike (`about`), and how they were made comparable."""

    about: str
    said: str


def aligned(found: Sequence[Asked], names: Sequence[str]) -> list[Option]:
    """The options seen from the earliest start. Raises ProblemsFoundError for what is refused."""
    problems = [*_currencies(found), *_price_bases(found)]
    if problems:
        raise ProblemsFoundError(problems)
    models = told_apart([one.run.model for one in found])
    views = _views(models)
    return [
        option(name, Run(model, one.run.arrays), one.written, view)
        for name, one, model, view in zip(names, found, models, views, strict=True)
    ]


def differences(options: Sequence[Option]) -> tuple[Difference, ...]:
    """All in which the options are unlike, in the order of importance."""
    runs = [(one.name, one.run) for one in options if one.run]
    models = {name: run.model for name, run in runs}
    found = (
        *_starts(models),
        *_rates(options),
        *_real_rates(models, options),
        *_taxes(models),
        *_timings(models),
        *_steps(models),
        *_years_end(models),
        *_lives(models),
        *_inflation(models),
    )  # fmt: skip
    return tuple(Difference(about, f"{said}.") for about, said in found)


def _currencies(found: Sequence[Asked]) -> Iterator[Problem]:
    first = found[0]
    for one in found[1:]:
        ours, theirs = first.run.model.currency, one.run.model.currency
        if ours != theirs:
            said = f"`{first.written}` is in {ours} and `{one.written}` in {theirs}"
            remedy = "write both in one currency; say in `source:` at which rate you converted"
            yield Problem(
                "currencies-differ", said, one.span("currency"), remedy, where=one.written
            )


def _price_bases(found: Sequence[Asked]) -> Iterator[Problem]:
    """A real rate becomes nominal with the index `general`; without it all is in real money."""
    real = [_is_in_real_money(one.run.model) for one in found]
    for one, is_real in zip(found, real, strict=True):
        if is_real and not all(real):
            said = (
                f"`{one.written}` is in money of constant purchasing power, the others are not: "
                "their rates of return and yearly flows cannot be compared"
            )
            remedy = "say what inflation is, as in `inflation: {general: 2%/year}`"
            yield Problem(
                "price-bases-differ", said, one.span("discounting.kind"), remedy, where=one.written
            )


def _is_in_real_money(model: Model) -> bool:
    return model.conventions.get("kind") == "real" and "inflation.general" not in model.inputs


def _views(models: Sequence[Model]) -> list[View]:
    """All seen from the earliest start, in the longest step and at one time within it.

    A timeline without a start begins with the first.
    """
    lines = [model.timeline for model in models]
    months = [line.start[0] * 12 + line.start[1] if line.start else None for line in lines]
    first = min((month for month in months if month is not None), default=0)
    longest = max(line.months_per_period for line in lines)
    at_end = len({_timing(model) for model in models}) > 1
    return [
        View(
            delay=0.0 if month is None else (month - first) / 12,
            together=longest // line.months_per_period,
            at_end=at_end,
        )
        for month, line in zip(months, lines, strict=True)
    ]


def _timing(model: Model) -> str:
    return model.conventions.get("timing", "end")


def _listed(words: dict[str, str]) -> str:
    """`11% (Lamp), 14% (Desk)`."""
    return ", ".join(f"{word} ({name})" for name, word in words.items())


def _starts(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    starts = {name: model.timeline.start for name, model in models.items()}
    if len(set(starts.values())) < 2:
        return
    dated = {name: f"{s[0]}-{s[1]:02d}" for name, s in starts.items() if s}
    if len(set(dated.values())) > 1:
        said = f"Starts differ: {_listed(dated)}; all is discounted to {min(dated.values())}"
        yield "start", f"{said}, and paybacks count from there"
    bare = [name for name, start in starts.items() if not start]
    if bare:
        said = f"No start is given for {', '.join(bare)}: Year 1 is taken to begin"
        yield "start", f"{said} in {min(dated.values())}"


def _rates(options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    rates = {one.name: one.rate for one in options if one.run}
    if max(rates.values()) - min(rates.values()) > _SAME:
        shown = _listed({name: percent(rate, 2) for name, rate in rates.items()})
        yield "discount_rate", f"Discount rates differ: {shown}; each is valued at its own"
    varying = [one.name for one in options if one.run and _varies(one.run.model)]
    if varying:
        said = f"The discount rate changes from year to year ({', '.join(varying)})"
        yield "discount_rate", f"{said}: crossover rates are rates that stay"


def _varies(model: Model) -> bool:
    rate = model.inputs.get("discounting.rate")
    return rate is not None and isinstance(rate.value, Series)


def _real_rates(models: dict[str, Model], options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    kinds = {name: model.conventions.get("kind", "nominal") for name, model in models.items()}
    if len(set(kinds.values())) < 2:
        return
    real = {one.name: percent(one.rate, 2) for one in options if kinds.get(one.name) == "real"}
    said = "A real rate is made nominal with the inflation of its scenario"
    yield "price_basis", f"{said}: {_listed(real)}; all is in nominal money"


def _taxes(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    found = {name: model.conventions.get("tax", "before tax") for name, model in models.items()}
    if len(set(found.values())) > 1:
        said = f"Cash is {_listed(found)}: that is not the same money"
        yield "tax", f"{said}, and untaxed options look better than they are"


def _timings(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    found = {name: _timing(model) for name, model in models.items()}
    if len(set(found.values())) > 1:
        yield "timing", f"Timing differs: {_listed(found)}; all cash is taken at period end"


def _steps(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    steps = {name: model.timeline.step for name, model in models.items()}
    if len(set(steps.values())) > 1:
        longest = min(models.values(), key=lambda model: model.timeline.per_year).timeline.step
        said = f"Steps differ: {_listed(steps)}; all is valued by the {longest}"
        yield "step", f"{said}, so that none is discounted less"


def _years_end(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    ends = {name: model.timeline.fiscal_year_ends for name, model in models.items()}
    if len(set(ends.values())) > 1:
        first = next(iter(ends))
        yield "fiscal_year", f"Fiscal years end in different months; shown are those of {first}"


def _lives(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    lives = {name: years(model.timeline.horizon) for name, model in models.items()}
    if len(set(lives.values())) > 1:
        yield "life", f"Lives differ: {_listed(lives)}"


def _inflation(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    """Indices of one name with different values, and options of which only some have any."""
    indices: dict[str, dict[str, object]] = {}
    for name, model in models.items():
        for path, given in model.inputs.items():
            if path.startswith("inflation."):
                indices.setdefault(path.split(".")[1], {})[name] = given.value
    for index, values in indices.items():
        if len(set(values.values())) > 1:
            shown = {n: percent(v, 2) for n, v in values.items() if isinstance(v, float)}
            said = f": {_listed(shown)}" if len(shown) == len(values) else ""
            yield "inflation", f"Inflation of `{index}` differs{said}"
    without = [n for n in models if not any(n in values for values in indices.values())]
    if without and indices:
        said = f"Without inflation: {', '.join(without)}, with it the others"
        yield "inflation", f"{said}; see that prices mean the same money"
