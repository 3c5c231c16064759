"""Changed values come back into the files of a scenario, and nothing else in them changes."""

from __future__ import annotations

import random
from difflib import SequenceMatcher
from math import isclose
from pathlib import Path

import pytest

from bizcase.engine.desugar import shaping_inputs
from bizcase.engine.model import Input, Model, Series
from bizcase.scenario.load import load_model
from bizcase.scenario.rewriting.rewrite import Change, rewritten

ROOT = Path(__file__).parents[2]
FILES = [
    *sorted((ROOT / "scenarios").glob("*.yaml")),
    *sorted((ROOT / "tests/cases").glob("*.yaml")),
]
THERMOSTAT = ROOT / "scenarios/thermostat.yaml"
OAT_DRINK = ROOT / "scenarios/oat_drink.yaml"


def name(path: Path) -> str:
    return path.stem


def numbers(model: Model, path: str) -> dict[str, float]:
    """The parts of an input that are numbers, without dates."""
    found = model.inputs[path]
    if isinstance(found.value, Series):
        places = found.places.values
        values = enumerate(found.value.values)
        return {f"values.{k}": v for k, v in values if any(places)}
    parts = {"base": found.value} if found.places.base else {}
    if found.range and not path.endswith(".factor"):
        parts |= {"low": found.range.low, "high": found.range.high}
    return parts if found.kind == "number" else {}


def part_of(found: Input, part: str) -> float | str:
    kind, _, index = part.partition(".")
    if index:
        return getattr(found.value, kind)[int(index)]
    if part in ("low", "high"):
        return getattr(found.range, part)
    return found.value if part == "base" else getattr(found.origin, part)


@pytest.mark.parametrize("digits", [5, 17])
@pytest.mark.parametrize("path", FILES, ids=name)
def test_every_number_can_be_changed(path: Path, digits: int) -> None:
    drawn = random.Random(path.stem)
    model = load_model(path)
    fixed = shaping_inputs(model)
    fixed |= {name for name in model.inputs if name.endswith(".probability")}  # they add up to 100%
    changes = []
    for where in model.inputs.keys() - fixed:
        factor = drawn.uniform(0.9, 0.999)
        for part, value in numbers(model, where).items():
            changes.append(Change(where, part, float(f"{value * factor:.{digits}g}")))
    texts = rewritten(path, changes)
    after = load_model(path, texts={file.resolve(): text for file, text in texts.items()})
    for change in changes:
        found = part_of(after.inputs[change.path], change.part)
        assert isclose(float(found), change.number, rel_tol=2e-12), change
    lines = [
        pair
        for file, text in texts.items()
        for pair in zip(file.read_text().split("\n"), text.split("\n"), strict=True)
    ]
    assert all(old.count("#") == new.count("#") for old, new in lines)
    touched = {model.inputs[c.path].places.base or model.inputs[c.path].span for c in changes}
    assert sum(old != new for old, new in lines) <= sum(
        span.text.count("\n") + 1 for span in touched if span
    )


def difference(path: Path, *changes: Change) -> list[tuple[str, str]]:
    """What stands in the files before and after, words that stay left out."""
    found = []
    for file, text in rewritten(path, changes).items():
        before, after = file.read_bytes().decode("utf-8-sig").split("\n"), text.split("\n")
        for _, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
            old, new = before[a:b], after[c:d]
            if old != new:
                old += [""] * (len(new) - len(old))
                new += [""] * (len(old) - len(new))
                found += [words(*pair) for pair in zip(old, new, strict=True)]
    return found


def words(old: str, new: str) -> tuple[str, str]:
    """Two lines without the words that they begin and end with alike."""
    before, after = old.split(), new.split()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    return " ".join(before), " ".join(after)


