"""The text by which `--set` gives a driver another value, in the words of the scenario."""

from __future__ import annotations

from bizcase.engine.model import Model, Series
from bizcase.problems import Span
from bizcase.scenario.rewriting.change import ADJUSTMENTS
from bizcase.scenario.rewriting.wording import worded
from bizcase.study.sensitivity.drivers import Driver
from bizcase.units.respell import DIGITS, like


def spelt(driver: Driver, value: float, model: Model) -> str | None:
    """The text that reads back as a value of a driver; None where no text can say it.

    A series gets all its values anew. Adjustments by hand and dated columns of a file have none.
    """
    given, timeline = driver.given, model.timeline
    if driver.path.startswith(ADJUSTMENTS):
        return None
    if not isinstance(given.value, Series):
        was = given.value
        if driver.is_date and value < 0:
            return "opening"
        return worded(given, value, given.written or like(given.quoting), was, timeline)
    numbers = given.value.values
    old = [_text(span) for span in given.places.values] or [""] * len(numbers)
    dates = [_text(span) for span in given.places.dates]
    if given.value.grain != "year" and not (all(old) and all(dates)):
        return None
    usual = next((text for text in reversed(old) if text), like(given.quoting))
    texts = [
        worded(given, float(f"{number * value:.{DIGITS}g}"), text or usual, number, timeline)
        for number, text in zip(numbers, old, strict=True)
    ]
    if given.value.grain == "year":
        return f"[{', '.join(texts)}]"
    return f"{{{', '.join(f'{d}: {t}' for d, t in zip(dates, texts, strict=True))}}}"


def _text(span: Span | None) -> str:
    return span.text.strip().strip("'\"") if span is not None else ""
