"""The JSON record of a study of sensitivity: values as quoted and as text, results unscaled."""

from __future__ import annotations

from bizcase.problems.show import as_record
from bizcase.report.records.stages import stages_part
from bizcase.study.naming import short_names
from bizcase.study.run import run
from bizcase.study.sensitivity.drivers import PLACES, Driver
from bizcase.study.sensitivity.result import Response, Sensitivity, Turning
from bizcase.study.sensitivity.sentence import sentence, turning_text
from bizcase.study.sensitivity.two_way import TwoWay
from bizcase.study.value_text import value_text
from bizcase.study.verdict import rule_words

FORMAT = 1


def sensitivity_record(found: Sensitivity) -> dict[str, object]:
    """All drivers, the greatest swing first, and the table if there is one."""
    names = short_names([one.driver.path for one in found.responses])
    return {
        "format": FORMAT,
        "scenario": found.model.name,
        "case": found.model.case,
        "currency": found.model.currency,
        "measure": found.measure,
        "base": found.base,
        "npv": found.npv,
        "why_null": {} if found.base is not None else {"base": found.why},
        **stages_part(run(found.model)),
        "rule": rule_words(found.model),
        "passes": found.passes,
        "drivers": [_driver(found, one, names[one.driver.path]) for one in found.responses],
        "dead": list(found.dead),
        "chances_of_stages": [one.driver.path for one in found.responses if one.is_chance],
        "sentence": sentence(found, names),
        "table": None if found.table is None else _table(found, found.table),
        "problems": [as_record(problem) for problem in found.model.problems],
    }


def _driver(found: Sensitivity, one: Response, name: str) -> dict[str, object]:
    driver, last = one.driver, len(one.values) - 1
    texts = [_text(found, driver, value) for value in one.values]
    low, base, high = (one.results[k] for k in (0, last // 2, last))
    return {
        "path": driver.path,
        "name": name,
        "kind": "factor" if driver.is_factor else driver.given.kind,
        "unit": driver.given.quoting.text(found.model.currency),
        "range": "own" if driver.own else "assumed" if driver.varies else None,
        "range_given_for": next((k.was for k in found.kept if k.path == driver.path), None),
        "low": driver.low,
        "base": driver.base,
        "high": driver.high,
        "text": {"low": texts[0], "base": texts[last // 2], "high": texts[last]},
        "result": {"low": low, "base": base, "high": high},
        "points": [
            {"at": place, "value": value, "text": text, "result": result}
            for place, value, text, result in zip(
                PLACES, one.values, texts, one.results, strict=True
            )
        ],
        "extremes": None
        if one.extremes is None
        else {
            name: {"value": at.value, "text": _text(found, driver, at.value), "result": at.result}
            for name, at in zip(("least", "greatest"), one.extremes, strict=True)
        },
        "swing": one.swing,
        "response": one.shape,
        "dead": one.is_dead,
        "switching_value": _turning(found, one, one.zero),
        "verdict_turns": _turning(found, one, one.verdict),
        "searched": list(driver.searched),
        "why_null": _why_null(one),
        "source": driver.given.origin.source or None,
        "owner": driver.given.origin.owner or None,
    }


def _why_null(one: Response) -> dict[str, str]:
    """Why what is None does not exist."""
    why = {PLACES[place]: reason for place, reason in one.why.items()}
    if one.swing is None:
        why |= dict.fromkeys(("swing", "extremes"), "the measure exists nowhere")
    for name, turning in (("switching_value", one.zero), ("verdict_turns", one.verdict)):
        if turning is None:
            why[name] = "never within what is searched"
            continue
        if turning.change is None:
            why[f"{name}.change"] = "a date" if one.driver.is_date else "the base is 0"
        if turning.of_range is None:
            why[f"{name}.of_range"] = "the range has no end on that side"
    if not one.driver.varies:
        why["range"] = one.driver.why_still
    return why


def _turning(
    found: Sensitivity, one: Response, turning: Turning | None
) -> dict[str, object] | None:
    if turning is None:
        return None
    return {
        "value": turning.value,
        "text": turning_text(one, turning, found.model),
        "change": turning.change,
        "toward": turning.toward,
        "of_range": turning.of_range,
        "within_range": turning.within,
        "jump": turning.jump,
        "count": turning.count,
    }


def _table(found: Sensitivity, table: TwoWay) -> dict[str, object]:
    def axis(driver: Driver, values: tuple[float, ...]) -> dict[str, object]:
        texts = [_text(found, driver, value) for value in values]
        return {"path": driver.path, "values": list(values), "text": texts}

    return {
        "measure": table.measure,
        "down": axis(table.first, table.down),
        "across": axis(table.second, table.across),
        "results": [list(line) for line in table.results],
        "npv": [list(line) for line in table.npv],
        "why_null": [
            {"down": down, "across": across, "why": reason}
            for (down, across), reason in table.why.items()
        ],
    }


def _text(found: Sensitivity, driver: Driver, value: float) -> str:
    return value_text(driver.given, value, found.model)
