"""Runs a scenario that a test writes as text."""

from __future__ import annotations

import numpy as np

from bizcase.engine.evaluate import evaluate
from bizcase.engine.model import Model
from bizcase.scenario.build import build
from bizcase.scenario.override import merged
from bizcase.text import Mapping, read_text
from tests.written import head

SKELETON = head("example", timeline="{step: year, length: 4 years}", discounting="{rate: 10%/year}")


def model_of(written: str) -> Model:
    """The model of a text on top of the skeleton. Raises ProblemsFoundError."""
    top = merged(read_text(SKELETON, "skeleton"), read_text(written, "test"))
    assert isinstance(top, Mapping)
    return build(top)


def rows_of(written: str) -> dict[str, np.ndarray]:
    """The rows of a text on top of the skeleton, by name."""
    return evaluate(model_of(written))
