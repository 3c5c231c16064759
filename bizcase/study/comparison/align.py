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
from bizcase.timeline import Timeline
from bizcase.units.money import percent, years

_SAME = 1e-9  # rates and times nearer than this are equal
_FLOWS = {"end": "at the end of a period", "mid": "in the middle", "start": "at the beginning"}


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
    delays = _delays([model.timeline for model in models])
    return [
        option(name, Run(model, one.run.arrays), one.written, delay)
        for name, one, model, delay in zip(names, found, models, delays, strict=True)
    ]


def differences(options: Sequence[Option]) -> tuple[Difference, ...]:
    """All in which the options are unlike, in the order of importance."""
    runs = [(one.name, one.run) for one in options if one.run]
    models = {name: run.model for name, run in runs}
    found = (
        *_starts(models, options),
        *_rates(options),
        *_real_rates(models, options),
        *_words(models, "tax", "tax", {"after tax": "after tax", "before tax": "before tax"},
                "before and after tax are not the same money"),
        *_words(models, "timing", "timing", _FLOWS, "each discounted as it says"),
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
                "price-bases-differ", said, one.span("discounting"), remedy, where=one.written
            )


def _is_in_real_money(model: Model) -> bool:
    return model.conventions.get("kind") == "real" and "inflation.general" not in model.inputs


def _delays(timelines: Sequence[Timeline]) -> list[float]:
    """Years from the earliest start to each; a timeline without a start begins with the first."""
    months = [line.start[0] * 12 + line.start[1] if line.start else None for line in timelines]
    first = min((month for month in months if month is not None), default=0)
    return [0.0 if month is None else (month - first) / 12 for month in months]


def _listed(words: dict[str, str]) -> str:
    """`11% (Lamp), 14% (Desk)`."""
    return ", ".join(f"{word} ({name})" for name, word in words.items())


def _starts(models: dict[str, Model], options: Sequence[Option]) -> Iterator[tuple[str, str]]:
    starts = {name: model.timeline.start for name, model in models.items()}
    if len(set(starts.values())) < 2:
        return
    dated = {name: f"{s[0]}-{s[1]:02d}" for name, s in starts.items() if s}
    if len(set(dated.values())) > 1:
        waits = {one.name: years(one.delay) for one in options if one.delay}
        said = f"Starts differ: {_listed(dated)}; all is seen from {min(dated.values())}"
        yield "start", f"{said}, which is {_listed(waits)} earlier"
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


def _words(
    models: dict[str, Model], key: str, about: str, words: dict[str, str], so: str
) -> Iterator[tuple[str, str]]:
    """A convention that is one of a few words."""
    found = {name: words.get(model.conventions.get(key, ""), "") for name, model in models.items()}
    if len(set(found.values())) > 1:
        what = {"tax": "Cash", "timing": "Cash flows"}[key]
        yield about, f"{what}: {_listed(found)}; {so}"


def _steps(models: dict[str, Model]) -> Iterator[tuple[str, str]]:
    steps = {name: model.timeline.step for name, model in models.items()}
    if len(set(steps.values())) > 1:
        said = f"Steps differ: {_listed(steps)}; yearly figures are sums by fiscal year"
        yield "step", f"{said}, and a longer step is discounted a little more"


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
