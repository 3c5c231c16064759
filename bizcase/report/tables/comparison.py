"""Options side by side: their measures, the best of each marked, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bizcase.report.tables.measures import SHORT_LIST, label
from bizcase.report.tables.table import Line, Table
from bizcase.study.comparison.chances import Chances
from bizcase.study.comparison.option import EXPECTED, Option
from bizcase.study.comparison.ranking import ANNUITY, BETTER, NPV, lives_differ, near
from bizcase.study.comparison.result import Comparison
from bizcase.study.measures.registry import MEASURES
from bizcase.study.simulation.moments import Estimate
from bizcase.study.verdict import shown, verdict
from bizcase.units.money import chance, money

BEST = "* "
UNMARKED = "none is marked where one option alone has a measure"
_RARE = ("terminal_value_share",)  # many cases have none, and nobody misses it
_PASSES = {True: "passes", False: "fails", None: "unclear"}
_LONG = 12  # characters of a heading on one line
_MOST_DIGITS = 4  # beyond the usual ones, to tell amounts apart


def main_measures(found: Comparison) -> tuple[str, ...]:
    """The measures that are shown unless all are asked for."""
    annuity = (ANNUITY,) if lives_differ(found.options) else ()
    return (NPV, *annuity, *(name for name in SHORT_LIST if name != NPV))


def all_measures(found: Comparison) -> tuple[str, ...]:
    """All measures, those of subscriptions last."""
    return tuple(dict.fromkeys(name for one in found.options for name in one.measures))


def options_table(found: Comparison, names: Sequence[str]) -> Table:
    """One column for each option, doing nothing last."""
    whole = [*found.options, found.nothing]
    known = [
        n for n in names if n not in _RARE or any(o.measures.get(n) is not None for o in whole)
    ]
    lines = [_line(found, whole, name) for name in known]
    if found.ranking.measure == EXPECTED:
        lines.insert(0, _line(found, whole, EXPECTED))
    if any(one.run and one.run.model.accept_if for one in whole):
        rules = [_PASSES[verdict(one.run).passes] if one.run else "" for one in whole]
        lines.append(Line("Rule", tuple(rules)))
    if found.chances:
        lines += _chances(found, whole, found.chances)
    marked = any(cell.startswith(BEST) for line in lines for cell in line.cells)
    alone = any(_has_it_alone(found, name) for name in known)
    legend = "; ".join(["* the best"] * marked + [UNMARKED] * alone)
    notes = [*([legend] if legend else []), *_reasons(found, known)]
    return Table("", tuple(_folded(one.name) for one in whole), tuple(lines), notes=tuple(notes))


def _has_it_alone(found: Comparison, name: str) -> bool:
    """Whether one of several options has a measure, and none of them is marked for that."""
    there = [one for one in found.options if one.measures.get(name) is not None]
    unmarked = name in BETTER and not found.best.get(name)
    return unmarked and len(there) == 1 < len(found.options)


def _folded(name: str) -> str:
    """A name on two lines, of about the same length, if it is long."""
    gaps = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= _LONG or not gaps:
        return name
    middle = min(gaps, key=lambda place: abs(2 * place - len(name)))
    return f"{name[:middle]}\n{name[middle + 1 :]}"


def _line(found: Comparison, whole: Sequence[Option], name: str) -> Line:
    values = [one.expected if name == EXPECTED else one.measures.get(name) for one in whole]
    best = found.best.get(name, ())
    texts = _texts(found, name, values)
    missing = ["none" if one.run else "-" for one in whole]
    cells = [
        no if text is None else f"{BEST}{text}" if one.name in best else text
        for one, text, no in zip(whole, texts, missing, strict=True)
    ]
    title = "Expected value" if name == EXPECTED else label(name)
    return Line(title, tuple(cells), "total" if name == found.ranking.measure else "plain")


def _texts(found: Comparison, name: str, values: Sequence[float | None]) -> list[str | None]:
    """The values in their unit; amounts with as many digits as tell them apart."""
    run = found.options[0].run
    assert run
    if name != EXPECTED and (name not in MEASURES or MEASURES[name].unit != "money"):
        return [None if v is None else shown(run, name, v) for v in values]
    return list(amounts(values, found.currency))


def amounts(values: Sequence[float | None], currency: str) -> tuple[str | None, ...]:
    """Amounts of money, with as many digits as tell those apart that are not the same."""
    there = sorted(value for value in values if value is not None)
    different = 1 + sum(not near(a, b) for a, b in pairwise(there))
    texts: tuple[str | None, ...] = ()
    for more in range(_MOST_DIGITS):
        texts = tuple(None if v is None else money(v, currency, more if v else 0) for v in values)
        if len({text for text in texts if text}) >= different:
            break
    return texts


def _chances(found: Comparison, whole: Sequence[Option], odds: Chances) -> Iterator[Line]:
    """What the trials say of each option; empty where it is not among them."""

    def cells(by_name: dict[str, Estimate], share: bool) -> tuple[str, ...]:
        values = [by_name.get(one.name) for one in whole]
        if share:
            return tuple("" if v is None else chance(v.value, 0) for v in values)
        known = amounts([None if v is None else v.value for v in values], found.currency)
        return tuple(text or "" for text in known)

    if odds.left_out == 1:
        return
    called = {NPV: "NPV", ANNUITY: "annuity"}[odds.measure]
    yield Line(f"Mean {called} of the trials", cells(dict(odds.mean), share=False))
    yield Line("Trials in which it is best", cells(dict(odds.best), share=True))
    yield Line("Expected regret", cells(dict(odds.regret), share=False))


def _reasons(found: Comparison, names: Sequence[str]) -> Iterator[str]:
    """Why options lack a measure, those with the same reason together."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for name in names:
        for one in found.options:
            if name in one.why_null and name not in _RARE:
                lacking.setdefault((name, one.why_null[name]), []).append(one.name)
    for (name, why), options in lacking.items():
        yield f"{', '.join(options)}: no {label(name).lower()}, {why}"
