"""What the case of a page is called in its tables and sentences: `base case`, `downside case`."""

from __future__ import annotations

from bizcase.engine.model import Model


def case_words(model: Model) -> str:
    """The case of a model inside a sentence."""
    return f"{model.case} case"


def short_case_words(model: Model) -> str:
    """The same where a long name has no room."""
    return "base case" if model.case == "base" else "this case"


def value_heading(model: Model) -> str:
    """The heading above the values that the case itself has."""
    return "Base" if model.case == "base" else "Case"
