"""The script of the page: the program of the scenario, what the panel moves, and the panel."""

from __future__ import annotations

import json
from pathlib import Path

from bizcase.engine.model import Model
from bizcase.formula.render.javascript import quoted
from bizcase.report.page.findings import Findings
from bizcase.report.page.panel.slider import Slider, sliders
from bizcase.report.whatif.program import program
from bizcase.study.requirements import requirements_of
from bizcase.study.sensitivity.factors import with_factors
from bizcase.study.verdict import rule_of

MEASURED = ("npv", "irr", "payback_years", "peak_funding")
DRAWN = "cumulative_cash"
_FILES = ("texts.js", "chart.js", "panel.js")
_FOLDER = Path(__file__).parent


def moved(findings: Findings) -> tuple[Slider, ...]:
    """The sliders of the page."""
    return sliders(findings.sensitivity, findings.titles, with_factors(findings.model))


def is_movable(findings: Findings) -> bool:
    """Whether there is a driver to move, or another case to choose."""
    return bool(moved(findings)) or len(findings.runs) > 1


def script(findings: Findings) -> str:
    """All of it as one text, which ends neither itself nor the page; empty if nothing moves."""
    if not is_movable(findings):
        return ""
    settings = quoted(json.dumps(_settings(findings), allow_nan=False))
    own = ((_FOLDER / name).read_text(encoding="utf-8") for name in _FILES)
    return "\n".join((program_of(findings), f"const settings = JSON.parse({settings});", *own))


def program_of(findings: Findings) -> str:
    """The program of all cases, what must hold of their values among its rows."""
    models = [_ready(run.model) for run in findings.runs]
    conditions = requirements_of(findings.model).said
    measures = dict.fromkeys((*MEASURED, *rule_of(findings.model)))
    paths = [slider.path for slider in moved(findings)]
    return program(models, paths, (DRAWN, *conditions), measures)


def _ready(model: Model) -> Model:
    return requirements_of(with_factors(model)).model


def _settings(findings: Findings) -> dict[str, object]:
    model, timeline = findings.model, findings.model.timeline
    return {
        "signed": model.case,
        "currency": model.currency,
        "start": timeline.start,
        "sliders": [slider.record for slider in moved(findings)],
        "rule": [[name, *condition] for name, condition in rule_of(model).items()],
        "required": requirements_of(model).said,
        "operating": [1, timeline.periods],
        "drawn": DRAWN,
        "ends": [timeline.end(column) for column in range(1 + timeline.periods)],
    }