P = "products.thermostat."
PRICE, CLASSIC = P + "price", P + "cannibalises.classic.price"
SHARE = "products.oat_drink.units.share"
LATE, WAR = "late launch", "price war"
Wanted = list[tuple[str, str]]
EXAMPLES: list[tuple[Path, list[Change], Wanted]] = [
    # numbers and texts where they stand
    (THERMOSTAT, [Change(PRICE, "base", 159.0)], [("165,", "159,")]),
    (THERMOSTAT, [Change(PRICE, "low", 140.0)], [("150,", "140,")]),
    (THERMOSTAT, [Change(P + "subscription.churn", "high", 0.035)], [("3%/month,", "3.5%/month,")]),
    (THERMOSTAT, [Change("costs.retest.every", "base", 2.0)], [("1", "2")]),
    (THERMOSTAT, [Change(PRICE, "note", "a, b")], [
        ("net of VAT and trade margin}", '"a, b"}')]),
    (THERMOSTAT, [Change(P + "adoption.imitation", "source", "Bass")], [
        ('"Sultan, Farley & Lehmann 1990: average 0.38"}', '"Bass"}')]),
    # what is not written yet
    (THERMOSTAT, [Change(CLASSIC, "low", 70.0), Change(CLASSIC, "high", 90.0)], [
        ("79,", "{base: 79, low: 70, high: 90},")]),
    (THERMOSTAT, [Change(CLASSIC, "base", 80.0), Change(CLASSIC, "source", "x, y")], [
        ("79,", '{base: 80, source: "x, y"},')]),
    (THERMOSTAT, [Change(PRICE, "owner", "Sales")], [("margin}", "margin, owner: Sales}")]),
    (THERMOSTAT, [Change(P + "unit_cost.from_units", "note", "one lot")], [
        ("10_000", "{base: 10_000, note: one lot}")]),
    (OAT_DRINK, [Change("costs.advertising.factor", "low", 0.8),
                 Change("costs.advertising.factor", "high", 1.1)], [
        ("illustrative}", "illustrative, low: -20%, high: 10%}")]),
    (ROOT / "tests/cases/bass_gadget.yaml", [Change("products.gadget.delay", "base", 0.5)], [
        ("", "delay: 0.5 years")]),
    # what is taken away
    (THERMOSTAT, [Change(PRICE, "low", None), Change(PRICE, "high", None)], [
        ("low: 150, high: 178,", "")]),
    (THERMOSTAT, [Change(PRICE, "note", None)], [
        ("illustrative, note: net of VAT and trade margin}", "illustrative}")]),
    # dates
    (THERMOSTAT, [Change("costs.certification.when", "base", 0.75)], [("2027-03,", "2027-10,")]),
    (THERMOSTAT, [Change("costs.launch_campaign.from", "base", 0.75)], [
        ("2027-Q3,", "2027-Q4,")]),
    (THERMOSTAT, [Change("costs.launch_campaign.from", "base", 1 / 12)], [
        ("2027-Q3,", "2027-02,")]),
    (THERMOSTAT, [Change("costs.certification.when", "base", 0.3)], [("2027-03,", "2027-04-19,")]),
    (THERMOSTAT, [Change("costs.certification.when", "base", 0.301)],
        [("2027-03,", "0.301 years,")]),
    (THERMOSTAT, [Change("capex.tooling.when", "base", 0.25)], [("opening", "2027-04")]),
    (THERMOSTAT, [Change("capex.tooling.sold.when", "base", 4.0)], [("end}", "2031-01}")]),
    (THERMOSTAT, [Change("costs.team.people", "dates.1", 1.0),
                  Change("costs.team.people", "values.1", 14.0)], [
        ("2027-07: 12},", "2028-01: 14},")]),
    # lists
    (OAT_DRINK, [Change("costs.advertising", "values.1", 2e6)], [("1_900k,", "2_000k,")]),
    (OAT_DRINK, [Change("costs.advertising", "values.5", 1e6)], [
        ("...],", "900k, 1000k, 900k],")]),
    (OAT_DRINK, [Change("costs.advertising", "values.3", 1e6)], [
        ("", "1000k,")]),
    (OAT_DRINK, [Change(f"{SHARE}.factor", "low", 0.75)], [("-30%,", "-25%,")]),
    (ROOT / "tests/cases/rio_disney.yaml", [Change("revenue.epcot", "values.0", 1e6)], [
        ("[0,", "[1,")]),
    # cases
    (THERMOSTAT, [Change(PRICE, "base", 155.0, "downside")], [("152", "155")]),
    (THERMOSTAT, [Change(PRICE, "base", 160.0, LATE)], [("", f"{PRICE}: 160")]),
    (THERMOSTAT, [Change(PRICE, "base", None, "downside")], [(f"{PRICE}: 152", "")]),
    (THERMOSTAT, [Change(PRICE, "low", 145.0, "downside"),
                  Change(PRICE, "high", 170.0, "downside")], [
        ("152", "{base: 152, low: 145, high: 170}")]),
    (THERMOSTAT, [Change("costs.team.on_costs", "source", "HR", LATE)], [
        ("", "costs.team.on_costs: {base: 24%, source: HR}")]),
    (THERMOSTAT, [Change(P + "adoption.launch", "base", 0.75, LATE)], [("2027-12", "2027-10")]),
    (THERMOSTAT, [Change("costs.team.people", "values.1", 14.0, LATE)], [
        ("", "costs.team.people.2027-07: 14")]),
    (OAT_DRINK, [Change("costs.advertising", "values.4", 8e5, WAR)], [
        ("", "costs.advertising.by_year: [2_600k, 1_900k, 1_200k, 900k, 800k, 900k, ...]")]),
    (OAT_DRINK, [Change(SHARE, "values.1", 0.02, WAR)], [
        ("", f"{SHARE}: [1.0%, 2%, 3.6%, 4.5%, 4.9%, 4.9%, 4.7%]")]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "changes", "wanted"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_only_the_words_concerned_change(path: Path, changes: list[Change], wanted: Wanted) -> None:
    assert difference(path, *changes) == wanted


def test_nothing_changes_where_the_value_is_there_already() -> None:
    assert rewritten(THERMOSTAT, [Change(PRICE, "base", 165.0), Change(PRICE, "low", 150.0)]) == {}
